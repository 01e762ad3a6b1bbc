/** A world in which anything goes wrong, by seed, and an oracle that knows the truth. */
@NullMarked
package io.atoll.simulation;

import org.jspecify.annotations.NullMarked;
