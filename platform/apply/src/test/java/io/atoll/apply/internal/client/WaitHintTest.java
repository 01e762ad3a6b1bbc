package io.atoll.apply.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitHintTest {

    private static final Instant NOW = Instant.parse("2026-11-21T16:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12                             | 12
            0                              | 0
            10000                          | 10000
            1795276830                     | 30
            1795276000                     | 0
            1795276830500                  | 30.5
            Sat, 21 Nov 2026 16:01:30 GMT  | 90
            Sat, 21 Nov 2026 15:59:00 GMT  | 0
            2026-11-21T16:00:05Z           | 5
            2026-11-21T17:00:05+01:00      | 5
            """)
    void understandsSecondsDatesAndSecondsSince1970(String header, double seconds) {
        assertThat(hint(503, "Retry-After", header)).contains(Duration.ofMillis(Math.round(seconds * 1000)));
        assertThat(hint(429, "x-ratelimit-reset", header)).contains(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-5",
                "1.5",
                "Sat, 99 Nov",
                "99999999999999999999",
                "1795399999",
                "2027-11-21T16:00:05Z"
            })
    void ignoresWhatItDoesNotUnderstand(String header) {
        assertThat(hint(429, "Retry-After", header)).isEmpty();
    }

    @Test
    void believesTheRateLimitOnlyOfARefusalForIt() {
        assertThat(hint(503, "x-ratelimit-reset", "60")).isEmpty();
    }

    @Test
    void prefersRetryAfter() {
        Map<String, String> headers = Map.of("Retry-After", "3", "x-ratelimit-reset", "60");

        assertThat(WaitHint.of(429, headers::get, NOW)).contains(Duration.ofSeconds(3));
    }

    private static Optional<Duration> hint(int status, String header, String value) {
        return WaitHint.of(status, Map.of(header, value)::get, NOW);
    }
}
