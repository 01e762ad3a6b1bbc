package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.util.Collection;

/** What a route answers: always a JSON object. */
sealed interface Answer {

    /**
     * An answer that is known as a whole.
     *
     * @param status the HTTP status
     * @param body the object
     */
    record Document(int status, ObjectNode body) implements Answer {}

    /**
     * An answer with status 200 that is written while it is read from the store; its size is not bounded, its memory is.
     *
     * @param body writes the fields of the object after {@code "ok": true}
     */
    record Streamed(Body body) implements Answer {}

    /** The fields of a streamed answer. */
    @FunctionalInterface
    interface Body {

        /** Writes the fields; an exception breaks the answer off, so that no client takes a part for the whole. */
        void write(JsonGenerator json) throws IOException;
    }

    /** {@code {"ok": true}}. */
    static Answer ok() {
        return new Document(200, Json.object().put("ok", true));
    }

    /** {@code {"ok": true, key: value}}. */
    static Answer ok(String key, JsonNode value) {
        return of(200, key, value);
    }

    /** {@code {"ok": true, key: [values]}}. */
    static Answer list(String key, Collection<? extends JsonNode> values) {
        return ok(key, Json.array().addAll(values));
    }

    /** {@code {"ok": true, key: value}} with another status. */
    static Answer of(int status, String key, JsonNode value) {
        return new Document(status, Json.object().put("ok", true).set(key, value));
    }
}
