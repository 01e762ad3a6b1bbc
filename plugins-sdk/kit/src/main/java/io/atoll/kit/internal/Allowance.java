package io.atoll.kit.internal;

import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.RateLimit.Dialect;
import io.atoll.kit.http.RateLimit.Dialect.Reset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an answer tells of how many calls are left.
 *
 * @param limit how many a window allows, if it was told
 * @param remaining how many of them are left
 * @param reset when the next window begins, from now
 */
record Allowance(OptionalLong limit, long remaining, Duration reset) {

    private static final Duration UNTOLD = Duration.ofSeconds(1);
    private static final List<Dialect> COMMON = Stream.of(
                    "x-ratelimit-",
                    "x-rate-limit-",
                    "ratelimit-",
                    "x-ratelimit-requests-",
                    "x-ratelimit-route-",
                    "x-ratelimit-global-",
                    "x-sentry-rate-limit-",
                    "anthropic-ratelimit-requests-")
            .map(prefix -> new Dialect(
                    prefix + "limit", prefix + "remaining", prefix + "reset", Reset.ANY, prefix + "nearlimit"))
            .toList();
    private static final Dialect OPENAI = new Dialect(
            "x-ratelimit-limit-requests",
            "x-ratelimit-remaining-requests",
            "x-ratelimit-reset-requests",
            Reset.ANY,
            "");
    private static final Pattern DRAFT = Pattern.compile("(?:^|[;,\\s])(limit|remaining|reset|q|r|t)=(\\d+)");

    /** Reads the headers of an answer; empty if they tell nothing. The fewest calls that any dialect tells are what is left. */
    static Optional<Allowance> of(Received received, RateLimit rates, Instant now) {
        Instant there = Waits.clock(received, now);
        return Stream.concat(
                        Stream.of(draft(received)),
                        Stream.of(rates.dialects().stream(), COMMON.stream(), Stream.of(OPENAI))
                                .flatMap(dialects -> dialects)
                                .map(dialect -> of(received, dialect, there)))
                .flatMap(Optional::stream)
                .min((one, other) -> Long.compare(one.remaining(), other.remaining()));
    }

    private static Optional<Allowance> of(Received received, Dialect dialect, Instant now) {
        OptionalLong remaining = number(received.header(dialect.remaining()));
        boolean near = !dialect.near().isEmpty()
                && received.header(dialect.near())
                        .filter("true"::equalsIgnoreCase)
                        .isPresent();
        if (remaining.isEmpty() && !near) {
            return Optional.empty();
        }
        Duration reset = received.header(dialect.reset())
                .or(() -> received.header(dialect.reset() + "-after"))
                .flatMap(text -> Waits.parse(text, dialect.unit(), now))
                .orElse(UNTOLD);
        return Optional.of(
                new Allowance(number(received.header(dialect.limit())), near ? 0 : remaining.getAsLong(), reset));
    }

    /** The header {@code RateLimit} of the drafts of the IETF: {@code limit=100, remaining=50, reset=30} or {@code "p";r=50;t=30}. */
    private static Optional<Allowance> draft(Received received) {
        String text = received.header("ratelimit").orElse("") + ";"
                + received.header("ratelimit-policy").orElse("");
        Matcher part = DRAFT.matcher(text);
        OptionalLong limit = OptionalLong.empty();
        OptionalLong remaining = OptionalLong.empty();
        Duration reset = UNTOLD;
        while (part.find()) {
            long value = Long.parseLong(part.group(2));
            switch (part.group(1)) {
                case "limit", "q" -> limit = OptionalLong.of(value);
                case "remaining", "r" -> remaining = OptionalLong.of(value);
                default -> reset = Duration.ofSeconds(value);
            }
        }
        return remaining.isEmpty() ? Optional.empty() : Optional.of(new Allowance(limit, remaining.getAsLong(), reset));
    }

    private static OptionalLong number(Optional<String> header) {
        return header.map(String::strip)
                .map(text -> text.replaceFirst("[,;].*", ""))
                .filter(text -> text.matches("\\d{1,15}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
