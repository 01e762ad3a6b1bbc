package io.atoll.admin.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.TreeSet;

/** What is different between two states of a thing, for the audit log: a bounded list of path, before and after. */
final class Differences {

    private static final int MANY = 100;
    private static final int LONG = 1_000;

    private final ArrayNode found = JsonNodeFactory.instance.arrayNode();

    private Differences() {}

    /** What is different; a missing node stands for a thing that is not there. */
    static ArrayNode between(JsonNode before, JsonNode after) {
        Differences differences = new Differences();
        differences.compare("", before, after);
        return differences.found;
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (before.equals(after) || found.size() >= MANY) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            var names = new TreeSet<String>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(
                    name -> compare(path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name)));
            return;
        }
        if (before.isArray() && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(path + "[" + i + "]", before.get(i), after.path(i));
            }
            return;
        }
        var difference = found.addObject().put("path", path);
        if (!before.isMissingNode()) {
            difference.set("before", cut(before));
        }
        if (!after.isMissingNode()) {
            difference.set("after", cut(after));
        }
    }

    private static JsonNode cut(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.length() <= LONG ? value : JsonNodeFactory.instance.textNode(text.substring(0, LONG) + "…");
    }

    /** Stands for a thing that is not there. */
    static JsonNode nothing() {
        return MissingNode.getInstance();
    }
}
