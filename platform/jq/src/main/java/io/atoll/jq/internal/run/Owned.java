package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.internal.value.Arithmetic;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The arrays and objects that were made for one value alone, so that they may be changed in place. Of one thread at a time. */
final class Owned {

    private final Set<JsonNode> nodes = Collections.newSetFromMap(new IdentityHashMap<>());

    /** An array of the same elements that may be changed. */
    ArrayNode array(ArrayNode array, Meter meter) {
        if (nodes.contains(array)) {
            return array;
        }
        meter.container(array.size());
        ArrayNode copy = new ArrayNode(JsonNodeFactory.instance, array.size() + 1);
        for (int i = 0; i < array.size(); i++) {
            copy.add(array.get(i));
        }
        nodes.add(copy);
        return copy;
    }

    /** An object of the same members that may be changed. */
    ObjectNode object(ObjectNode object, Meter meter) {
        if (nodes.contains(object)) {
            return object;
        }
        meter.container(object.size());
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(member -> copy.set(member.getKey(), member.getValue()));
        nodes.add(copy);
        return copy;
    }

    /** {@code a + b}, in place if {@code a} is an array or object that is owned. */
    JsonNode add(JsonNode a, JsonNode b, Meter meter) {
        if (a instanceof ArrayNode array && b instanceof ArrayNode more) {
            ArrayNode sum = array(array, meter);
            meter.length((long) sum.size() + more.size(), "elements");
            meter.container(more.size());
            for (int i = 0; i < more.size(); i++) {
                sum.add(more.get(i));
            }
            return sum;
        }
        if (a instanceof ObjectNode object && b instanceof ObjectNode more) {
            ObjectNode sum = object(object, meter);
            meter.length((long) sum.size() + more.size(), "elements");
            meter.container(more.size());
            more.properties().forEach(member -> sum.set(member.getKey(), member.getValue()));
            return sum;
        }
        return Arithmetic.add(a, b, meter);
    }

    /** Says that somebody else has got hold of a value: if it is owned, nothing is from now on. */
    void share(JsonNode value) {
        if (nodes.contains(value)) {
            nodes.clear();
        }
    }

    /** Says that somebody else may have got hold of anything. */
    void shareAll() {
        nodes.clear();
    }
}
