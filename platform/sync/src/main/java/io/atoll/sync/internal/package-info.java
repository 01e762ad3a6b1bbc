/**
 * What an integration writes by itself, between two runs: one {@link io.atoll.spi.sync.CatalogSync} for each configured instance.
 *
 * <p>A call consumes what it is given in slices. {@link io.atoll.sync.internal.Writing} is one call: it notes, compares, writes and deletes;
 * {@link io.atoll.sync.internal.RawKind} makes its entities of records.
 */
@NullMarked
package io.atoll.sync.internal;

import org.jspecify.annotations.NullMarked;
