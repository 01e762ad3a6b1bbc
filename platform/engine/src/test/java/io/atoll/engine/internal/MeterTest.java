package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atoll.pipeline.RunReport.Effort;
import io.atoll.pipeline.RunReport.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What is measured while a resource is dealt with. */
class MeterTest {

    private final SettableClock clock = new SettableClock();
    private final Meter meter = new Meter(clock);

    /** A clock that stands where it is put. */
    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void knowsNothingBeforeItBegins() {
        meter.sampled(new Load(100, 1000));

        assertThat(meter.effort()).isEmpty();
    }

    @Test
    void measuresByTheClockOfTheEngineUntilTheEnd() {
        meter.begin();
        clock.now = clock.now.plusSeconds(7);
        assertThat(meter.effort()).map(Effort::took).contains(Duration.ofSeconds(7));

        meter.end();
        Instant end = clock.now;
        clock.now = clock.now.plusSeconds(100);

        assertThat(meter.effort()).map(Effort::took).contains(Duration.ofSeconds(7));
        assertThat(meter.effort()).map(Effort::until).contains(end);
    }

    @Test
    void aClockThatIsSetBackMakesNoNegativeTime() {
        meter.begin();
        clock.now = clock.now.minusSeconds(60);

        assertThat(meter.effort()).map(Effort::took).contains(Duration.ZERO);
    }

    @Test
    void tellsTheMostTheMedianAndTheMeanOfItsSamples() {
        meter.begin();
        meter.sampled(new Load(10, 1000));
        meter.sampled(new Load(200, 3000));
        meter.sampled(new Load(30, 2000));

        assertThat(meter.effort()).map(Effort::processor).contains(new Level(200, 30, 80));
        assertThat(meter.effort()).map(Effort::memory).contains(new Level(3000, 2000, 2000));
    }

    @Test
    void evenAShortResourceIsSampledOnce() {
        meter.begin();
        meter.end();

        assertThat(meter.effort().orElseThrow().memory().most()).isPositive();
    }

    @Test
    void keepsABoundedNumberOfSamplesThatLieEvenly() {
        var samples = new Samples();
        int many = 100 * Samples.KEPT + 7;
        for (int i = 0; i < many; i++) {
            samples.add(i);
        }

        Level level = samples.level();
        assertThat(level.most()).isEqualTo(many - 1);
        assertThat(level.mean()).isCloseTo((many - 1) / 2.0, within(0.001));
        assertThat(level.median()).isCloseTo(many / 2.0, within(many / 100.0));
    }
}
