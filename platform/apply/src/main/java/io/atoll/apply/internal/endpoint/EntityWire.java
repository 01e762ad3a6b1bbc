package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Unrepeatable;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import org.jspecify.annotations.Nullable;

/** Entities in the shape of the Port API. */
public final class EntityWire {

    private EntityWire() {}

    /** Says how entities are to be written, and what for. */
    static Route written(Route route, Mapping.Options options, Occasion occasion) {
        return occasion.of(route.with("upsert", true)
                .with("merge", options.merge())
                .with("create_missing_related_entities", options.createMissingRelated())
                .with("validation_only", false));
    }

    /** The shape in which an entity is written: mapped fields only, with nulls where the mapping made them. */
    public static ObjectNode write(Entity entity) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("identifier", entity.identifier());
        put(json, "icon", entity.icon());
        json.put("blueprint", entity.blueprint());
        put(json, "title", entity.title());
        put(json, "team", entity.team());
        if (!entity.properties().isEmpty()) {
            json.set("properties", entity.properties());
        }
        if (!entity.relations().isEmpty()) {
            json.set("relations", entity.relations());
        }
        return json;
    }

    /**
     * Reads an entity as the catalog lists it; what mappings cannot write is left out.
     *
     * @throws Unrepeatable if it has no name
     */
    public static Entity read(JsonNode json) throws Unrepeatable {
        JsonNode identifier = json.path("identifier");
        JsonNode blueprint = json.path("blueprint");
        if (!identifier.isTextual() || !blueprint.isTextual()) {
            throw new Unrepeatable("an entity of the answer has no identifier or no blueprint");
        }
        return new Entity(
                blueprint.textValue(),
                identifier,
                json.get("title"),
                json.get("icon"),
                json.get("team"),
                object(json, "properties"),
                object(json, "relations"));
    }

    private static void put(ObjectNode json, String key, @Nullable JsonNode value) {
        if (value != null) {
            json.set(key, value);
        }
    }

    private static ObjectNode object(JsonNode json, String key) {
        return json.get(key) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}
