package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.value.Complaint;
import io.atoll.jq.internal.value.Numbers;
import io.atoll.jq.internal.value.Search;
import io.atoll.jq.internal.value.Texts;
import org.jspecify.annotations.Nullable;

/** Looks parts of values up: members, elements, slices. */
final class Access {

    /** The longest path. */
    static final int LONGEST = 10_000;

    private Access() {}

    /** The member of an object, null for one that is not there and for any member of null; Java's null if the value has no members. */
    static @Nullable JsonNode member(JsonNode value, String name) {
        if (value instanceof ObjectNode object) {
            JsonNode member = object.get(name);
            return member == null ? NullNode.instance : member;
        }
        return value.isNull() ? value : null;
    }

    /** The part of a value at a key. */
    static JsonNode part(JsonNode value, JsonNode key, Meter meter) {
        JsonNode part = partOrNull(value, key, meter);
        if (part == null) {
            throw Complaint.index(value, key);
        }
        return part;
    }

    private static @Nullable JsonNode partOrNull(JsonNode value, JsonNode key, Meter meter) {
        if (key.isTextual()) {
            return member(value, key.textValue());
        }
        if (key.isNumber()) {
            return value.isArray() ? element(value, key) : value.isNull() ? value : null;
        }
        if (key.isObject()) {
            return value.isArray() || value.isTextual()
                    ? slice(value, bound(key, "start"), bound(key, "end"), meter)
                    : value.isNull() ? value : null;
        }
        return value instanceof ArrayNode array && key instanceof ArrayNode part
                ? Search.indices(array, part, meter)
                : null;
    }

    private static JsonNode element(JsonNode array, JsonNode index) {
        if (Numbers.isNan(index)) {
            return NullNode.instance;
        }
        int i = Numbers.index(index);
        JsonNode element = array.get(i < 0 ? i + array.size() : i);
        return element == null ? NullNode.instance : element;
    }

    /** A bound that the key of a slice names; one that is left out is no bound. */
    static JsonNode bound(JsonNode slice, String name) {
        return slice.path(name);
    }

    /** A part of an array or text; bounds are numbers or null. */
    static JsonNode slice(JsonNode value, JsonNode from, JsonNode to, Meter meter) {
        if (value.isNull()) {
            return value;
        }
        if (value instanceof ArrayNode array) {
            Bounds bounds = Bounds.of(from, to, array.size());
            meter.container(bounds.length());
            ArrayNode part = JsonNodeFactory.instance.arrayNode(bounds.length());
            for (int i = bounds.start; i < bounds.end; i++) {
                part.add(array.get(i));
            }
            return part;
        }
        if (value.isTextual()) {
            String text = value.textValue();
            meter.steps(text.length() >> 6);
            Bounds bounds = Bounds.of(from, to, Texts.codepoints(text));
            meter.text(bounds.length());
            return TextNode.valueOf(Texts.slice(text, bounds.start, bounds.end));
        }
        throw Complaint.index(value, key(from, to));
    }

    /** The key of a slice, as paths have it. */
    static ObjectNode key(JsonNode from, JsonNode to) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.set("start", from);
        key.set("end", to);
        return key;
    }

    /** The part at a path. */
    static JsonNode at(JsonNode value, JsonNode path, Meter meter) {
        checkPath(path);
        JsonNode part = value;
        for (int i = 0; i < path.size(); i++) {
            meter.step();
            part = part(part, path.get(i), meter);
        }
        return part;
    }

    static void checkPath(JsonNode path) {
        if (!path.isArray()) {
            throw new EvaluationException("Path must be specified as an array");
        }
        if (path.size() > LONGEST) {
            throw new EvaluationException("Path too deep");
        }
    }

    /** The whole-numbered bounds of a slice of something of a given length. */
    record Bounds(int start, int end) {

        static Bounds of(JsonNode from, JsonNode to, int length) {
            if (!isBound(from) || !isBound(to)) {
                throw new EvaluationException("Array/string slice indices must be integers");
            }
            double first = from.isNull() ? 0 : Numbers.value(from);
            first = Double.isNaN(first) ? 0 : first;
            first = first < 0 ? first + length : first;
            int start = (int) Math.min(Math.max(first, 0), length);
            double last = to.isNull() ? length : Numbers.value(to);
            last = Double.isNaN(last) ? length : last;
            last = last < 0 ? last + length : last;
            last = last < 0 ? start : last;
            int end = (int) Math.min(Math.ceil(last), length);
            return new Bounds(start, Math.max(start, end));
        }

        private static boolean isBound(JsonNode bound) {
            return bound.isNull() || bound.isNumber();
        }

        int length() {
            return end - start;
        }
    }
}
