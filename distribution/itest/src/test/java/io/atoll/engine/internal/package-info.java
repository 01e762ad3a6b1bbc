/** The way of the tests to the engine. */
@NullMarked
package io.atoll.engine.internal;

import org.jspecify.annotations.NullMarked;
