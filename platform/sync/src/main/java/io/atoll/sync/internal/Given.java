package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;

/**
 * An entity, and what the caller gave for it.
 *
 * @param item the record or the entity itself, for the caller
 * @param entity what it means
 */
record Given(JsonNode item, Entity entity) {

    /** An entity of which only the name is known, and which nobody gave. */
    static Given named(Ref ref) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new Given(
                json.objectNode().put("identifier", ref.identifier()).put("blueprint", ref.blueprint()),
                new Entity(
                        ref.blueprint(),
                        json.textNode(ref.identifier()),
                        null,
                        null,
                        null,
                        json.objectNode(),
                        json.objectNode()));
    }

    /** Whether only the catalog can tell which entity it is. */
    boolean searched() {
        return entity.searched();
    }

    Ref ref() {
        return entity.ref();
    }
}
