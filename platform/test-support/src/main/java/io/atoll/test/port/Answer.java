package io.atoll.test.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a server says.
 *
 * @param status of HTTP
 * @param body a JSON document
 */
public record Answer(int status, JsonNode body) {

    /** {@code {"ok":true}}, to be added to. */
    static ObjectNode ok() {
        return JsonNodeFactory.instance.objectNode().put("ok", true);
    }

    static Answer of(JsonNode body) {
        return new Answer(200, body);
    }

    static Answer error(int status, String code, String message) {
        return new Answer(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("ok", false)
                        .put("error", code)
                        .put("message", message));
    }
}
