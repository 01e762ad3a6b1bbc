package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/** The order of all values: null, false, true, numbers, texts by codepoints, arrays, objects by their keys and then their values. */
public final class Order {

    /** The deepest level that jq compares. */
    static final int DEEPEST = 10_000;

    private Order() {}

    /** Where a value's kind stands; false and true are two kinds. */
    static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> 0;
            case BOOLEAN -> value.booleanValue() ? 2 : 1;
            case NUMBER -> 3;
            case STRING, BINARY, POJO -> 4;
            case ARRAY -> 5;
            case OBJECT -> 6;
        };
    }

    /**
     * Compares; NaN is less than any number, also NaN.
     *
     * @throws EvaluationException if both are nested deeper than 10,000 levels
     */
    public static int compare(JsonNode a, JsonNode b, Meter meter) {
        return compare(a, b, meter, 0);
    }

    private static int compare(JsonNode a, JsonNode b, Meter meter, int level) {
        check(level, "Comparison too deep", meter);
        int rank = rank(a);
        int difference = rank - rank(b);
        if (difference != 0) {
            return difference;
        }
        return switch (rank) {
            case 3 -> Numbers.isNan(a) ? -1 : Numbers.compare(a, b);
            case 4 -> compare(a.asText(), b.asText(), meter);
            case 5 -> arrays((ArrayNode) a, (ArrayNode) b, meter, level + 1);
            case 6 -> objects((ObjectNode) a, (ObjectNode) b, meter, level + 1);
            default -> 0;
        };
    }

    private static void check(int level, String message, Meter meter) {
        if (level > DEEPEST) {
            throw new EvaluationException(message);
        }
        meter.step();
        meter.depth(level);
    }

    private static int arrays(ArrayNode a, ArrayNode b, Meter meter, int level) {
        int shared = Math.min(a.size(), b.size());
        for (int i = 0; i < shared; i++) {
            int difference = compare(a.get(i), b.get(i), meter, level);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int objects(ObjectNode a, ObjectNode b, Meter meter, int level) {
        meter.container(a.size() + (long) b.size());
        String[] keys = sortedKeys(a);
        String[] others = sortedKeys(b);
        int shared = Math.min(keys.length, others.length);
        for (int i = 0; i < shared; i++) {
            int difference = compare(keys[i], others[i]);
            if (difference != 0) {
                return difference;
            }
        }
        if (keys.length != others.length) {
            return keys.length - others.length;
        }
        for (String key : keys) {
            int difference = compare(a.get(key), b.get(key), meter, level);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int compare(String a, String b, Meter meter) {
        meter.steps(Math.min(a.length(), b.length()) >> 6);
        return compare(a, b);
    }

    /** Compares texts by codepoints, which is the order of their UTF-8 bytes. */
    public static int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean beyond = Character.isSurrogate(x);
                return beyond == Character.isSurrogate(y) ? x - y : beyond ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /** The keys of an object in order. */
    public static String[] sortedKeys(ObjectNode object) {
        String[] keys = new String[object.size()];
        Iterator<String> names = object.fieldNames();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = names.next();
        }
        Arrays.sort(keys, Order::compare);
        return keys;
    }

    /**
     * Whether values are equal; NaN equals nothing.
     *
     * @throws EvaluationException if both are nested deeper than 10,000 levels and not the same
     */
    public static boolean equal(JsonNode a, JsonNode b, Meter meter) {
        return equal(a, b, meter, 0);
    }

    /** The same container is equal to itself however deep it is, and whatever it holds. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean equal(JsonNode a, JsonNode b, Meter meter, int level) {
        check(level, "Equality check too deep", meter);
        int rank = rank(a);
        if (rank != rank(b)) {
            return false;
        }
        return switch (rank) {
            case 3 -> Numbers.compare(a, b) == 0;
            case 4 -> equal(a.asText(), b.asText(), meter);
            case 5 -> a == b || arraysEqual((ArrayNode) a, (ArrayNode) b, meter, level + 1);
            case 6 -> a == b || objectsEqual((ObjectNode) a, (ObjectNode) b, meter, level + 1);
            default -> true;
        };
    }

    private static boolean equal(String a, String b, Meter meter) {
        meter.steps(a.length() >> 6);
        return a.equals(b);
    }

    private static boolean arraysEqual(ArrayNode a, ArrayNode b, Meter meter, int level) {
        int size = a.size();
        if (size != b.size()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!equal(a.get(i), b.get(i), meter, level)) {
                return false;
            }
        }
        return true;
    }

    private static boolean objectsEqual(ObjectNode a, ObjectNode b, Meter meter, int level) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : a.properties()) {
            JsonNode other = b.get(member.getKey());
            if (other == null || !equal(member.getValue(), other, meter, level)) {
                return false;
            }
        }
        return true;
    }
}
