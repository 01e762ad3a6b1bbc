package io.atoll.catalog.internal.store;

import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Ref;

/**
 * The place of an entity in a listing by owner; the listing is ordered by these two.
 *
 * @param datasource the User-Agent of the last writer
 * @param ref the name of the entity
 */
public record Owned(String datasource, Ref ref) {

    /** The place of an entity in the listing. */
    public static Owned of(CatalogEntity entity) {
        return new Owned(entity.datasource(), entity.ref());
    }
}
