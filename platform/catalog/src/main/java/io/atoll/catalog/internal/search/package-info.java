/** The rule grammar of searches, and the walk over what may match. */
@NullMarked
package io.atoll.catalog.internal.search;

import org.jspecify.annotations.NullMarked;
