package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Timestamps;
import java.time.Instant;
import java.util.Optional;

/** Comparison of JSON values as searches mean it: 42 equals 42.0, and times are compared as times. */
final class Values {

    private Values() {}

    /** Equality; a list equals a single value if that is one of its elements. */
    static boolean equal(JsonNode actual, JsonNode expected) {
        if (actual.isNumber() && expected.isNumber()) {
            return actual.decimalValue().compareTo(expected.decimalValue()) == 0;
        }
        if (actual.isArray() && !expected.isArray() && !expected.isNull()) {
            return hasElement(actual, expected);
        }
        return actual.equals(expected);
    }

    /** How two numbers, two times or two texts compare; empty if they do not. */
    static Optional<Integer> order(JsonNode actual, JsonNode expected) {
        if (actual.isNumber() && expected.isNumber()) {
            return Optional.of(actual.decimalValue().compareTo(expected.decimalValue()));
        }
        var left = time(actual);
        var right = time(expected);
        if (left.isPresent() && right.isPresent()) {
            return Optional.of(left.get().compareTo(right.get()));
        }
        return Optional.empty();
    }

    /** Whether a text has a part, or a list all the elements asked for. */
    static boolean contains(JsonNode actual, JsonNode expected) {
        if (expected.isArray()) {
            for (var one : expected) {
                if (!contains(actual, one)) {
                    return false;
                }
            }
            return !expected.isEmpty();
        }
        if (actual.isTextual() && expected.isTextual()) {
            return actual.textValue().contains(expected.textValue());
        }
        return actual.isArray() ? hasElement(actual, expected) : actual.isNull() && expected.isNull();
    }

    static boolean in(JsonNode actual, JsonNode expected) {
        return actual.isArray() ? intersect(actual, expected) : hasElement(expected, actual);
    }

    static boolean intersect(JsonNode left, JsonNode right) {
        for (var one : left) {
            if (hasElement(right, one)) {
                return true;
            }
        }
        return false;
    }

    /** The time that a text writes with an offset. */
    static Optional<Instant> time(JsonNode value) {
        return value.isTextual() ? Timestamps.parse(value.textValue()) : Optional.empty();
    }

    private static boolean hasElement(JsonNode list, JsonNode element) {
        for (var one : list) {
            if (!one.isArray() && equal(one, element)) {
                return true;
            }
        }
        return false;
    }
}
