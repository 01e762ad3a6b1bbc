/** What whole runs need of the engine. */
@NullMarked
package io.atoll.engine.internal;

import org.jspecify.annotations.NullMarked;
