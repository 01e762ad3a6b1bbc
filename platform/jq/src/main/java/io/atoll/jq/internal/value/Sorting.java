package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.jq.internal.run.Meter;

/**
 * Functions on arrays that need an order.
 *
 * <p>Those {@code By} take the sort keys of the elements as an array of the same length; {@code map([f])} of the argument.
 */
public final class Sorting {

    private static final String NO_ARRAYS = "cannot be sorted, as they are not both arrays";

    private final ArrayNode keys;
    private final Meter meter;

    private Sorting(ArrayNode keys, Meter meter) {
        this.keys = keys;
        this.meter = meter;
    }

    /** {@code sort}. */
    public static JsonNode sort(JsonNode array, Meter meter) {
        return sortBy(sortable(array), array, meter);
    }

    private static JsonNode sortable(JsonNode array) {
        if (!array.isArray()) {
            throw Complaint.of(array, "cannot be sorted, as it is not an array");
        }
        return array;
    }

    private static void check(JsonNode array, JsonNode keys) {
        if (!array.isArray() || !keys.isArray() || array.size() != keys.size()) {
            throw Complaint.of(array, keys, NO_ARRAYS);
        }
    }

    /** {@code sort_by}; stable. */
    public static JsonNode sortBy(JsonNode array, JsonNode keys, Meter meter) {
        check(array, keys);
        ArrayNode sorted = Arithmetic.array(array.size(), meter);
        for (int index : order(keys, meter)) {
            sorted.add(array.get(index));
        }
        return sorted;
    }

    /** {@code group_by}. */
    public static JsonNode groupBy(JsonNode array, JsonNode keys, Meter meter) {
        check(array, keys);
        ArrayNode groups = Arithmetic.array(array.size(), meter);
        JsonNode current = null;
        ArrayNode group = groups;
        for (int index : order(keys, meter)) {
            JsonNode key = keys.get(index);
            if (current == null || !Order.equal(current, key, meter)) {
                group = Arithmetic.array(1, meter);
                groups.add(group);
                current = key;
            }
            meter.grow(8);
            group.add(array.get(index));
        }
        return groups;
    }

    /** {@code unique}. */
    public static JsonNode unique(JsonNode array, Meter meter) {
        return uniqueBy(sortable(array), array, meter);
    }

    /** {@code unique_by}: the first element of each group. */
    public static JsonNode uniqueBy(JsonNode array, JsonNode keys, Meter meter) {
        check(array, keys);
        ArrayNode unique = Arithmetic.array(array.size(), meter);
        JsonNode current = null;
        for (int index : order(keys, meter)) {
            JsonNode key = keys.get(index);
            if (current == null || !Order.equal(current, key, meter)) {
                unique.add(array.get(index));
                current = key;
            }
        }
        return unique;
    }

    /** {@code min}: the first least element, null if there is none. */
    public static JsonNode min(JsonNode array, Meter meter) {
        return minBy(array, array, meter);
    }

    /** {@code min_by}. */
    public static JsonNode minBy(JsonNode array, JsonNode keys, Meter meter) {
        return extreme(array, keys, true, meter);
    }

    /** {@code max}: the last greatest element, null if there is none. */
    public static JsonNode max(JsonNode array, Meter meter) {
        return maxBy(array, array, meter);
    }

    /** {@code max_by}. */
    public static JsonNode maxBy(JsonNode array, JsonNode keys, Meter meter) {
        return extreme(array, keys, false, meter);
    }

    private static JsonNode extreme(JsonNode array, JsonNode keys, boolean least, Meter meter) {
        if (!array.isArray() || !keys.isArray()) {
            throw Complaint.of(array, keys, "cannot be iterated over");
        }
        if (array.size() != keys.size()) {
            throw Complaint.of(array, keys, "have wrong length");
        }
        if (array.isEmpty()) {
            return NullNode.getInstance();
        }
        int best = 0;
        for (int i = 1; i < keys.size(); i++) {
            if (Order.compare(keys.get(i), keys.get(best), meter) < 0 == least) {
                best = i;
            }
        }
        return array.get(best);
    }

    private static int[] order(JsonNode keys, Meter meter) {
        int size = keys.size();
        meter.container(size * 2L);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        new Sorting((ArrayNode) keys, meter).sort(order, new int[size], 0, size);
        return order;
    }

    /** A merge sort of its own: NaN is less than NaN, which Java's refuses. */
    private void sort(int[] order, int[] space, int start, int end) {
        if (end - start < 2) {
            return;
        }
        int middle = start + (end - start) / 2;
        sort(order, space, start, middle);
        sort(order, space, middle, end);
        if (inOrder(order[middle - 1], order[middle])) {
            return;
        }
        System.arraycopy(order, start, space, start, middle - start);
        int left = start;
        int right = middle;
        int next = start;
        while (left < middle && right < end) {
            order[next++] = inOrder(space[left], order[right]) ? space[left++] : order[right++];
        }
        System.arraycopy(space, left, order, next, middle - left);
    }

    private boolean inOrder(int left, int right) {
        return Order.compare(keys.get(left), keys.get(right), meter) <= 0;
    }
}
