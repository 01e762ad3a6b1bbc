package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Timestamps;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the value of a property against its definition in the blueprint. */
public final class ValueCheck {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+", Pattern.DOTALL);
    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final String key;

    private ValueCheck(String key) {
        this.key = key;
    }

    /** Refuses a value that does not fit; null always fits. */
    public static void check(String key, JsonNode definition, JsonNode value) {
        if (!value.isNull()) {
            new ValueCheck(key).check(definition, value);
        }
    }

    private void check(JsonNode definition, JsonNode value) {
        switch (definition.path("type").asText()) {
            case "string", "enum" -> checkText(definition, value);
            case "number" -> checkNumber(definition, value);
            case "boolean" -> expect(value.isBoolean(), "must be true or false");
            case "array" -> checkList(definition, value);
            case "object" -> expect(value.isObject(), "must be an object");
            default -> {
                // an item without a type may be anything
            }
        }
        var allowed = definition.path("enum");
        if (allowed.isArray() && !allowed.isEmpty()) {
            expect(among(allowed, value), "must be one of " + allowed);
        }
    }

    private void checkText(JsonNode definition, JsonNode value) {
        expect(value.isTextual(), "must be a text");
        var text = value.textValue();
        var length = text.codePointCount(0, text.length());
        expect(
                !definition.has("minLength")
                        || length >= definition.path("minLength").asInt(),
                "is too short");
        expect(
                !definition.has("maxLength")
                        || length <= definition.path("maxLength").asInt(),
                "is too long");
        if (definition.path("pattern").isTextual()) {
            var pattern = definition.path("pattern").textValue();
            expect(Pattern.compile(pattern).matcher(text).find(), "must match " + pattern);
        }
        var format = definition.path("format").asText();
        expect(hasFormat(format, text), "must be of format " + format);
    }

    private static boolean hasFormat(String format, String text) {
        return switch (format) {
            case "date-time", "timer" -> Timestamps.parse(text).isPresent();
            case "url" -> SCHEME.matcher(text).matches();
            case "email", "idn-email" -> MAIL.matcher(text).matches();
            case "ipv4" -> IPV4.matcher(text).matches();
            case "ipv6" -> IPV6.matcher(text).matches();
            default -> true;
        };
    }

    private void checkNumber(JsonNode definition, JsonNode value) {
        expect(value.isNumber(), "must be a number");
        var number = value.decimalValue();
        expect(atLeast(number, definition.get("minimum"), 0), "must be at least " + definition.path("minimum"));
        expect(atMost(number, definition.get("maximum"), 0), "must be at most " + definition.path("maximum"));
        expect(atLeast(number, definition.get("exclusiveMinimum"), 1), "is too small");
        expect(atMost(number, definition.get("exclusiveMaximum"), -1), "is too big");
    }

    private static boolean atLeast(BigDecimal number, @Nullable JsonNode bound, int least) {
        return bound == null || !bound.isNumber() || number.compareTo(bound.decimalValue()) >= least;
    }

    private static boolean atMost(BigDecimal number, @Nullable JsonNode bound, int most) {
        return bound == null || !bound.isNumber() || number.compareTo(bound.decimalValue()) <= most;
    }

    private void checkList(JsonNode definition, JsonNode value) {
        expect(value.isArray(), "must be a list");
        expect(
                !definition.has("minItems")
                        || value.size() >= definition.path("minItems").asInt(),
                "has too few items");
        expect(
                !definition.has("maxItems")
                        || value.size() <= definition.path("maxItems").asInt(),
                "has too many items");
        if (definition.path("uniqueItems").asBoolean()) {
            var seen = new HashSet<JsonNode>();
            value.forEach(item -> expect(seen.add(item), "has the item " + item + " twice"));
        }
        var items = definition.path("items");
        if (items.isObject()) {
            value.forEach(item -> check(items, item));
        }
    }

    private static boolean among(JsonNode allowed, JsonNode value) {
        for (var one : allowed) {
            var sameNumber =
                    one.isNumber() && value.isNumber() && one.decimalValue().compareTo(value.decimalValue()) == 0;
            if (one.equals(value) || sameNumber) {
                return true;
            }
        }
        return false;
    }

    private void expect(boolean holds, String rule) {
        if (!holds) {
            throw Refusal.mismatch("blueprint_schema_mismatch", key, "property \"" + key + "\" " + rule);
        }
    }
}
