package io.atoll.tck;

import io.atoll.kit.internal.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time of this machine, which jumps to its end when the kit waits for a time to pass, so that nobody really waits. What takes time by
 * itself, such as an answer, takes as long as ever. Thread-safe.
 */
final class JumpingTime implements Time, InstantSource {

    private static final Duration LOOK = Duration.ofMillis(20);

    private Duration jumped = Duration.ZERO;
    private Duration advanced = Duration.ZERO;
    private volatile boolean walking;

    /** From now on there are no jumps. */
    void walk() {
        walking = true;
    }

    /** Lets time pass, also for those who wait for an answer. */
    synchronized void advance(Duration duration) {
        jumped = jumped.plus(duration);
        advanced = advanced.plus(duration);
    }

    private synchronized void jump(Duration duration) {
        jumped = jumped.plus(duration);
    }

    private synchronized Duration jumped() {
        return jumped;
    }

    private synchronized Duration advanced() {
        return advanced;
    }

    @Override
    public Instant now() {
        return Time.SYSTEM.now().plus(jumped());
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public Duration uptime() {
        return Time.SYSTEM.uptime().plus(jumped());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        sleep(duration, new CountDownLatch(1));
    }

    @Override
    public void sleep(Duration duration, CountDownLatch end) throws InterruptedException {
        if (walking) {
            Time.SYSTEM.sleep(duration, end);
        } else if (Thread.interrupted()) {
            throw new InterruptedException();
        } else if (end.getCount() > 0) {
            jump(duration);
        }
    }

    /** Jumps do not count: an answer that is under way is not late because somebody else did not want to wait. */
    @Override
    public <T> T result(Future<T> future, Duration within)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration end = Time.SYSTEM.uptime().plus(advanced()).plus(within);
        while (true) {
            Duration left = end.minus(Time.SYSTEM.uptime().plus(advanced()));
            if (!left.isPositive()) {
                throw new TimeoutException();
            }
            long wait = Math.min(left.toNanos(), LOOK.toNanos());
            try {
                return future.get(wait, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left.compareTo(LOOK) <= 0) {
                    throw e;
                }
            }
        }
    }
}
