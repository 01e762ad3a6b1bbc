/** When a run begins without a person: at start, and once. */
@NullMarked
package io.atoll.trigger.internal;

import org.jspecify.annotations.NullMarked;
