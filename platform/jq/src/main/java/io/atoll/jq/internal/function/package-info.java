/** Functions on values: regular expressions, dates, mathematics. */
@NullMarked
package io.atoll.jq.internal.function;

import org.jspecify.annotations.NullMarked;
