/** Runs of real processes that are killed, stopped or short of room, and what their successors make of that. */
@NullMarked
package io.atoll.kill;

import org.jspecify.annotations.NullMarked;
