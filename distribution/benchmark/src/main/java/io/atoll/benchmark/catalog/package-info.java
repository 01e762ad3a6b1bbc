/** How fast a catalog is, over its API. */
@NullMarked
package io.atoll.benchmark.catalog;

import org.jspecify.annotations.NullMarked;
