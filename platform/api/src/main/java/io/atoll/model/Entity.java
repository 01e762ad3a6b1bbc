package io.atoll.model;

import com.fasterxml.jackson.databind.JsonNode;
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
