package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.store.View;

/** Values that are not stored with an entity but follow from the catalog. Belongs to one thread, as its view does. */
public interface Derived {

    /** Where they are derived from. */
    View view();

    /** The value of a mirror, calculation or aggregation property; a missing node if the blueprint has none of this key. */
    JsonNode value(CatalogEntity entity, Blueprint blueprint, String key);

    /** All such values, by key. */
    ObjectNode values(CatalogEntity entity, Blueprint blueprint);

    /** The scorecards that count for an entity, by identifier: its level, and the status of each rule. */
    ObjectNode scorecards(CatalogEntity entity, Blueprint blueprint);
}
