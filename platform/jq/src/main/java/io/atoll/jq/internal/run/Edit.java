package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.value.Complaint;
import io.atoll.jq.internal.value.Numbers;

/** Replaces and deletes parts of values. What is given is changed only where it is owned. */
public final class Edit {

    /** The largest index that an array can be extended to. */
    private static final int LARGEST = Integer.MAX_VALUE >> 2;

    private Edit() {}

    /** {@code setpath(path; part)}. */
    public static JsonNode set(JsonNode value, JsonNode path, JsonNode part, Meter meter) {
        return set(value, path, part, new Owned(), meter);
    }

    /** {@code delpaths(paths)}. */
    public static JsonNode delete(JsonNode value, JsonNode paths, Meter meter) {
        return Deletion.delete(value, paths, meter);
    }

    /** The value with another part at a path. */
    static JsonNode set(JsonNode value, JsonNode path, JsonNode part, Owned owned, Meter meter) {
        Access.checkPath(path);
        return set(value, path, 0, part, owned, meter);
    }

    private static JsonNode set(JsonNode value, JsonNode path, int index, JsonNode part, Owned owned, Meter meter) {
        if (index == path.size()) {
            return part;
        }
        meter.step();
        JsonNode key = path.get(index);
        JsonNode before = Access.part(value, key, meter);
        check(value, key);
        return put(value, key, set(before, path, index + 1, part, owned, meter), owned, meter);
    }

    private static void check(JsonNode value, JsonNode key) {
        boolean fits = (value.isNull() && (key.isTextual() || key.isNumber() || key.isObject()))
                || (value.isObject() && key.isTextual())
                || (value.isArray() && (key.isNumber() || key.isObject()));
        if (!fits) {
            throw new EvaluationException(
                    value.isTextual() && key.isObject()
                            ? "Cannot update string slices"
                            : "Cannot update field at " + Complaint.kind(key) + " index of " + Complaint.kind(value));
        }
    }

    /** The value with another part at a key. */
    static JsonNode put(JsonNode value, JsonNode key, JsonNode part, Owned owned, Meter meter) {
        check(value, key);
        if (key.isTextual()) {
            ObjectNode object = value instanceof ObjectNode given
                    ? owned.object(given, meter)
                    : owned.object(JsonNodeFactory.instance.objectNode(), meter);
            meter.element((long) object.size() + 1);
            object.set(key.textValue(), part);
            return object;
        }
        ArrayNode array = value instanceof ArrayNode given ? given : JsonNodeFactory.instance.arrayNode();
        return key.isNumber() ? element(array, key, part, owned, meter) : splice(array, key, part, meter);
    }

    private static JsonNode element(ArrayNode given, JsonNode key, JsonNode part, Owned owned, Meter meter) {
        if (Numbers.isNan(key)) {
            throw new EvaluationException("Cannot set array element at NaN index");
        }
        int wanted = Numbers.index(key);
        int index = wanted < 0 ? wanted + given.size() : wanted;
        if (index < 0) {
            throw new EvaluationException("Out of bounds negative array index");
        }
        if (index > LARGEST) {
            throw new EvaluationException("Array index too large");
        }
        if (index >= given.size()) {
            meter.length(index + 1L, "elements");
            meter.container(index + 1L - given.size());
        }
        ArrayNode array = owned.array(given, meter);
        while (array.size() < index) {
            array.add(NullNode.instance);
        }
        if (index == array.size()) {
            array.add(part);
        } else {
            array.set(index, part);
        }
        return array;
    }

    private static JsonNode splice(ArrayNode given, JsonNode key, JsonNode part, Meter meter) {
        Access.Bounds bounds = Access.Bounds.of(Access.bound(key, "start"), Access.bound(key, "end"), given.size());
        if (!(part instanceof ArrayNode inserted)) {
            throw new EvaluationException("A slice of an array can only be assigned another array");
        }
        meter.container((long) given.size() - bounds.length() + inserted.size());
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        copy(given, 0, bounds.start(), array);
        copy(inserted, 0, inserted.size(), array);
        copy(given, bounds.end(), given.size(), array);
        return array;
    }

    private static void copy(ArrayNode from, int start, int end, ArrayNode to) {
        for (int i = start; i < end; i++) {
            to.add(from.get(i));
        }
    }
}
