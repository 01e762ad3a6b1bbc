package io.atoll.kit.internal;

import io.atoll.kit.http.RateLimit.Dialect.Reset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long a server asks to wait, in all forms that are used: seconds, also with a fraction; seconds and milliseconds since 1970;
 * dates of HTTP and of ISO 8601; durations such as {@code 1m30s} and {@code 250ms}.
 */
final class Waits {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");
    private static final Pattern DURATIONS = Pattern.compile("(?:" + DURATION.pattern() + ")+");
    private static final double EPOCH_SECONDS_FROM = 1e9;
    private static final double EPOCH_MILLISECONDS_FROM = 1e11;

    /** Nobody asks to wait longer; who does was misunderstood. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private Waits() {}

    /** What a refusal asks for by {@code Retry-After} or {@code Retry-After-Ms}. */
    static Optional<Duration> retryAfter(Received received, Instant now) {
        Instant there = clock(received, now);
        Optional<Duration> fine =
                received.header("retry-after-ms").flatMap(text -> parse(text, Reset.MILLISECONDS, there));
        return fine.isPresent() ? fine : received.header("retry-after").flatMap(text -> parse(text, Reset.ANY, there));
    }

    /** What time it is at the server, as far as it says so: its dates are compared with its own clock. */
    static Instant clock(Received received, Instant now) {
        return received.header("date")
                .flatMap(text -> date(text.strip()))
                .filter(there -> Duration.between(there, now).abs().compareTo(Duration.ofSeconds(2)) > 0)
                .orElse(now);
    }

    /**
     * Reads one value.
     *
     * @return not negative; empty if it is not understood
     */
    static Optional<Duration> parse(String value, Reset unit, Instant now) {
        String text = value.strip();
        Optional<Duration> wait;
        if (NUMBER.matcher(text).matches()) {
            wait = Optional.of(number(Double.parseDouble(text), unit, now));
        } else if (DURATIONS.matcher(text).matches()) {
            wait = Optional.of(durations(text));
        } else {
            wait = date(text).map(instant -> until(instant, now));
        }
        return wait.filter(duration -> duration.compareTo(LONGEST) <= 0);
    }

    private static Duration number(double number, Reset unit, Instant now) {
        return switch (unit) {
            case SECONDS -> millis(number * 1000);
            case MILLISECONDS -> millis(number);
            case EPOCH_SECONDS -> until(Instant.ofEpochMilli((long) (number * 1000)), now);
            case EPOCH_MILLISECONDS -> until(Instant.ofEpochMilli((long) number), now);
            case ANY ->
                number >= EPOCH_MILLISECONDS_FROM
                        ? number(number, Reset.EPOCH_MILLISECONDS, now)
                        : number(number, number >= EPOCH_SECONDS_FROM ? Reset.EPOCH_SECONDS : Reset.SECONDS, now);
        };
    }

    private static Duration durations(String text) {
        Matcher part = DURATION.matcher(text);
        double millis = 0;
        while (part.find()) {
            millis += Double.parseDouble(part.group(1))
                    * switch (part.group(2)) {
                        case "ms" -> 1;
                        case "s" -> 1_000;
                        case "m" -> 60_000;
                        case "h" -> 3_600_000;
                        default -> 86_400_000;
                    };
        }
        return millis(millis);
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) Math.ceil(Math.min(millis, 1e15)));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    text.contains(",")
                            ? ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration until(Instant instant, Instant now) {
        return instant.isAfter(now) ? Duration.between(now, instant) : Duration.ZERO;
    }
}
