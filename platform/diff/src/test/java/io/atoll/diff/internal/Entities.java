package io.atoll.diff.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import java.io.UncheckedIOException;

/** Entities for tests, written as JSON. */
final class Entities {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private Entities() {}

    /** An entity of the blueprint {@code service}, unless another is named; single quotes are fine. */
    static Entity entity(String identifier, String json) {
        JsonNode fields = json(json);
        return new Entity(
                fields.path("blueprint").asText("service"),
                JsonNodeFactory.instance.textNode(identifier),
                fields.get("title"),
                fields.get("icon"),
                fields.get("team"),
                object(fields, "properties"),
                object(fields, "relations"));
    }

    static JsonNode json(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object(JsonNode fields, String name) {
        return fields.has(name) ? (ObjectNode) fields.get(name) : JsonNodeFactory.instance.objectNode();
    }
}
