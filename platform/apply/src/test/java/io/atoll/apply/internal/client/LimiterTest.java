package io.atoll.apply.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimiterTest {

    private final FakeTime time = new FakeTime();
    private final Limiter limiter = new Limiter(4, 0.25, time);

    private Deadline in(Duration duration) {
        return Deadline.in(duration, time);
    }

    private void pass(Priority priority) throws Unrepeatable, InterruptedException {
        limiter.enter(priority, in(Duration.ofHours(1))).end();
    }

    @Test
    void letsBulkHaveAllPlacesButTheShareOfWhatIsUrgent() throws Exception {
        for (int i = 0; i < 3; i++) {
            limiter.enter(Priority.BULK, in(Duration.ofHours(1)));
        }

        assertThatThrownBy(() -> limiter.enter(Priority.BULK, in(Duration.ofMillis(20))))
                .hasMessageContaining("3 of 4 requests are under way");
        limiter.enter(Priority.URGENT, in(Duration.ofHours(1)));
        assertThatThrownBy(() -> limiter.enter(Priority.URGENT, in(Duration.ofMillis(20))))
                .hasMessageContaining("4 of 4 requests are under way");
    }

    @Test
    void leavesOnePlaceToBulkHoweverGreatTheShareIs() throws Exception {
        Limiter single = new Limiter(1, 0.9, time);

        single.enter(Priority.BULK, in(Duration.ofHours(1))).end();

        assertThat(single.load().underWay()).isZero();
    }

    @Test
    void letsNobodyInWhileItIsShut() throws Exception {
        limiter.shut(Duration.ofSeconds(30));
        limiter.shut(Duration.ofSeconds(10));
        assertThat(limiter.load())
                .hasToString("0 of 4 requests are under way and 0 wait; the rate limit is used up for 30 s");

        pass(Priority.URGENT);
        pass(Priority.BULK);

        assertThat(time.pauses).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void keepsTheLastOfTheQuotaForWhatIsUrgent() throws Exception {
        limiter.learn(new Quota(100, 26, Duration.ofSeconds(60)));
        pass(Priority.BULK);
        assertThat(time.pauses).isEmpty();

        limiter.learn(new Quota(100, 25, Duration.ofSeconds(60)));
        pass(Priority.URGENT);
        assertThat(time.pauses).isEmpty();
        assertThat(limiter.load())
                .hasToString("0 of 4 requests are under way and 0 wait; runs wait 60 s for the rate limit");
        pass(Priority.BULK);
        assertThat(time.pauses).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void letsNobodyInWhenNothingOfTheQuotaIsLeft() throws Exception {
        limiter.learn(new Quota(100, 0, Duration.ofSeconds(60)));

        pass(Priority.URGENT);

        assertThat(time.pauses).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void followsNoClockOnTheWall() throws Exception {
        limiter.shut(Duration.ofSeconds(30));
        time.jump(Duration.ofDays(1));
        assertThat(limiter.load().shut()).isEqualTo(Duration.ofSeconds(30));
        time.jump(Duration.ofDays(-2));
        assertThat(limiter.load().shut()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void losesNoPlaceToThoseWhoAreInterrupted() throws Exception {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Priority priority = i % 3 == 0 ? Priority.URGENT : Priority.BULK;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    Limiter.Turn turn = limiter.enter(priority, in(Duration.ofHours(1)));
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1_000);
                    inside.decrementAndGet();
                    turn.end();
                } catch (Unrepeatable | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            if (ThreadLocalRandom.current().nextBoolean()) {
                thread.interrupt();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(most.get()).isBetween(1, 4);
        assertThat(limiter.load()).isEqualTo(new Load(4, 0, 0, Duration.ZERO, Duration.ZERO));
        letsBulkHaveAllPlacesButTheShareOfWhatIsUrgent();
    }
}
