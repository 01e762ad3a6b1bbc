package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values as YAML: a key a line, lists in brackets, texts in quotes where they might be taken for something else. */
final class YamlWriting {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

    private YamlWriting() {}

    /** The lines of keys; empty if there are none. */
    static String block(Keys keys) {
        return lines(keys, "");
    }

    /** What stands behind the colon of a key that is indented so. */
    static String value(Value value, String indent) {
        if (value instanceof Keys keys && !keys.entries().isEmpty()) {
            return "\n" + lines(keys, indent + "  ").stripTrailing();
        }
        return " " + flow(value);
    }

    /** A value in one line. */
    static String flow(Value value) {
        return switch (value) {
            case Scalar scalar -> scalar(scalar);
            case Sequence sequence ->
                sequence.values().stream().map(YamlWriting::flow).collect(Collectors.joining(", ", "[", "]"));
            case Keys keys ->
                keys.entries().entrySet().stream()
                        .map(each -> text(each.getKey()) + ": "
                                + flow(each.getValue().value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static String lines(Keys keys, String indent) {
        var lines = new StringBuilder();
        keys.entries()
                .forEach((key, entry) -> lines.append(indent)
                        .append(text(key))
                        .append(':')
                        .append(value(entry.value(), indent))
                        .append('\n'));
        return lines.toString();
    }

    private static String scalar(Scalar scalar) {
        return switch (scalar.form()) {
            case TEXT -> text(scalar.text());
            case INTEGER, DECIMAL, BOOLEAN -> scalar.text();
            case NULL -> "null";
        };
    }

    private static String text(String text) {
        return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()
                ? text
                : TextNode.valueOf(text).toString();
    }
}
