package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import java.util.Map;

/** The operators {@code + - * / %} for all kinds of values; arguments are never changed. */
public final class Arithmetic {

    /** The bytes of UTF-8 that jq refuses to repeat a text to. */
    private static final long LONGEST_REPETITION = Integer.MAX_VALUE - 8L;

    private Arithmetic() {}

    /** Sum of numbers, concatenation, or union of objects in which the right one wins; null adds nothing. */
    public static JsonNode add(JsonNode a, JsonNode b, Meter meter) {
        int rank = Order.rank(a);
        if (rank == 0) {
            return b;
        }
        int other = Order.rank(b);
        if (other == 0) {
            return a;
        }
        if (rank != other || rank < 3) {
            throw Complaint.of(a, b, "cannot be added");
        }
        return switch (rank) {
            case 3 -> Numbers.of(Numbers.value(a) + Numbers.value(b));
            case 4 -> {
                String x = a.asText();
                String y = b.asText();
                meter.text((long) x.length() + y.length());
                yield TextNode.valueOf(x.concat(y));
            }
            case 5 -> {
                ArrayNode sum = array(a.size() + (long) b.size(), meter);
                yield sum.addAll((ArrayNode) a).addAll((ArrayNode) b);
            }
            default -> copy((ObjectNode) a, b.size(), meter).setAll((ObjectNode) b);
        };
    }

    /** Difference of numbers, or the elements of an array that are not in the other. */
    public static JsonNode subtract(JsonNode a, JsonNode b, Meter meter) {
        if (a.isNumber() && b.isNumber()) {
            return Numbers.of(Numbers.value(a) - Numbers.value(b));
        }
        if (!a.isArray() || !b.isArray()) {
            throw Complaint.of(a, b, "cannot be subtracted");
        }
        ArrayNode rest = array(a.size(), meter);
        for (int i = 0; i < a.size(); i++) {
            JsonNode element = a.get(i);
            boolean found = false;
            for (int k = 0; k < b.size() && !found; k++) {
                found = Order.equal(element, b.get(k), meter);
            }
            if (!found) {
                rest.add(element);
            }
        }
        return rest;
    }

    /** Product of numbers, repetition of a text, or deep union of objects. */
    public static JsonNode multiply(JsonNode a, JsonNode b, Meter meter) {
        if (a.isNumber()) {
            if (b.isNumber()) {
                return Numbers.of(Numbers.value(a) * Numbers.value(b));
            }
            if (b.isTextual()) {
                return repeat(b, Numbers.value(a), meter);
            }
        } else if (a.isTextual() && b.isNumber()) {
            return repeat(a, Numbers.value(b), meter);
        } else if (a.isObject() && b.isObject()) {
            return merge((ObjectNode) a, (ObjectNode) b, meter, 0);
        }
        throw Complaint.of(a, b, "cannot be multiplied");
    }

    private static JsonNode repeat(JsonNode text, double times, Meter meter) {
        if (times < 0 || Double.isNaN(times)) {
            return NullNode.getInstance();
        }
        String part = text.textValue();
        int count = (int) times;
        if (part.isEmpty() || count == 0) {
            return TextNode.valueOf("");
        }
        meter.steps(part.length() >> 6);
        if (Utf8.length(part) * count >= LONGEST_REPETITION) {
            throw new EvaluationException("Repeat string result too long");
        }
        meter.text((long) part.length() * count);
        return TextNode.valueOf(part.repeat(count));
    }

    private static ObjectNode merge(ObjectNode a, ObjectNode b, Meter meter, int level) {
        if (level > Order.DEEPEST) {
            throw new EvaluationException("Object merge too deep");
        }
        meter.depth(level);
        ObjectNode merged = copy(a, b.size(), meter);
        for (Map.Entry<String, JsonNode> member : b.properties()) {
            JsonNode value = member.getValue();
            JsonNode present = merged.get(member.getKey());
            boolean both = present instanceof ObjectNode && value instanceof ObjectNode;
            merged.set(
                    member.getKey(), both ? merge((ObjectNode) present, (ObjectNode) value, meter, level + 1) : value);
        }
        return merged;
    }

    /** Quotient of numbers, or the parts of a text. */
    public static JsonNode divide(JsonNode a, JsonNode b, Meter meter) {
        if (a.isNumber() && b.isNumber()) {
            double divisor = Numbers.value(b);
            if (divisor == 0) {
                throw Complaint.of(a, b, "cannot be divided because the divisor is zero");
            }
            return Numbers.of(Numbers.value(a) / divisor);
        }
        if (a.isTextual() && b.isTextual()) {
            return Texts.split(a, b, meter);
        }
        throw Complaint.of(a, b, "cannot be divided");
    }

    /** Remainder of whole numbers, to which the numbers are cut; of the sign of the dividend. */
    public static JsonNode remainder(JsonNode a, JsonNode b) {
        if (!a.isNumber() || !b.isNumber()) {
            throw Complaint.of(a, b, "cannot be divided (remainder)");
        }
        double dividend = Numbers.value(a);
        double divisor = Numbers.value(b);
        if (Double.isNaN(dividend) || Double.isNaN(divisor)) {
            return DoubleNode.valueOf(Double.NaN);
        }
        if ((long) divisor == 0) {
            throw Complaint.of(a, b, "cannot be divided (remainder) because the divisor is zero");
        }
        return Numbers.of((double) ((long) dividend % (long) divisor));
    }

    /** The number with the other sign. */
    public static JsonNode negate(JsonNode value) {
        if (!value.isNumber()) {
            throw Complaint.of(value, "cannot be negated");
        }
        return Numbers.negate(value);
    }

    /** An empty array that will have at most so many elements. */
    static ArrayNode array(long size, Meter meter) {
        meter.container(size);
        return new ArrayNode(JsonNodeFactory.instance, (int) size);
    }

    /** A copy of an object to which at most so many members will be added. */
    static ObjectNode copy(ObjectNode object, int more, Meter meter) {
        meter.container((object.size() + (long) more) * 4);
        return new ObjectNode(JsonNodeFactory.instance).setAll(object);
    }
}
