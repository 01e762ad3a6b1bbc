package io.atoll.catalog.internal.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.util.List;
import java.util.Set;

/**
 * Checks the document of a webhook.
 *
 * @param expressions compiles its jq programs
 */
public record WebhookCheck(Expressions expressions) {

    private static final Set<String> ALGORITHMS = Set.of("sha1", "sha256", "plain");
    private static final Set<String> OPERATIONS = Set.of("create", "delete");

    /** Refuses what is no webhook. */
    public void check(ObjectNode webhook) {
        text(webhook, "title", 30, true);
        text(webhook, "identifier", 30, false);
        text(webhook, "description", 200, false);
        expect(webhook.path("enabled").isBoolean(), "a webhook must have required property \"enabled\", true or false");
        var security = webhook.path("security");
        if (security.hasNonNull("signatureAlgorithm")) {
            expect(
                    ALGORITHMS.contains(security.path("signatureAlgorithm").asText()),
                    "\"security.signatureAlgorithm\" must be sha1, sha256 or plain");
        }
        program("security.requestIdentifierPath", security.path("requestIdentifierPath"));
        var number = 0;
        for (var mapping : webhook.path("mappings")) {
            mapping("mappings[" + number++ + "]", mapping);
        }
    }

    /** Refuses what is no mapping; {@code where} says where it stands. */
    public void mapping(String where, JsonNode mapping) {
        expect(
                mapping.path("blueprint").isTextual(),
                "\"" + where + "\" must have required property 'blueprint', a text");
        var operation = Mapping.operation(mapping);
        expect(
                OPERATIONS.contains(operation),
                "\"" + where + ".operation\" must be create or delete, not " + operation);
        for (var key : List.of("filter", "itemsToParse")) {
            program(where + "." + key, mapping.path(key));
        }
        var entity = mapping.path("entity");
        expect(
                entity.hasNonNull("identifier"),
                "\"" + where + ".entity\" must have required property 'identifier', a jq program");
        for (var key : List.of("identifier", "title", "icon", "team")) {
            program(where + ".entity." + key, entity.path(key));
        }
        for (var part : List.of("properties", "relations")) {
            entity.path(part)
                    .properties()
                    .forEach(field -> program(where + ".entity." + part + "." + field.getKey(), field.getValue()));
        }
    }

    private void program(String where, JsonNode text) {
        if (text.isTextual()) {
            expressions.check(text.textValue(), "\"" + where + "\"");
        }
    }

    private static void text(ObjectNode webhook, String key, int longest, boolean required) {
        var text = Json.text(webhook, key);
        expect(!required || text != null, "a webhook must have required property \"" + key + "\", a text");
        expect(text == null || text.length() <= longest, "\"" + key + "\" is longer than " + longest + " characters");
    }

    private static void expect(boolean holds, String complaint) {
        if (!holds) {
            throw Refusal.invalid(complaint);
        }
    }
}
