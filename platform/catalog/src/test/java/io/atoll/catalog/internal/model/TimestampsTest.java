package io.atoll.catalog.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which notations of a time are understood. */
class TimestampsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "2026-01-02t03:04:05z",
                "2026-01-02 03:04:05Z",
                "2026-01-02T03:04:05.000+00:00",
                "2026-01-02T05:04:05.000+0200",
                "2026-01-02T05:04:05+02"
            })
    void readsTheNotationsOfSources(String text) {
        assertThat(Timestamps.parse(text)).contains(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void keepsTheFraction() {
        assertThat(Timestamps.parse("2026-01-02T03:04:05.1234567+0000"))
                .contains(Instant.parse("2026-01-02T03:04:05.123456700Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-02",
                "2026-01-02T03:04:05",
                "2026-01-0203:04:05Z",
                "2026-01-02  03:04:05Z",
                "2026-13-02T03:04:05Z",
                "2026-01-02T03:04:05Z later",
                "2026-01-02T03:04:05ZZ",
                "1767323045"
            })
    void refusesWhatIsNoTimeWithAnOffset(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }
}
