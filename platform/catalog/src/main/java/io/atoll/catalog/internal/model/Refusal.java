package io.atoll.catalog.internal.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Says no to a request, in the way the API does: a status, a code for machines and a message for people. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient @Nullable ObjectNode details;

    private Refusal(int status, String code, String message, @Nullable ObjectNode details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    /** Refuses with a status, a code and a message. */
    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, null);
    }

    /** Refuses because something that was named is not there. */
    public static Refusal notFound(String message) {
        return of(404, "not_found", message);
    }

    /** Refuses a body or parameter that is not what the route takes. */
    public static Refusal invalid(String message) {
        return of(422, "invalid_request", message);
    }

    /** Refuses because other things depend on what is to be deleted. */
    public static Refusal dependents(String message) {
        return of(422, "has_dependents", message);
    }

    /** Refuses a value that does not fit the blueprint. */
    public static Refusal mismatch(String code, String property, String message) {
        return new Refusal(422, code, message, Json.object().put("property", property));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The code for machines. */
    public String code() {
        return code;
    }

    /** What went wrong, for people. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** The body of an answer that says it. */
    public ObjectNode body() {
        var body = Json.object().put("ok", false).put("error", code).put("message", message());
        if (details != null) {
            body.set("details", details);
        }
        return body;
    }
}
