package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.store.View;

/**
 * An entity that may match.
 *
 * @param entity the entity
 * @param blueprint its blueprint
 * @param view where related entities are found
 */
public record Candidate(CatalogEntity entity, Blueprint blueprint, View view) {

    /** The value of a property, a mirror property, a relation, a path or a meta-property; JSON null if there is none. */
    JsonNode value(String name) {
        if (name.startsWith("$")) {
            return Paths.meta(entity, name);
        }
        var own = entity.properties().get(name);
        if (own != null) {
            return own;
        }
        var mirror = blueprint.mirrors().get(name);
        if (mirror != null) {
            return new Paths(view).follow(entity, blueprint, mirror);
        }
        if (blueprint.relations().containsKey(name)) {
            var relation = entity.relations().get(name);
            return relation == null ? NullNode.getInstance() : relation;
        }
        return name.contains(".") ? new Paths(view).follow(entity, blueprint, name) : NullNode.getInstance();
    }
}
