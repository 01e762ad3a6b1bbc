package io.atoll.apply.internal;

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
 */
final class WaitHint {

    /** Greater numbers are seconds since 1970, as nobody asks to wait that many seconds. */
    private static final long EPOCH_FROM = 10_000;

    private WaitHint() {}

    /**
     * Reads the headers of an answer.
     *
     * @param header gives the value of a header, or {@code null}
     * @return not negative; empty if they say nothing that is understood
     */
    static Optional<Duration> of(int status, Function<String, @Nullable String> header, Instant now) {
        Optional<Duration> wait = parse(header.apply("Retry-After"), now);
        return wait.isEmpty() && status == 429 ? parse(header.apply("x-ratelimit-reset"), now) : wait;
    }

    private static Optional<Duration> parse(@Nullable String value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        String text = value.strip();
        return text.matches("\\d{1,12}") ? Optional.of(number(Long.parseLong(text), now)) : date(text, now);
    }

    private static Duration number(long seconds, Instant now) {
        return seconds > EPOCH_FROM ? until(Instant.ofEpochSecond(seconds), now) : Duration.ofSeconds(seconds);
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
