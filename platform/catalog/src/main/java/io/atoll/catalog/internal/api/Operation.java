package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;

/** What one route is for, what it takes and what it answers: an operation of the OpenAPI description. Not to be changed once it has a handler. */
final class Operation {

    private final ObjectNode document = Json.object();
    private boolean open;

    private Operation(String summary) {
        document.put("summary", summary);
        document.putArray("parameters");
        document.putObject("responses");
    }

    /** An operation that takes nothing yet. */
    static Operation of(String summary) {
        return new Operation(summary);
    }

    /** Asks for no token. */
    Operation open() {
        open = true;
        document.putArray("security");
        return this;
    }

    /** Takes some query parameters. */
    Operation query(Query... queries) {
        for (var query : queries) {
            document.withArrayProperty("parameters").add(query.document());
        }
        return this;
    }

    /** Takes a body that fits a schema. */
    Operation takes(ObjectNode schema) {
        document.putObject("requestBody").put("required", true).set("content", content(schema));
        return this;
    }

    /** Takes a body that fits a schema, or none. */
    Operation mayTake(ObjectNode schema) {
        takes(schema).document.withObjectProperty("requestBody").put("required", false);
        return this;
    }

    /** Answers {@code {"ok": true}}. */
    Operation answers() {
        return answers(200, "Done", Schema.answer());
    }

    /** Answers {@code {"ok": true, key: value}}, the value of a schema. */
    Operation answers(String key, ObjectNode schema) {
        return answers(200, key, schema, "Done");
    }

    /** Answers {@code {"ok": true, key: value}} with another status. */
    Operation answers(int status, String key, ObjectNode schema, String meaning) {
        return answers(status, meaning, Schema.answer(key, schema));
    }

    /** Answers a whole body that fits a schema. */
    Operation answers(int status, String meaning, ObjectNode schema) {
        document.withObjectProperty("responses")
                .putObject(String.valueOf(status))
                .put("description", meaning)
                .set("content", content(schema));
        return this;
    }

    /** The route with this operation and a handler. */
    Endpoint by(Handler handler) {
        return new Endpoint(this, handler);
    }

    /** Whether everybody may call it, without a token. */
    boolean isOpen() {
        return open;
    }

    /** The operation as OpenAPI writes it. */
    ObjectNode document() {
        return document.deepCopy();
    }

    private static ObjectNode content(ObjectNode schema) {
        var content = Json.object();
        content.putObject("application/json").set("schema", schema);
        return content;
    }
}
