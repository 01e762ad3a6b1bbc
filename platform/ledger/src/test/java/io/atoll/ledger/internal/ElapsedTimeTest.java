package io.atoll.ledger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ElapsedTimeTest {

    private final AtomicLong monotonic = new AtomicLong(-5);
    private final Wall wall = new Wall();
    private final ElapsedTime elapsed = new ElapsedTime(monotonic::get, wall);

    @Test
    void passesAsTheMonotonicClockDoes() {
        monotonic.addAndGet(1_000);

        assertThat(elapsed.getAsLong()).isEqualTo(1_000);
    }

    @Test
    void countsTheTimeInWhichTheMachineSlept() {
        monotonic.addAndGet(Duration.ofSeconds(1).toNanos());
        wall.now = wall.now.plusSeconds(3600);

        assertThat(elapsed.getAsLong()).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void doesNotGoBackWhenTheWallClockDoes() {
        monotonic.addAndGet(Duration.ofSeconds(1).toNanos());
        wall.now = wall.now.minusSeconds(3600);

        assertThat(elapsed.getAsLong()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    /** A clock that is set by hand. */
    private static final class Wall extends Clock {

        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

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
}
