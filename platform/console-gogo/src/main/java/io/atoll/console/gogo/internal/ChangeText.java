package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Difference;
import java.util.Locale;

/** A change as lines of text for people. */
final class ChangeText {

    private static final int VALUE = 200;

    private ChangeText() {}

    /** The entity with the reason, and below it what changes; all lines with their ends. */
    static String entity(Change change) {
        String reason = change.reason().isEmpty() ? "" : ": " + Printable.line(change.reason());
        StringBuilder text = new StringBuilder("  " + name(change) + reason + "\n");
        differences(change, text);
        return text.toString();
    }

    /** The same, after what is done and what became of it. */
    static String line(Change change) {
        String reason = change.reason().isEmpty() ? "" : ": " + Printable.line(change.reason());
        StringBuilder text = new StringBuilder(
                "%-8s  %-6s  %s%s%n".formatted(word(change.state()), word(change.action()), name(change), reason));
        differences(change, text);
        return text.toString();
    }

    private static void differences(Change change, StringBuilder text) {
        for (Difference difference : change.differences()) {
            text.append("    ")
                    .append(Printable.line(difference.path()))
                    .append(": ")
                    .append(value(difference.before()))
                    .append(" → ")
                    .append(value(difference.after()))
                    .append('\n');
        }
    }

    private static String name(Change change) {
        JsonNode identifier = change.identifier();
        return Printable.line(
                change.blueprint() + "/" + (identifier.isTextual() ? identifier.asText() : identifier.toString()));
    }

    /** JSON in one line of bounded length. */
    static String value(JsonNode value) {
        String json = value.toString();
        return Printable.line(
                json.codePointCount(0, json.length()) <= VALUE
                        ? json
                        : json.substring(0, json.offsetByCodePoints(0, VALUE - 1)) + "…");
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
