package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.RunId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunIdsTest {

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final RunIds ids = new RunIds(() -> now);

    @Test
    void namesARunByTheMoment() {
        assertThat(ids.next(Optional.empty())).isEqualTo(new RunId("20260301-100000-000"));
    }

    @Test
    void namesRunsOfOneMomentApart() {
        ids.next(Optional.empty());

        assertThat(ids.next(Optional.empty())).isEqualTo(new RunId("20260301-100000-001"));
    }

    @Test
    void namesRunsOfOneMillisecondApart() {
        now = now.plusNanos(200_000);
        RunId first = ids.next(Optional.empty());
        now = now.plusNanos(300_000);

        assertThat(first).isEqualTo(new RunId("20260301-100000-000"));
        assertThat(ids.next(Optional.empty())).isEqualTo(new RunId("20260301-100000-001"));
    }

    @Test
    void staysBehindTheLastRunWhenTheClockGoesBack() {
        ids.next(Optional.empty());
        now = now.minusSeconds(3600);

        assertThat(ids.next(Optional.empty())).isEqualTo(new RunId("20260301-100000-001"));
    }

    @Test
    void staysBehindARememberedRunWhenTheClockWentBackOverARestart() {
        assertThat(ids.next(Optional.of(new RunId("20260301-110000-999")))).isEqualTo(new RunId("20260301-110001-000"));
    }

    @Test
    void namesRunsByTheMomentAfterOneOfAnotherFormat() {
        assertThat(ids.next(Optional.of(new RunId("nightly")))).isEqualTo(new RunId("20260301-100000-000"));
    }
}
