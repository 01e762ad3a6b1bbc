package io.atoll.admin.internal.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Refused;
import java.util.Optional;

/**
 * What went wrong, as RFC 9457 writes it.
 *
 * @param status of HTTP
 * @param title the same for all problems of the kind
 * @param detail for people: what, where, and what to do
 * @param field which part of the input is to blame, if one is
 */
record Problem(int status, String title, String detail, Optional<String> field) {

    /** The media type of problems. */
    static final String TYPE = "application/problem+json";

    Problem(int status, String title, String detail) {
        this(status, title, detail, Optional.empty());
    }

    static Problem of(Refused refused) {
        Problem plain = switch (refused.kind()) {
            case INVALID -> new Problem(400, "Invalid input", refused.getMessage());
            case UNKNOWN -> new Problem(404, "Not found", refused.getMessage());
            case STALE -> new Problem(412, "Changed since", refused.getMessage());
            case CONFLICT -> new Problem(409, "Not possible now", refused.getMessage());
            case FORBIDDEN -> new Problem(403, "Not allowed", refused.getMessage());
            case UNAVAILABLE -> new Problem(503, "Not available", refused.getMessage());
        };
        return new Problem(
                plain.status, plain.title, plain.detail, refused.field().filter(name -> !name.isEmpty()));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        field.ifPresent(name -> json.put("field", name));
        return json;
    }
}
