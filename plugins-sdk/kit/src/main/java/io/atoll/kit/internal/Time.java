package io.atoll.kit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The passing of time, as far as the kit reads it or waits for it. */
public interface Time {

    /** The time of day; it may jump. For dates that others tell. */
    Instant now();

    /** The time since some moment in the past; it never jumps. For all deadlines. */
    Duration uptime();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** Waits, and no longer than until a latch opens if that takes real time. */
    default void sleep(Duration duration, CountDownLatch end) throws InterruptedException {
        sleep(duration);
    }

    /**
     * Waits for a result.
     *
     * @throws TimeoutException if there is none within a time
     */
    default <T> T result(Future<T> future, Duration within)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The real one. */
    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Duration uptime() {
            return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }

        @Override
        public void sleep(Duration duration, CountDownLatch end) throws InterruptedException {
            end.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
    };
}
