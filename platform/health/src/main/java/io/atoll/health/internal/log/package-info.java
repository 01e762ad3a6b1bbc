/** What the platform logs, for those who cannot read its files: the latest lines, and how much of what is logged. */
@NullMarked
package io.atoll.health.internal.log;

import org.jspecify.annotations.NullMarked;
