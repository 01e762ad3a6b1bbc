/** A run: the five verbs in order, what may be deleted after it, and its story. */
@NullMarked
package io.atoll.engine.internal;

import org.jspecify.annotations.NullMarked;
