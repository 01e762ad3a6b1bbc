/** The one place that knows the jq engine. */
@NullMarked
package io.atoll.catalog.internal.jq;

import org.jspecify.annotations.NullMarked;
