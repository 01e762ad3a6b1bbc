/** A real framework with the catalog in it, for tests over HTTP. */
@NullMarked
package io.atoll.catalog.internal.container;

import org.jspecify.annotations.NullMarked;
