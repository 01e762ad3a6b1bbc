package io.atoll.catalog.internal.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Times as sources write them: RFC 3339, and ISO 8601 with a blank for the T or an offset such as {@code +0200} and {@code +02}. */
public final class Timestamps {

    private static final int SEPARATOR = "2026-01-02".length();
    private static final DateTimeFormatter EXTENDED = withOffset("XXX");
    private static final DateTimeFormatter BASIC = withOffset("X");

    private Timestamps() {}

    /** The time that a text says, if it is a date, a time and an offset. */
    public static Optional<Instant> parse(String text) {
        var written = text.indexOf(' ') == SEPARATOR ? text.replace(' ', 'T') : text;
        var format = text.lastIndexOf(':') == text.length() - ":00".length() ? EXTENDED : BASIC;
        try {
            return Optional.of(OffsetDateTime.parse(written, format).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter withOffset(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                .appendPattern(pattern)
                .toFormatter();
    }
}
