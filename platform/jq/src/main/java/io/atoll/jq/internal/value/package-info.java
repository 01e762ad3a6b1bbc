/** Values: numbers, order, texts, arithmetic, JSON. */
@NullMarked
package io.atoll.jq.internal.value;

import org.jspecify.annotations.NullMarked;
