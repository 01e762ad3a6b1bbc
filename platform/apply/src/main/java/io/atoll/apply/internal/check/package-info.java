/** Compares what an integration brings along with what the catalog has, before anything runs. */
@NullMarked
package io.atoll.apply.internal.check;

import org.jspecify.annotations.NullMarked;
