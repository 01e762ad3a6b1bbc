/** What the platform is made of while it runs: bundles, components, threads and memory; and an archive of it for those who help. */
@NullMarked
package io.atoll.health.internal.inside;

import org.jspecify.annotations.NullMarked;
