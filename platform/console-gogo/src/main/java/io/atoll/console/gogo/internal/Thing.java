package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Any answer as text for people: names and values, lists of things as tables. */
final class Thing {

    private static final int INDENTATION = 2;

    private final StringBuilder text = new StringBuilder();

    private Thing() {}

    /** The text of an object, with all its line ends. */
    static String text(JsonNode object, OptionalInt width) {
        Thing thing = new Thing();
        thing.append(object, 0, width);
        return thing.text.toString();
    }

    private void append(JsonNode object, int depth, OptionalInt width) {
        int longest = object.properties().stream()
                .filter(member -> simple(member.getValue()))
                .mapToInt(member -> Printable.line(member.getKey()).length())
                .max()
                .orElse(0);
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = Printable.line(member.getKey());
            JsonNode value = member.getValue();
            if (simple(value)) {
                String cell = Printable.line(cell(value).toString());
                line(depth, (name + " ".repeat(longest - name.length() + 2) + cell).stripTrailing());
            } else {
                line(depth, name);
                nested(value, depth + INDENTATION, width);
            }
        }
    }

    private void nested(JsonNode value, int depth, OptionalInt width) {
        if (value.isObject()) {
            append(value, depth, width);
        } else if (value.isTextual()) {
            value.asText().lines().forEach(line -> line(depth, Printable.line(line)));
        } else if (!value.get(0).isObject()) {
            value.forEach(each -> line(depth, Printable.line(cell(each).toString())));
        } else {
            List<String> members = members(value);
            OptionalInt rest =
                    width.isPresent() ? OptionalInt.of(Math.max(1, width.getAsInt() - depth)) : OptionalInt.empty();
            List<JsonNode> items = new ArrayList<>();
            value.forEach(items::add);
            Sheet.of(members, "").part(items, rest).lines().forEach(line -> line(depth, line));
        }
    }

    private static List<String> members(JsonNode objects) {
        Set<String> members = new LinkedHashSet<>();
        objects.forEach(object -> object.fieldNames().forEachRemaining(members::add));
        return List.copyOf(members);
    }

    private void line(int depth, String line) {
        text.append(" ".repeat(depth)).append(line).append('\n');
    }

    /** Whether a value stands beside its name. */
    private static boolean simple(JsonNode value) {
        JsonNode single = value.isArray() && value.size() == 1 ? value.get(0) : value;
        return single.isEmpty() && !(single.isTextual() && single.asText().contains("\n"));
    }

    /** A value in a cell: a number, or text. Of what is nested, only so much as names it. */
    static Object cell(JsonNode value) {
        if (value.isNumber()) {
            return value.numberValue();
        } else if (value.isTextual()) {
            return second(value.asText());
        } else if (value.isArray()) {
            boolean objects = value.valueStream().anyMatch(JsonNode::isContainerNode);
            return objects
                    ? value.size() + " …"
                    : value.valueStream().map(each -> cell(each).toString()).collect(Collectors.joining(", "));
        } else if (value.isObject()) {
            return value.isEmpty() ? "" : cell(value.iterator().next());
        }
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }

    /** A moment as people need it, to the second; any other text as it is. */
    static String second(String text) {
        return text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\.\\d+Z$", "$1Z");
    }

    /** A name as the heading of a column: {@code STARTED AT}. */
    static String heading(String member) {
        return member.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
    }
}
