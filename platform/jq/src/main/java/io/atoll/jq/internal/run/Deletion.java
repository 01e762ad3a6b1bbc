package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.value.Complaint;
import io.atoll.jq.internal.value.Numbers;
import io.atoll.jq.internal.value.Order;
import io.atoll.jq.internal.value.Sorting;
import java.util.ArrayList;
import java.util.List;

/** Takes parts out of values. */
final class Deletion {

    private final Meter meter;

    private Deletion(Meter meter) {
        this.meter = meter;
    }

    /** The value without the parts at the paths. */
    static JsonNode delete(JsonNode value, JsonNode paths, Meter meter) {
        if (!paths.isArray()) {
            throw new EvaluationException("Paths must be specified as an array");
        }
        JsonNode sorted = Sorting.sort(paths, meter);
        List<JsonNode> list = new ArrayList<>(sorted.size());
        for (JsonNode path : sorted) {
            if (!path.isArray()) {
                throw new EvaluationException("Path must be specified as array, not " + Complaint.kind(path));
            }
            Access.checkPath(path);
            list.add(path);
        }
        if (list.isEmpty()) {
            return value;
        }
        return list.getFirst().isEmpty() ? NullNode.instance : new Deletion(meter).delete(value, list, 0);
    }

    /** Deletes by paths that agree up to a level. */
    private JsonNode delete(JsonNode value, List<JsonNode> paths, int level) {
        JsonNode result = value;
        Owned owned = new Owned();
        List<JsonNode> keys = new ArrayList<>();
        int next;
        for (int i = 0; i < paths.size(); i = next) {
            meter.step();
            JsonNode key = paths.get(i).get(level);
            next = i + 1;
            while (next < paths.size() && Order.equal(key, paths.get(next).get(level), meter)) {
                next++;
            }
            if (paths.get(i).size() == level + 1) {
                keys.add(key);
                continue;
            }
            JsonNode part = Access.part(result, key, meter);
            if (!part.isNull()) {
                result = Edit.put(result, key, delete(part, paths.subList(i, next), level + 1), owned, meter);
            }
        }
        return keys.isEmpty() ? result : without(result, keys);
    }

    private JsonNode without(JsonNode value, List<JsonNode> keys) {
        if (value instanceof ObjectNode object) {
            return without(object, keys);
        }
        if (value instanceof ArrayNode array) {
            return without(array, keys);
        }
        if (value.isNull()) {
            return value;
        }
        throw new EvaluationException("Cannot delete fields from " + Complaint.kind(value));
    }

    private JsonNode without(ObjectNode object, List<JsonNode> keys) {
        ObjectNode rest = new Owned().object(object, meter);
        for (JsonNode key : keys) {
            if (!key.isTextual()) {
                throw new EvaluationException("Cannot delete " + Complaint.kind(key) + " field of object");
            }
            rest.remove(key.textValue());
        }
        return rest;
    }

    private JsonNode without(ArrayNode array, List<JsonNode> keys) {
        boolean[] gone = new boolean[array.size()];
        for (JsonNode key : keys) {
            if (key.isNumber()) {
                int index = Numbers.isNan(key) ? -1 - array.size() : Numbers.index(key);
                mark(gone, index < 0 ? index + array.size() : index);
            } else if (key.isObject()) {
                Access.Bounds bounds =
                        Access.Bounds.of(Access.bound(key, "start"), Access.bound(key, "end"), array.size());
                for (int i = bounds.start(); i < bounds.end(); i++) {
                    mark(gone, i);
                }
            } else {
                throw new EvaluationException("Cannot delete " + Complaint.kind(key) + " element of array");
            }
        }
        meter.container(array.size());
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < gone.length; i++) {
            if (!gone[i]) {
                rest.add(array.get(i));
            }
        }
        return rest;
    }

    private static void mark(boolean[] gone, int index) {
        if (index >= 0 && index < gone.length) {
            gone[index] = true;
        }
    }
}
