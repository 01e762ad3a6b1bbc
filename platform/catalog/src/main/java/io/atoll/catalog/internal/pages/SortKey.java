package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an entity stands in a sorted table: by value, then by identifier. Numbers and times come before texts, and what has no value comes
 * last in either direction. Texts are compared by their first {@value #SIGNIFICANT} characters, without regard to case.
 *
 * @param kind 0 for numbers, truths and times, 1 for texts, 2 for nothing
 * @param number the number, or the microseconds of the time
 * @param text the beginning of the text
 * @param identifier the identifier of the entity
 */
record SortKey(int kind, BigDecimal number, String text, String identifier) {

    private static final int SIGNIFICANT = 80;
    private static final int NOTHING = 2;

    static SortKey of(JsonNode value, String identifier) {
        if (value.isNumber()) {
            return new SortKey(0, value.decimalValue(), "", identifier);
        }
        if (value.isBoolean()) {
            return new SortKey(0, value.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO, "", identifier);
        }
        if (value.isTextual()) {
            return ofText(value.textValue(), identifier);
        }
        if (value.isArray() && !value.isEmpty()) {
            return of(value.get(0), identifier);
        }
        return new SortKey(NOTHING, BigDecimal.ZERO, "", identifier);
    }

    private static SortKey ofText(String text, String identifier) {
        boolean dated = text.length() >= 16 && text.charAt(4) == '-';
        return (dated ? Timestamps.parse(text) : Optional.<Instant>empty())
                .map(time -> new SortKey(0, micros(time), "", identifier))
                .orElseGet(() -> new SortKey(1, BigDecimal.ZERO, beginning(text), identifier));
    }

    /** A key as a cursor says it. */
    static SortKey read(List<String> parts) {
        try {
            return new SortKey(
                    Integer.parseInt(parts.get(0)), new BigDecimal(parts.get(1)), parts.get(2), parts.get(3));
        } catch (NumberFormatException e) {
            throw Cursor.refusal();
        }
    }

    String write() {
        return Cursor.write(String.valueOf(kind), number.toString(), text, identifier);
    }

    /** The order of a table. */
    static Comparator<SortKey> order(boolean descending) {
        var value = Comparator.comparingInt((SortKey key) -> descending ? -key.kind() : key.kind())
                .thenComparing(
                        descending
                                ? Comparator.comparing(SortKey::number).reversed()
                                : Comparator.comparing(SortKey::number))
                .thenComparing(
                        descending
                                ? Comparator.comparing(SortKey::text).reversed()
                                : Comparator.comparing(SortKey::text));
        return Comparator.comparing((SortKey key) -> key.kind() == NOTHING)
                .thenComparing(value)
                .thenComparing(SortKey::identifier);
    }

    private static String beginning(String text) {
        var start = text.length() > SIGNIFICANT ? text.substring(0, SIGNIFICANT) : text;
        return start.toLowerCase(Locale.ROOT);
    }

    private static BigDecimal micros(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond())
                .movePointRight(6)
                .add(BigDecimal.valueOf(instant.getNano() / 1000));
    }
}
