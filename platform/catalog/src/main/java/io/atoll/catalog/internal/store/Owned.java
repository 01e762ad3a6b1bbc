package io.atoll.catalog.internal.store;

import io.atoll.catalog.internal.model.Ref;

/**
 * An entity in a listing by owner; the listing is ordered by these two.
 *
 * @param datasource the User-Agent of the last writer
 * @param ref the name of the entity
 */
public record Owned(String datasource, Ref ref) {}
