package io.atoll.apply.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time on the wall; closing it ends all waiting. */
public final class WallTime implements Time, AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final long began = System.nanoTime();

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        boolean ignored = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
