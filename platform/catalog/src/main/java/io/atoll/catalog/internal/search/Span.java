package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * A span of time, both ends included.
 *
 * @param from its first moment
 * @param to its last moment
 */
record Span(Instant from, Instant to) {

    private static final Map<String, Integer> DAYS_BACK = Map.ofEntries(
            Map.entry("lastDay", 1),
            Map.entry("lastWeek", 7),
            Map.entry("last2Weeks", 14),
            Map.entry("lastMonth", 30),
            Map.entry("last3Months", 90),
            Map.entry("last6Months", 180),
            Map.entry("last12Months", 365),
            Map.entry("last2Years", 730),
            Map.entry("last3Years", 1095));

    private static final Map<String, Integer> DAY = Map.of("yesterday", -1, "today", 0, "tomorrow", 1);

    /** Whether a value is {@code {from, to}} with two times or {@code {preset}} with a known name. */
    static boolean isOne(JsonNode value) {
        var preset = value.path("preset").asText();
        var ends = Values.time(value.path("from")).isPresent()
                && Values.time(value.path("to")).isPresent();
        return ends || DAYS_BACK.containsKey(preset) || DAY.containsKey(preset);
    }

    /** The span that such a value means now; days are those of UTC. */
    static Span of(JsonNode value, Clock clock) {
        var preset = value.path("preset").asText();
        var now = clock.instant();
        var back = DAYS_BACK.get(preset);
        if (back != null) {
            return new Span(now.minus(Duration.ofDays(back)), now);
        }
        var day = DAY.get(preset);
        if (day != null) {
            var date = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(day);
            var start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
            return new Span(start, start.plus(Duration.ofDays(1)).minusNanos(1));
        }
        return new Span(
                Values.time(value.path("from")).orElseThrow(),
                Values.time(value.path("to")).orElseThrow());
    }

    boolean contains(Instant at) {
        return !at.isBefore(from) && !at.isAfter(to);
    }
}
