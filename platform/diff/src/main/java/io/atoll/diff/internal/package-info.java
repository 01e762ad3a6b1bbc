/** Comparing what is produced with what is held, on disk. */
@NullMarked
package io.atoll.diff.internal;

import org.jspecify.annotations.NullMarked;
