/** One integration, run from its source folder while it is written: {@code bin/atoll dev}. */
@NullMarked
package io.atoll.runner.internal;

import org.jspecify.annotations.NullMarked;
