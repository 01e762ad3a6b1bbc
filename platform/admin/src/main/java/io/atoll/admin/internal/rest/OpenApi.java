package io.atoll.admin.internal.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.admin.internal.operation.Shapes;
import io.atoll.operation.Field;
import io.atoll.operation.Field.Place;
import io.atoll.operation.Operation;
import java.util.List;
import java.util.Locale;

/** The OpenAPI 3.1 description of the operations that are there. */
final class OpenApi {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SCHEMAS = "#/components/schemas/";

    private final Shapes shapes = new Shapes(SCHEMAS);

    private OpenApi() {}

    static ObjectNode of(List<Operation<?, ?>> operations) {
        return new OpenApi().describe(operations);
    }

    private ObjectNode describe(List<Operation<?, ?>> operations) {
        ObjectNode description = JSON.objectNode().put("openapi", "3.1.0");
        description
                .putObject("info")
                .put("title", "Atoll")
                .put("summary", "Everything that a person can ask of the platform")
                .put("version", "1");
        description.putArray("servers").addObject().put("url", "/api/v1");
        ArrayNode security = description.putArray("security");
        List.of("token", "password", "session")
                .forEach(way -> security.addObject().putArray(way));
        ObjectNode paths = description.putObject("paths");
        for (Operation<?, ?> operation : operations) {
            paths.withObjectProperty(operation.path())
                    .set(operation.method().name().toLowerCase(Locale.ROOT), describe(operation));
        }
        paths.putObject("/events/stream").set("get", stream());
        ObjectNode components = description.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        shapes.named().forEach(schemas::set);
        schemas.set("Problem", problem());
        components
                .putObject("responses")
                .putObject("Refused")
                .put("description", "Refused; nothing was changed")
                .putObject("content")
                .putObject(Problem.TYPE)
                .set("schema", JSON.objectNode().put("$ref", SCHEMAS + "Problem"));
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("token").put("type", "http").put("scheme", "bearer");
        schemes.putObject("password").put("type", "http").put("scheme", "basic");
        schemes.putObject("session").put("type", "apiKey").put("in", "cookie").put("name", "atoll-session");
        return description;
    }

    /** The one path that is no operation. */
    private static ObjectNode stream() {
        ObjectNode document = JSON.objectNode()
                .put("operationId", "events-stream")
                .put(
                        "summary",
                        "Sends 'progress' of a run as server-sent events whenever it has changed, and 'end' with its end");
        document.putArray("tags").add("events");
        document.putArray("parameters")
                .addObject()
                .put("name", "run")
                .put("in", "query")
                .put("required", true)
                .set("schema", JSON.objectNode().put("type", "string"));
        ObjectNode responses = document.putObject("responses");
        responses
                .putObject("200")
                .put("description", "As long as the run goes on")
                .putObject("content")
                .putObject("text/event-stream")
                .set("schema", JSON.objectNode().put("type", "string"));
        responses.putObject("default").put("$ref", "#/components/responses/Refused");
        return document;
    }

    private ObjectNode describe(Operation<?, ?> operation) {
        ObjectNode document = JSON.objectNode()
                .put("operationId", operation.name().replace(' ', '-'))
                .put("summary", operation.summary())
                .put("x-atoll-role", operation.role().toString())
                .put("x-atoll-command", operation.name())
                .put("x-atoll-audited", !operation.safe());
        document.putArray("tags").add(operation.path().split("/")[1]);
        ArrayNode parameters = document.putArray("parameters");
        ObjectNode body = JSON.objectNode().put("type", "object");
        ObjectNode properties = body.putObject("properties");
        ArrayNode required = body.putArray("required");
        for (Field field : operation.fields()) {
            if (field.place() == Place.BODY) {
                ObjectNode schema = schema(field);
                describe(field, schema);
                properties.set(field.name(), schema);
                if (field.required()) {
                    required.add(field.name());
                }
            } else {
                parameters.add(parameter(field));
            }
        }
        body.put("additionalProperties", false);
        if (!properties.isEmpty()) {
            ObjectNode content = document.putObject("requestBody")
                    .put("required", !required.isEmpty())
                    .putObject("content");
            content.putObject("application/json").set("schema", body);
            if (Jars.taken(operation)) {
                content.putObject(Jars.TYPE);
            }
        }
        if (operation.resource().isPresent()) {
            parameters
                    .addObject()
                    .put("name", "If-Match")
                    .put("in", "header")
                    .put("description", "the ETag of what was seen; refused with 412 if it is another by now")
                    .set("schema", JSON.objectNode().put("type", "string"));
        }
        ObjectNode responses = document.putObject("responses");
        responses
                .putObject("200")
                .put("description", "Done")
                .putObject("content")
                .putObject("application/json")
                .set("schema", answer(operation));
        responses.putObject("default").put("$ref", "#/components/responses/Refused");
        return document;
    }

    private ObjectNode answer(Operation<?, ?> operation) {
        ObjectNode item = shapes.record(operation.output());
        if (!operation.list()) {
            return item;
        }
        ObjectNode slice = JSON.objectNode().put("type", "object");
        ObjectNode properties = slice.putObject("properties");
        properties.putObject("items").put("type", "array").set("items", item);
        properties
                .putObject("next")
                .put("type", "string")
                .put("description", "what to send as cursor for the next part; absent after the last");
        slice.putArray("required").add("items");
        return slice.put("additionalProperties", false);
    }

    private static ObjectNode parameter(Field field) {
        ObjectNode parameter = JSON.objectNode()
                .put("name", field.name())
                .put("in", field.place() == Place.PATH ? "path" : "query")
                .put("required", field.required());
        describe(field, parameter);
        parameter.set("schema", schema(field));
        return parameter;
    }

    private static void describe(Field field, ObjectNode document) {
        if (!field.help().isEmpty()) {
            document.put("description", field.help());
        }
    }

    private static ObjectNode schema(Field field) {
        ObjectNode single = single(field);
        return field.many() ? JSON.objectNode().put("type", "array").set("items", single) : single;
    }

    private static ObjectNode single(Field field) {
        ObjectNode schema = JSON.objectNode();
        switch (field.shape()) {
            case TEXT -> schema.put("type", "string").put("maxLength", field.most());
            case INT -> schema.put("type", "integer").put("format", "int32");
            case LONG -> schema.put("type", "integer").put("format", "int64");
            case NUMBER -> schema.put("type", "number");
            case FLAG -> schema.put("type", "boolean");
            case MOMENT -> schema.put("type", "string").put("format", "date-time");
            case CHOICE -> {
                ArrayNode words = schema.put("type", "string").putArray("enum");
                field.choices().forEach(words::add);
            }
            case JSON -> schema.removeAll();
            case OBJECT -> schema.put("type", "object");
        }
        if (field.secret()) {
            schema.put("format", "password");
        }
        return schema;
    }

    private static ObjectNode problem() {
        ObjectNode problem = JSON.objectNode().put("type", "object");
        ObjectNode properties = problem.putObject("properties");
        properties.putObject("type").put("type", "string");
        properties.putObject("title").put("type", "string");
        properties.putObject("status").put("type", "integer");
        properties.putObject("detail").put("type", "string").put("description", "what, where, and what to do");
        properties.putObject("field").put("type", "string").put("description", "which part of the input is to blame");
        properties.putObject("error").put("type", "string").put("description", "a word, where nobody was let in");
        problem.putArray("required").add("type").add("title").add("status").add("detail");
        return problem;
    }
}
