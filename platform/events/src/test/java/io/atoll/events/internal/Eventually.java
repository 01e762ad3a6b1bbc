package io.atoll.events.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what happens in the background. */
final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private Eventually() {}

    /** Asserts again and again until it holds, or for a minute and a half: other builds may share the machine. */
    static void eventually(ThrowingCallable assertion) throws Exception {
        var until = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            try {
                assertion.call();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - until > 0) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
