/** Whole runs, compared request by request with those that Ocean was recorded to make. */
@NullMarked
package io.atoll.apply.replay;

import org.jspecify.annotations.NullMarked;
