package io.atoll.events.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/**
 * An answer to a third party.
 *
 * @param status of HTTP
 * @param headers beside the type of the body
 * @param contentType of the body
 * @param body text
 */
record Reply(int status, Map<String, String> headers, String contentType, String body) {

    private static final String JSON = "application/json";
    private static final String COME_AGAIN = "10";

    static Reply ok(boolean repeated) {
        return new Reply(
                200, Map.of(), JSON, repeated ? "{\"status\":\"ok\",\"repeated\":true}" : "{\"status\":\"ok\"}");
    }

    static Reply error(int status, String reason) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("status", "error")
                .put("message", reason)
                .toString();
        return new Reply(status, status == 503 ? Map.of("Retry-After", COME_AGAIN) : Map.of(), JSON, body);
    }
}
