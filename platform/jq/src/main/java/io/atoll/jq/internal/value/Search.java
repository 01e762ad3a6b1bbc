package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import java.util.Map;

/** Where values are in others. */
public final class Search {

    /** A text that is found at once, however it repeats. */
    private static final int SHORT = 16;

    private Search() {}

    /** {@code _strindices}: where a text begins in another, in codepoints; overlapping ones too. */
    public static ArrayNode indices(JsonNode value, JsonNode part, Meter meter) {
        if (!value.isTextual()) {
            throw Complaint.of(value, "cannot be searched, as it is not a string");
        }
        if (!part.isTextual()) {
            throw Complaint.of(part, "is not a string");
        }
        String text = value.textValue();
        String wanted = part.textValue();
        ArrayNode found = Arithmetic.array(0, meter);
        if (wanted.isEmpty()) {
            return found;
        }
        meter.steps(text.length() >> 4);
        int counted = 0;
        int codepoints = 0;
        for (int i = next(text, wanted, 0, meter); i >= 0; i = next(text, wanted, i + 1, meter)) {
            codepoints += text.codePointCount(counted, i);
            counted = i;
            found(found, codepoints, meter);
        }
        return found;
    }

    /** Where a text begins next in another, from an index on; negative if nowhere. What nearly matches counts too. */
    static int next(String text, String wanted, int from, Meter meter) {
        if (wanted.length() <= SHORT) {
            return text.indexOf(wanted, from);
        }
        int last = text.length() - wanted.length();
        for (int i = text.indexOf(wanted.charAt(0), from);
                i >= 0 && i <= last;
                i = text.indexOf(wanted.charAt(0), i + 1)) {
            int same = 1;
            while (same < wanted.length() && text.charAt(i + same) == wanted.charAt(same)) {
                same++;
            }
            if (same == wanted.length()) {
                return i;
            }
            meter.steps(1 + (same >> 4));
        }
        return -1;
    }

    /** Where an array begins in another; overlapping ones too. */
    public static ArrayNode indices(ArrayNode array, ArrayNode part, Meter meter) {
        ArrayNode found = Arithmetic.array(0, meter);
        int length = part.size();
        for (int i = 0; length > 0 && i <= array.size() - length; i++) {
            int same = 0;
            while (same < length && Order.equal(array.get(i + same), part.get(same), meter)) {
                same++;
            }
            if (same == length) {
                found(found, i, meter);
            }
        }
        return found;
    }

    private static void found(ArrayNode found, int index, Meter meter) {
        meter.step();
        meter.grow(24);
        meter.length(found.size() + 1L, "elements");
        found.add(IntNode.valueOf(index));
    }

    /** {@code contains}. */
    public static boolean contains(JsonNode value, JsonNode part, Meter meter) {
        if (Order.rank(value) != Order.rank(part)) {
            throw Complaint.of(value, part, "cannot have their containment checked");
        }
        return contains(value, part, meter, 0);
    }

    private static boolean contains(JsonNode value, JsonNode part, Meter meter, int level) {
        if (level > Order.DEEPEST) {
            throw new EvaluationException("Containment check too deep");
        }
        meter.step();
        meter.depth(level);
        int rank = Order.rank(value);
        if (rank != Order.rank(part)) {
            return false;
        }
        return switch (rank) {
            case 4 -> {
                meter.steps(value.asText().length() >> 4);
                yield next(value.asText(), part.asText(), 0, meter) >= 0;
            }
            case 5 -> arrayContains((ArrayNode) value, (ArrayNode) part, meter, level + 1);
            case 6 -> objectContains((ObjectNode) value, (ObjectNode) part, meter, level + 1);
            default -> Order.equal(value, part, meter);
        };
    }

    private static boolean arrayContains(ArrayNode value, ArrayNode parts, Meter meter, int level) {
        for (int i = 0; i < parts.size(); i++) {
            boolean found = false;
            for (int k = 0; k < value.size() && !found; k++) {
                found = contains(value.get(k), parts.get(i), meter, level);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean objectContains(ObjectNode value, ObjectNode parts, Meter meter, int level) {
        for (Map.Entry<String, JsonNode> part : parts.properties()) {
            JsonNode member = value.get(part.getKey());
            if (member == null || !contains(member, part.getValue(), meter, level)) {
                return false;
            }
        }
        return true;
    }

    /** {@code bsearch}: the index in a sorted array, or −1 minus where it would be. */
    public static JsonNode binary(JsonNode array, JsonNode value, Meter meter) {
        if (!array.isArray()) {
            throw Complaint.of(array, "cannot be searched from");
        }
        int start = 0;
        int end = array.size();
        while (start < end) {
            int middle = (start + end) >>> 1;
            int difference = Order.compare(value, array.get(middle), meter);
            if (difference == 0) {
                return IntNode.valueOf(middle);
            }
            if (difference < 0) {
                end = middle;
            } else {
                start = middle + 1;
            }
        }
        return IntNode.valueOf(-1 - start);
    }
}
