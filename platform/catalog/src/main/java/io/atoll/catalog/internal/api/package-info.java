/** The Port-compatible HTTP interface: routes, calls and answers. */
@NullMarked
package io.atoll.catalog.internal.api;

import org.jspecify.annotations.NullMarked;
