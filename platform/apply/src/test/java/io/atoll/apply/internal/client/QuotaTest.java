package io.atoll.apply.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private static final Instant NOW = Instant.parse("2026-11-21T16:00:00Z");

    @Test
    void isReadOfTheHeadersOfAnyAnswer() {
        Map<String, String> headers =
                Map.of("x-ratelimit-limit", "1000", "x-ratelimit-remaining", " 7", "x-ratelimit-reset", "1795276830");

        assertThat(Quota.of(headers::get, NOW)).contains(new Quota(1000, 7, Duration.ofSeconds(30)));
    }

    @Test
    void isUnknownIfOneOfThemIsMissingOrOdd() {
        assertThat(Quota.of(Map.of("x-ratelimit-limit", "1000", "x-ratelimit-remaining", "7")::get, NOW))
                .isEmpty();
        assertThat(Quota.of(
                        Map.of("x-ratelimit-limit", "many", "x-ratelimit-remaining", "7", "x-ratelimit-reset", "1")
                                ::get,
                        NOW))
                .isEmpty();
    }
}
