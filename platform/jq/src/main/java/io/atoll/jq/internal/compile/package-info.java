/** From a syntax tree to code. */
@NullMarked
package io.atoll.jq.internal.compile;

import org.jspecify.annotations.NullMarked;
