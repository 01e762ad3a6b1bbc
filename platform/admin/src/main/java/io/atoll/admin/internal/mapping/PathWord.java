package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.model.Masking;
import io.atoll.operation.Help;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;

/** A path that records have, as an expression that gives its value. */
record PathWord(
        @Help("the expression, for example .labels[].name") String path,
        @Help("what stands there") String type,

        @Help("a value that stands there, masked and cut; empty for lists and objects")
        String example) {

    private static final int PATHS = 500;
    private static final int DEEPEST = 8;
    private static final int ELEMENTS = 5;
    private static final int SHOWN = 60;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private record Place(String path, int depth, JsonNode value) {}

    /** The paths of some records, those near the root first. */
    static List<PathWord> of(List<JsonNode> records) {
        Map<String, PathWord> found = new LinkedHashMap<>();
        Queue<Place> open = new ArrayDeque<>();
        records.forEach(record -> open.add(new Place("", 0, Masking.of(record))));
        while (!open.isEmpty() && found.size() < PATHS) {
            Place place = open.remove();
            note(place, found);
            if (place.depth() < DEEPEST) {
                open.addAll(below(place));
            }
        }
        return new ArrayList<>(found.values());
    }

    /** Of what is null in one record and a value in another, the value counts. */
    private static void note(Place place, Map<String, PathWord> found) {
        PathWord known = found.get(place.path());
        if (!place.path().isEmpty() && (known == null || known.type().equals("null"))) {
            found.put(place.path(), new PathWord(place.path(), type(place.value()), example(place.value())));
        }
    }

    private static List<Place> below(Place place) {
        List<Place> below = new ArrayList<>();
        int depth = place.depth() + 1;
        JsonNode value = place.value();
        if (value.isArray()) {
            String path = (place.path().isEmpty() ? "." : place.path()) + "[]";
            value.valueStream().limit(ELEMENTS).forEach(element -> below.add(new Place(path, depth, element)));
        } else if (value.isObject()) {
            value.properties()
                    .forEach(entry ->
                            below.add(new Place(place.path() + "." + key(entry.getKey()), depth, entry.getValue())));
        }
        return below;
    }

    private static String key(String key) {
        return PLAIN.matcher(key).matches() ? key : TextNode.valueOf(key).toString();
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "list";
            case STRING -> "text";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String example(JsonNode value) {
        if (value.isContainerNode() || value.isNull()) {
            return "";
        }
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        return length <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
