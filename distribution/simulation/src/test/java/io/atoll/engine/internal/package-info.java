/** The way of the simulation to the engine. */
@NullMarked
package io.atoll.engine.internal;

import org.jspecify.annotations.NullMarked;
