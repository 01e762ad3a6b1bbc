package io.atoll.git.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for other threads. */
final class Threads {

    private Threads() {}

    /** Waits until a condition holds, for some time at most. */
    static void await(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not so after " + atMost);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
