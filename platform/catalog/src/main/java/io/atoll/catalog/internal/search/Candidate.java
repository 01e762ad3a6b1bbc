package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.store.View;
import org.jspecify.annotations.Nullable;

/**
 * An entity that may match.
 *
 * @param entity the entity
 * @param blueprint its blueprint
 * @param derived what is not stored with it
 */
public record Candidate(CatalogEntity entity, Blueprint blueprint, Derived derived) {

    /** The value of a property, a relation, a path or a meta-property; JSON null if there is none. */
    public JsonNode value(String name) {
        if (name.startsWith("$")) {
            return Paths.meta(entity, name);
        }
        var own = entity.properties().get(name);
        if (own != null) {
            return own;
        }
        var computed = derived.value(entity, blueprint, name);
        if (!computed.isMissingNode()) {
            return computed;
        }
        if (blueprint.relations().containsKey(name)) {
            var relation = entity.relations().get(name);
            return relation == null ? NullNode.getInstance() : relation;
        }
        return name.contains(".") ? new Paths(view()).follow(entity, blueprint, name) : NullNode.getInstance();
    }

    /** The level of a scorecard, or the status of one of its rules; JSON null if it does not count for the entity. */
    JsonNode score(String scorecard, @Nullable String rule) {
        var score = derived.scorecards(entity, blueprint).path(scorecard);
        if (rule == null) {
            return score.has("level") ? score.path("level") : NullNode.getInstance();
        }
        for (var each : score.path("rules")) {
            if (each.path("identifier").asText().equals(rule)) {
                return each.path("status");
            }
        }
        return NullNode.getInstance();
    }

    /** Where related entities are found. */
    View view() {
        return derived.view();
    }
}
