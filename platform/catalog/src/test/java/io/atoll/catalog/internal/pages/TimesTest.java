package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times in words. */
class TimesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void tellsHowFarATimeIsInItsBiggestUnit() {
        assertThat(relative(Duration.ZERO)).isEqualTo("just now");
        assertThat(relative(Duration.ofSeconds(-1))).isEqualTo("1 second ago");
        assertThat(relative(Duration.ofMinutes(-59))).isEqualTo("59 minutes ago");
        assertThat(relative(Duration.ofHours(-25))).isEqualTo("1 day ago");
        assertThat(relative(Duration.ofDays(-31))).isEqualTo("1 month ago");
        assertThat(relative(Duration.ofDays(800))).isEqualTo("in 2 years");
        assertThat(relative(Duration.ofHours(3))).isEqualTo("in 3 hours");
    }

    private static String relative(Duration distance) {
        return new Times(NOW).relative(NOW.plus(distance));
    }
}
