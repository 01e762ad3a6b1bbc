package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;

/** A change, as {@code changes} answers it, as lines of text for people. */
final class ChangeText {

    private static final int VALUE = 200;

    private ChangeText() {}

    /** The entity with the reason, and below it what changes; all lines with their ends. */
    static String entity(JsonNode change) {
        StringBuilder text = new StringBuilder("  " + name(change) + reason(change) + "\n");
        differences(change, text);
        return text.toString();
    }

    /** The same, after what is done and what became of it. */
    static String line(JsonNode change) {
        StringBuilder text = new StringBuilder("%-8s  %-6s  %s%s%n"
                .formatted(
                        change.path("state").asText(), change.path("action").asText(), name(change), reason(change)));
        differences(change, text);
        return text.toString();
    }

    private static String reason(JsonNode change) {
        String reason = change.path("reason").asText();
        return reason.isEmpty() ? "" : ": " + Printable.line(reason);
    }

    private static void differences(JsonNode change, StringBuilder text) {
        for (JsonNode difference : change.path("differences")) {
            text.append("    ")
                    .append(Printable.line(difference.path("path").asText()))
                    .append(": ")
                    .append(value(difference.path("before")))
                    .append(" → ")
                    .append(value(difference.path("after")))
                    .append('\n');
        }
    }

    private static String name(JsonNode change) {
        JsonNode identifier = change.path("identifier");
        return Printable.line(change.path("blueprint").asText() + "/"
                + (identifier.isTextual() ? identifier.asText() : identifier.toString()));
    }

    /** JSON in one line of bounded length. */
    static String value(JsonNode value) {
        String json = value.toString();
        return Printable.line(
                json.codePointCount(0, json.length()) <= VALUE
                        ? json
                        : json.substring(0, json.offsetByCodePoints(0, VALUE - 1)) + "…");
    }
}
