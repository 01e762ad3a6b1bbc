package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import java.util.Iterator;
import java.util.Map;

/** Functions on arrays and objects. */
public final class Containers {

    private static final String KEY = "key";
    private static final String VALUE = "value";

    private Containers() {}

    /** {@code keys}, in order. */
    public static JsonNode keys(JsonNode value, Meter meter) {
        if (!value.isObject()) {
            return keysAsTheyCome(value, meter);
        }
        ArrayNode keys = Arithmetic.array(value.size() * 4L, meter);
        for (String key : Order.sortedKeys((ObjectNode) value)) {
            keys.add(TextNode.valueOf(key));
        }
        return keys;
    }

    /** {@code keys_unsorted}. */
    public static JsonNode keysAsTheyCome(JsonNode value, Meter meter) {
        if (!value.isContainerNode()) {
            throw Complaint.of(value, "has no keys");
        }
        ArrayNode keys = Arithmetic.array(value.size() * 4L, meter);
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                keys.add(IntNode.valueOf(i));
            }
        } else {
            for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
                keys.add(TextNode.valueOf(names.next()));
            }
        }
        return keys;
    }

    /** {@code has}. */
    public static boolean has(JsonNode value, JsonNode key) {
        if (value.isNull()) {
            return false;
        }
        if (value.isObject() && key.isTextual()) {
            return value.has(key.textValue());
        }
        if (value.isArray() && key.isNumber()) {
            return !Numbers.isNan(key) && value.has(Numbers.index(key));
        }
        throw new EvaluationException(
                "Cannot check whether " + Complaint.kind(value) + " has a " + Complaint.kind(key) + " key");
    }

    /** {@code add}: the sum of the elements or members. */
    public static JsonNode add(JsonNode value, Meter meter) {
        Sum sum = new Sum(meter);
        for (JsonNode element : elements(value)) {
            meter.step();
            sum.add(element);
        }
        return sum.value();
    }

    /** What {@code .[]} iterates over. */
    public static Iterable<JsonNode> elements(JsonNode value) {
        if (!value.isContainerNode()) {
            throw Complaint.iterate(value);
        }
        return value;
    }

    /** {@code join}: null is empty, booleans and numbers are their JSON. */
    public static JsonNode join(JsonNode value, JsonNode separator, Meter meter) {
        StringBuilder text = new StringBuilder(16 * Math.min(value.size(), 1024));
        boolean first = true;
        for (JsonNode element : elements(value)) {
            meter.step();
            if (!first && !separator.isNull()) {
                append(text, separator, separator, meter);
            }
            first = false;
            switch (Order.rank(element)) {
                case 0 -> {}
                case 1, 2, 3 -> append(text, element, TextNode.valueOf(JsonText.compact(element, meter)), meter);
                default -> append(text, element, element, meter);
            }
        }
        meter.text(text.length());
        return TextNode.valueOf(text.toString());
    }

    private static void append(StringBuilder text, JsonNode element, JsonNode part, Meter meter) {
        if (!part.isTextual()) {
            throw Complaint.of(TextNode.valueOf(text.toString()), element, "cannot be added");
        }
        meter.length((long) text.length() + part.textValue().length(), "characters");
        meter.grow(part.textValue().length());
        text.append(part.textValue());
    }

    /** {@code flatten/1}. */
    public static JsonNode flatten(JsonNode value, JsonNode levels, Meter meter) {
        if (Order.compare(levels, IntNode.valueOf(0), meter) < 0) {
            throw new EvaluationException("flatten depth must not be negative");
        }
        if (!levels.isNumber()) {
            return unnested(value, levels, meter);
        }
        ArrayNode flat = Arithmetic.array(0, meter);
        flatten(value, Numbers.value(levels), flat, meter, 0);
        return flat;
    }

    /** Without a number of levels only what has no nested arrays is flat. */
    private static JsonNode unnested(JsonNode value, JsonNode levels, Meter meter) {
        ArrayNode flat = Arithmetic.array(value.size(), meter);
        for (JsonNode element : elements(value)) {
            if (element.isArray()) {
                throw Complaint.of(levels, IntNode.valueOf(1), "cannot be subtracted");
            }
            flat.add(element);
        }
        return flat;
    }

    /** {@code flatten/0}: to no nested array at all. */
    public static JsonNode flatten(JsonNode value, Meter meter) {
        ArrayNode flat = Arithmetic.array(0, meter);
        flatten(value, -1, flat, meter, 0);
        return flat;
    }

    private static void flatten(JsonNode value, double levels, ArrayNode flat, Meter meter, int level) {
        meter.depth(level);
        for (JsonNode element : elements(value)) {
            meter.step();
            if (element.isArray() && levels != 0) {
                flatten(element, levels - 1, flat, meter, level + 1);
            } else {
                meter.length(flat.size() + 1L, "elements");
                meter.grow(8);
                flat.add(element);
            }
        }
    }

    /** {@code transpose}; rows that are too short are filled with null. */
    public static JsonNode transpose(JsonNode value, Meter meter) {
        JsonNode longest = IntNode.valueOf(0);
        for (JsonNode row : elements(value)) {
            JsonNode length = Texts.length(row, meter);
            longest = Order.compare(length, longest, meter) > 0 ? length : longest;
        }
        int columns = (int) Math.ceil(Numbers.value(longest));
        ArrayNode columnsOfRows = Arithmetic.array(0, meter);
        for (int i = 0; i < columns; i++) {
            ArrayNode column = Arithmetic.array(value.size(), meter);
            for (JsonNode row : value) {
                if (!row.isArray() && !row.isNull()) {
                    throw Complaint.index(row, IntNode.valueOf(i));
                }
                JsonNode element = row.get(i);
                column.add(element == null ? NullNode.getInstance() : element);
            }
            columnsOfRows.add(column);
        }
        return columnsOfRows;
    }

    /** {@code to_entries}. */
    public static JsonNode toEntries(JsonNode value, Meter meter) {
        if (!value.isContainerNode()) {
            throw Complaint.of(value, "has no keys");
        }
        ArrayNode entries = Arithmetic.array(value.size() * 20L, meter);
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                entries.add(entry(IntNode.valueOf(i), value.get(i)));
            }
        } else {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                entries.add(entry(TextNode.valueOf(member.getKey()), member.getValue()));
            }
        }
        return entries;
    }

    private static ObjectNode entry(JsonNode key, JsonNode value) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.set(KEY, key);
        entry.set(VALUE, value);
        return entry;
    }

    /** {@code from_entries}. */
    public static JsonNode fromEntries(JsonNode value, Meter meter) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : elements(value)) {
            if (!entry.isObject() && !entry.isNull()) {
                throw Complaint.index(entry, TextNode.valueOf(KEY));
            }
            JsonNode key = key(entry);
            if (!key.isTextual()) {
                throw Complaint.key(key);
            }
            meter.container(4);
            meter.length(object.size() + 1L, "elements");
            object.set(key.textValue(), entry.has(VALUE) ? entry.get(VALUE) : member(entry, "Value"));
        }
        return object;
    }

    private static JsonNode key(JsonNode entry) {
        JsonNode key = member(entry, KEY);
        key = truthy(key) ? key : member(entry, "Key");
        key = truthy(key) ? key : member(entry, "name");
        return truthy(key) ? key : member(entry, "Name");
    }

    private static boolean truthy(JsonNode value) {
        return Order.rank(value) > 1;
    }

    private static JsonNode member(JsonNode object, String key) {
        JsonNode value = object.get(key);
        return value == null ? NullNode.getInstance() : value;
    }
}
