package io.atoll.map.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Mapper.Null;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different between expected and real entities, for people. */
final class Differences {

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    void add(String line) {
        lines.add(line);
    }

    /**
     * Compares two entities; numbers are equal if their values are.
     *
     * @param place of the entity among several; else empty
     * @param nulls why fields of the real one are null
     */
    void compare(String place, JsonNode expected, JsonNode actual, List<Null> nulls) {
        compare(place, "", expected, actual, nulls);
    }

    private void compare(
            String place, String path, @Nullable JsonNode expected, @Nullable JsonNode actual, List<Null> nulls) {
        if (expected != null && actual != null && expected.isObject() && actual.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(place, path.isEmpty() ? name : path + "." + name, expected.get(name), actual.get(name), nulls);
            }
        } else if (expected == null || actual == null || !expected.equals(Differences::order, actual)) {
            add((place.isEmpty() ? "" : place + " ") + path + ": " + shown("expected ", expected, "not expected") + ", "
                    + shown("was ", actual, "was not there") + reason(path, actual, nulls));
        }
    }

    /** Compares values that are not equal by themselves. */
    private static int order(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? Double.compare(one.doubleValue(), other.doubleValue())
                : one.equals(other) ? 0 : 1;
    }

    private static String shown(String before, @Nullable JsonNode value, String absent) {
        return value == null ? absent : before + value;
    }

    private static String reason(String path, @Nullable JsonNode actual, List<Null> nulls) {
        if (actual != null && actual.isNull()) {
            for (Null field : nulls) {
                if (field.path().equals(path) && !field.reason().isEmpty()) {
                    return " (" + field.reason() + ")";
                }
            }
        }
        return "";
    }
}
