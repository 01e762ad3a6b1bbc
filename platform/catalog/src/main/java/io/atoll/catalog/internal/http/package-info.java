/** Routing by method and path, for the API and the pages. */
@NullMarked
package io.atoll.catalog.internal.http;

import org.jspecify.annotations.NullMarked;
