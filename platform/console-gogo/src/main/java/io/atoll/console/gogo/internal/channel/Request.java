package io.atoll.console.gogo.internal.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalInt;

/**
 * One request of a client.
 *
 * @param command what to execute, one or several lines of Gogo's language
 * @param width of the client's terminal, if it has one
 */
record Request(String command, OptionalInt width) {

    /**
     * Reads a request.
     *
     * @throws Malformed if the line is none
     */
    static Request read(String line, ObjectMapper json) throws Malformed {
        try {
            JsonNode node = json.readTree(line);
            if (node.path("command").isTextual()) {
                JsonNode width = node.path("width");
                return new Request(
                        node.path("command").asText(),
                        width.isInt() && width.asInt() > 0 ? OptionalInt.of(width.asInt()) : OptionalInt.empty());
            }
        } catch (JsonProcessingException e) {
            throw new Malformed("a request is one line of JSON, but: " + e.getOriginalMessage());
        }
        throw new Malformed("a request is a JSON object with a text \"command\"");
    }

    /** Says that a line is not a request. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        Malformed(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
