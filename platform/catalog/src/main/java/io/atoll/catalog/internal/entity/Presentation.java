package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.search.Paths;
import io.atoll.catalog.internal.store.View;

/**
 * How entities are to be shown.
 *
 * @param fields which fields
 * @param calculated whether with mirror properties
 * @param titles whether a relation shows the title beside the identifier
 */
public record Presentation(Fields fields, boolean calculated, boolean titles) {

    /** Everything that is stored, and the mirror properties. */
    public static final Presentation FULL = new Presentation(Fields.ALL, true, false);

    /** The entity as the API shows it. */
    public ObjectNode of(CatalogEntity entity, Blueprint blueprint, View view) {
        var shown = Json.object();
        shown.put("identifier", entity.identifier());
        shown.put("title", entity.title());
        shown.put("icon", entity.icon());
        shown.put("blueprint", entity.ref().blueprint());
        entity.team().forEach(shown.putArray("team")::add);
        shown.set("properties", properties(entity, blueprint, view));
        shown.set("relations", relations(entity, blueprint, view));
        entity.stamp().writeTo(shown);
        return fields.of(shown);
    }

    private ObjectNode properties(CatalogEntity entity, Blueprint blueprint, View view) {
        var properties = entity.properties().deepCopy();
        if (calculated) {
            var paths = new Paths(view);
            blueprint.mirrors().forEach((key, path) -> properties.set(key, paths.follow(entity, blueprint, path)));
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
