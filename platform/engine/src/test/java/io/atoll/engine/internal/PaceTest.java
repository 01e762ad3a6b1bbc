package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atoll.engine.internal.Pace.Lane;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final int KIB = 1024;
    private static final int PACE = 32 << 20;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;
    private final Pace pace = new Pace(PACE, () -> now, nanos -> now += nanos);

    @Test
    void holdsNobodyUpWhoIsAlone() throws InterruptedException {
        var lane = pace.join();
        for (int i = 0; i < 1_000; i++) {
            lane.take(PACE, 1);
        }

        assertThat(now).isZero();
    }

    @Test
    void holdsNobodyUpBesideThoseWhoTakeNothing() throws InterruptedException {
        var lane = pace.join();
        pace.join();
        var trickling = pace.join();
        for (int i = 0; i < 1_000; i++) {
            now += SECOND / 100;
            trickling.take(10, 1);
            long before = now;
            lane.take(PACE, 1);
            assertThat(now).isEqualTo(before);
        }
    }

    @Test
    void aFloodLeavesTheOthersWhatTheyTake() throws InterruptedException {
        var steady = pace.join();
        var flood = pace.join();
        int each = PACE / 4 / 100;
        double taken = 0;
        for (int i = 0; i < 500; i++) {
            long until = now + SECOND / 100;
            long before = now;
            steady.take(each - KIB, 1);
            assertThat(now).as("the steady one never waits").isEqualTo(before);
            if (i >= 200) {
                taken += takenUntil(flood, until);
            } else {
                takenUntil(flood, until);
            }
        }

        assertThat(taken / 3).isCloseTo(PACE * 0.75, within(PACE * 0.1));
    }

    @Test
    void floodsShareThePaceEqually() throws InterruptedException {
        var shared = new Pace(PACE, () -> now, wait -> {
            throw new TooEarly(wait);
        });
        var floods = List.of(new Flood(shared.join()), new Flood(shared.join()), new Flood(shared.join()));
        while (now < 10 * SECOND) {
            var next = Collections.min(floods, Comparator.comparingLong(flood -> flood.at));
            now = next.at;
            next.take();
        }

        assertThat(floods)
                .allSatisfy(flood -> assertThat(flood.taken / 10.0).isCloseTo(PACE / 3.0, within(PACE * 0.05)));
    }

    @Test
    void goesOnAtOnceWhenTheOthersLeave() throws InterruptedException {
        var lane = pace.join();
        try (var other = pace.join()) {
            other.take(PACE, 1);
            lane.take(10L * PACE, 1);
        }
        long before = now;
        lane.take(PACE, 1);

        assertThat(now).isEqualTo(before);
    }

    @Test
    void countsManySmallRecordsToo() throws InterruptedException {
        pace.join().take(PACE, 1);
        var lane = pace.join();
        long before = now;
        for (int i = 0; i < 4; i++) {
            lane.take(1, PACE / KIB);
        }

        assertThat(now - before).isGreaterThan(SECOND);
    }

    @Test
    void noBoundHoldsNobodyUp() throws InterruptedException {
        var unbounded = new Pace(0, () -> now, nanos -> now += nanos);
        unbounded.join().take(PACE, 1);
        var lane = unbounded.join();
        for (int i = 0; i < 1_000; i++) {
            lane.take(PACE, 1);
        }

        assertThat(now).isZero();
    }

    private static final class TooEarly extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final long by;

        TooEarly(long by) {
            this.by = by;
        }
    }

    /** Takes as soon as it may. */
    private final class Flood {

        private final Lane lane;
        private long at;
        private long taken;

        Flood(Lane lane) {
            this.lane = lane;
        }

        void take() throws InterruptedException {
            try {
                lane.take(100 * KIB, 1);
                taken += 101 * KIB;
                at = now + 1_000;
            } catch (TooEarly early) {
                at = now + early.by;
            }
        }
    }

    private double takenUntil(Lane lane, long until) throws InterruptedException {
        double taken = 0;
        while (now < until) {
            long before = now;
            lane.take(100 * KIB, 1);
            taken += 101 * KIB;
            if (now == before) {
                now += SECOND / 10_000;
            }
        }
        now = until;
        return taken;
    }
}
