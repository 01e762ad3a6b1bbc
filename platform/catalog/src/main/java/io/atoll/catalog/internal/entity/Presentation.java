package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.search.Derived;
import io.atoll.catalog.internal.store.View;

/**
 * How entities are to be shown.
 *
 * @param fields which fields
 * @param calculated whether with mirror, calculation and aggregation properties
 * @param titles whether a relation shows the title beside the identifier
 */
public record Presentation(Fields fields, boolean calculated, boolean titles) {

    /** Everything that is stored, and what is computed. */
    public static final Presentation FULL = new Presentation(Fields.ALL, true, false);

    /** The entity as the API shows it. */
    public ObjectNode of(CatalogEntity entity, Blueprint blueprint, Derived derived) {
        var shown = Json.object();
        shown.put("identifier", entity.identifier());
        shown.put("title", entity.title());
        shown.put("icon", entity.icon());
        shown.put("blueprint", entity.ref().blueprint());
        entity.team().forEach(shown.putArray("team")::add);
        shown.set("properties", properties(entity, blueprint, derived));
        shown.set("relations", relations(entity, blueprint, derived.view()));
        var scorecards = fields.shows("scorecards") ? derived.scorecards(entity, blueprint) : Json.object();
        if (!scorecards.isEmpty()) {
            shown.set("scorecards", scorecards);
        }
        entity.stamp().writeTo(shown);
        return fields.of(shown);
    }

    private ObjectNode properties(CatalogEntity entity, Blueprint blueprint, Derived derived) {
        var properties = entity.properties().deepCopy();
        if (calculated) {
            properties.setAll(derived.values(entity, blueprint));
        }
        return properties;
    }

    private ObjectNode relations(CatalogEntity entity, Blueprint blueprint, View view) {
        var relations = Json.object();
        blueprint.relations().values().forEach(relation -> {
            var value = entity.relations().get(relation.key());
            if (value != null) {
                relations.set(relation.key(), titles ? titled(value, relation.target(), view) : value);
            }
        });
        return relations;
    }

    private static JsonNode titled(JsonNode value, String blueprint, View view) {
        if (value.isNull()) {
            return value;
        }
        if (value.isArray()) {
            var list = Json.array();
            Json.texts(value).forEach(identifier -> list.add(titled(identifier, blueprint, view)));
            return list;
        }
        return titled(value.asText(), blueprint, view);
    }

    private static ObjectNode titled(String identifier, String blueprint, View view) {
        var title = view.entity(new Ref(blueprint, identifier))
                .map(CatalogEntity::title)
                .orElse(null);
        return Json.object().put("identifier", identifier).put("title", title);
    }
}
