package io.atoll.apply.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of an answer tell of the rate limit.
 *
 * @param limit how many requests a period allows
 * @param remaining how many of them are left
 * @param reset when the next period begins, from now
 */
record Quota(long limit, long remaining, Duration reset) {

    /** Reads the headers of an answer; empty if one of the three is missing or not understood. */
    static Optional<Quota> of(Function<String, @Nullable String> header, Instant now) {
        Optional<Long> limit = number(header.apply("x-ratelimit-limit"));
        Optional<Long> remaining = number(header.apply("x-ratelimit-remaining"));
        Optional<Duration> reset = WaitHint.parse(header.apply("x-ratelimit-reset"), now);
        return limit.isPresent() && remaining.isPresent() && reset.isPresent()
                ? Optional.of(new Quota(limit.get(), remaining.get(), reset.get()))
                : Optional.empty();
    }

    private static Optional<Long> number(@Nullable String value) {
        return value != null && value.strip().matches("\\d{1,12}")
                ? Optional.of(Long.valueOf(value.strip()))
                : Optional.empty();
    }
}
