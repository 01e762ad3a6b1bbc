package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A field that a change gave another value.
 *
 * @param field its name; inside a document a path with dots
 * @param before the value before; missing if there was none
 * @param after the value after; missing if there is none
 */
record Difference(String field, JsonNode before, JsonNode after) {

    private static final int DEEPEST = 4;
    private static final Set<String> STAMP =
            Set.of("createdAt", "createdBy", "updatedAt", "updatedBy", "identifier", "blueprint");

    /** What differs between two states of an entity; either may be JSON null. */
    static List<Difference> ofEntity(JsonNode before, JsonNode after) {
        var differences = new ArrayList<Difference>();
        for (var field : List.of("title", "icon", "team")) {
            compare(differences, field, before.path(field), after.path(field), 1);
        }
        for (var part : List.of("properties", "relations")) {
            for (var key : keys(before.path(part), after.path(part))) {
                compare(
                        differences,
                        key,
                        before.path(part).path(key),
                        after.path(part).path(key),
                        1);
            }
        }
        return differences;
    }

    /** What differs between two states of any other document; objects are compared by their fields. */
    static List<Difference> ofDocument(JsonNode before, JsonNode after) {
        var differences = new ArrayList<Difference>();
        for (var key : keys(before, after)) {
            if (!STAMP.contains(key)) {
                compare(differences, key, before.path(key), after.path(key), DEEPEST);
            }
        }
        return differences;
    }

    private static void compare(
            List<Difference> differences, String field, JsonNode before, JsonNode after, int depth) {
        if (before.equals(after) || (empty(before) && empty(after))) {
            return;
        }
        if (depth > 1 && before instanceof ObjectNode && after instanceof ObjectNode) {
            for (var key : keys(before, after)) {
                compare(differences, field + "." + key, before.path(key), after.path(key), depth - 1);
            }
        } else {
            differences.add(new Difference(field, before, after));
        }
    }

    private static Set<String> keys(JsonNode before, JsonNode after) {
        var keys = new TreeSet<String>();
        before.fieldNames().forEachRemaining(keys::add);
        after.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static boolean empty(JsonNode value) {
        return value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty());
    }

    /** No difference at all. */
    static Difference none() {
        return new Difference("–", MissingNode.getInstance(), MissingNode.getInstance());
    }
}
