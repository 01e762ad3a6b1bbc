package io.atoll.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a catalog holds about one thing: an instance of a blueprint.
 *
 * <p>A field that is {@code null} was not mapped and is left alone in the catalog; a field that is JSON null was mapped to nothing and
 * clears what the catalog has. The same holds for absent and null keys of {@code properties} and {@code relations}.
 *
 * @param blueprint the identifier of the blueprint
 * @param identifier a text or number; or an object, a search that the catalog resolves to one existing entity
 * @param title a text
 * @param icon a text
 * @param team a text, a list of texts, or a search object
 * @param properties values by property, not to be changed
 * @param relations by relation: a text, a list of texts, a search object, or null; not to be changed
 */
public record Entity(
        String blueprint,
        JsonNode identifier,
        @Nullable JsonNode title,
        @Nullable JsonNode icon,
        @Nullable JsonNode team,
        ObjectNode properties,
        ObjectNode relations) {

    /** Whether the catalog shall find the entity by a search; such an entity has no {@link #ref()}. */
    public boolean searched() {
        return identifier.isObject();
    }

    /**
     * The name under which the catalog holds the entity.
     *
     * @throws IllegalStateException if it is {@link #searched()}
     */
    public Ref ref() {
        if (searched()) {
            throw new IllegalStateException(
                    "an entity that the catalog finds by a search has no name before it is found");
        }
        return new Ref(blueprint, identifier.asText());
    }

    /** The entity in the catalog's shape: unmapped fields are absent, cleared ones are null; {@link #of} reads it back. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("identifier", identifier);
        json.put("blueprint", blueprint);
        put(json, "title", title);
        put(json, "icon", icon);
        put(json, "team", team);
        json.set("properties", properties);
        json.set("relations", relations);
        return json;
    }

    /**
     * The entity that a document in the catalog's shape describes; fields that no mapping can write are ignored.
     *
     * @throws IllegalArgumentException if identifier or blueprint is missing, or properties or relations are no objects
     */
    public static Entity of(JsonNode json) {
        JsonNode identifier = json.path("identifier");
        JsonNode blueprint = json.path("blueprint");
        if (identifier.isMissingNode() || identifier.isNull() || identifier.isArray()) {
            throw new IllegalArgumentException("an entity needs an identifier: a text, a number or a search object");
        }
        if (!blueprint.isTextual()) {
            throw new IllegalArgumentException("an entity needs a blueprint, as a text");
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

    private static void put(ObjectNode json, String field, @Nullable JsonNode value) {
        if (value != null) {
            json.set(field, value);
        }
    }

    private static ObjectNode object(JsonNode json, String field) {
        return switch (json.get(field)) {
            case null -> JsonNodeFactory.instance.objectNode();
            case ObjectNode object -> object;
            case JsonNode other -> {
                if (other.isNull()) {
                    yield JsonNodeFactory.instance.objectNode();
                }
                throw new IllegalArgumentException(
                        field + " of an entity is an object, but this is " + other.getNodeType());
            }
        };
    }

    /**
     * The name of an entity in a catalog, unique in it.
     *
     * @param blueprint the identifier of the blueprint
     * @param identifier the identifier of the entity, unique in the blueprint
     */
    public record Ref(String blueprint, String identifier) {

        @Override
        public String toString() {
            return blueprint + "/" + identifier;
        }
    }
}
