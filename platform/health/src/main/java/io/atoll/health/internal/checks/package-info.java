/** What the platform tells about itself as Felix Health Checks: whether it lives, whether it is ready, and how each integration stands. */
@NullMarked
package io.atoll.health.internal.checks;

import org.jspecify.annotations.NullMarked;
