package io.atoll.apply.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long a catalog asks to wait. {@code Retry-After} is believed with every status, {@code x-ratelimit-reset} only with 429: it is
 * sent with every answer, and then says when the next period begins.
 *
 * <p>A number is seconds; if it is too great for that, seconds since 1970; and if it is too great for that too, milliseconds since 1970.
 */
final class WaitHint {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final long EPOCH_SECONDS_FROM = 10_000;
    private static final long EPOCH_MILLIS_FROM = 100_000_000_000L;

    /** Nobody asks to wait longer; who does was misunderstood. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private WaitHint() {}

    /**
     * Reads the headers of an answer.
     *
     * @param header gives the value of a header, or {@code null}
     * @return not negative; empty if they say nothing that is understood
     */
    static Optional<Duration> of(int status, Function<String, @Nullable String> header, Instant now) {
        Optional<Duration> wait = parse(header.apply("Retry-After"), now);
        return wait.isEmpty() && status == TOO_MANY_REQUESTS ? parse(header.apply("x-ratelimit-reset"), now) : wait;
    }

    /** Reads one value. */
    static Optional<Duration> parse(@Nullable String value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        String text = value.strip();
        Optional<Duration> wait =
                text.matches("\\d{1,15}") ? Optional.of(number(Long.parseLong(text), now)) : date(text, now);
        return wait.filter(duration -> duration.compareTo(LONGEST) <= 0);
    }

    private static Duration number(long number, Instant now) {
        if (number >= EPOCH_MILLIS_FROM) {
            return until(Instant.ofEpochMilli(number), now);
        }
        return number > EPOCH_SECONDS_FROM ? until(Instant.ofEpochSecond(number), now) : Duration.ofSeconds(number);
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant instant = text.contains(",")
                    ? ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return Optional.of(until(instant, now));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration until(Instant instant, Instant now) {
        return instant.isAfter(now) ? Duration.between(now, instant) : Duration.ZERO;
    }
}
