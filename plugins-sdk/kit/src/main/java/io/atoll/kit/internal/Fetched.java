package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to the call of a page.
 *
 * @param status 200, or the one that says that there is nothing
 * @param body the answer
 * @param received its headers
 * @param address where it came from
 * @param what the request, for messages
 */
record Fetched(int status, JsonNode body, Received received, URI address, String what) {

    /** What a document looks like, without any of its values. */
    static String shape(JsonNode body) {
        if (!body.isObject()) {
            return "it is "
                    + (body.isMissingNode()
                            ? "empty"
                            : "of type " + body.getNodeType().toString().toLowerCase(java.util.Locale.ROOT));
        }
        List<String> names = new ArrayList<>();
        body.fieldNames().forEachRemaining(names::add);
        return "it has " + (names.size() > 12 ? names.subList(0, 12) + " and more" : names);
    }
}
