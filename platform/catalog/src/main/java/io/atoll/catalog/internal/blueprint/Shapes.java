package io.atoll.catalog.internal.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.util.Set;

/** Takes parts out of a document that was sent, and refuses those of another shape. */
final class Shapes {

    private Shapes() {}

    static ObjectNode object(String where, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.invalid(where + " must be an object");
    }

    static String text(ObjectNode parent, String key, String where) {
        var text = Json.text(parent, key);
        if (text == null) {
            throw Refusal.invalid(where + " must have required property \"" + key + "\", a text");
        }
        return text;
    }

    static void among(String where, ObjectNode parent, String key, Set<String> allowed) {
        if (!allowed.contains(text(parent, key, where))) {
            throw Refusal.invalid("\"" + key + "\" of " + where + " must be one of " + String.join(", ", allowed));
        }
    }

    static void onlyKeys(String where, ObjectNode object, Set<String> allowed) {
        object.fieldNames().forEachRemaining(key -> {
            if (!allowed.contains(key)) {
                throw Refusal.invalid(where + " has the unknown key \"" + key + "\"; it takes " + allowed);
            }
        });
    }

    /** The object under a key; one is added if there is none. */
    static ObjectNode section(ObjectNode document, String key) {
        var section = document.get(key);
        return section == null || section.isNull() ? document.putObject(key) : object("\"" + key + "\"", section);
    }
}
