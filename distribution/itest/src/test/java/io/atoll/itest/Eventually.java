package io.atoll.itest;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens by itself, for as long as a busy machine may need. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** Waits until a condition holds; if it never does, fails with what there is instead. */
    static void eventually(Callable<Boolean> condition, Supplier<?> instead) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never came true; instead: " + instead.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
