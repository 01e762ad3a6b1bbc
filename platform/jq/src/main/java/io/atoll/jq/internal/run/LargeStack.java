package io.atoll.jq.internal.run;

import io.atoll.jq.LimitException;
import io.atoll.jq.LimitException.Limit;
import io.atoll.jq.Limits;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Runs something on a thread with a large stack. Few at a time do so, for stacks are memory. */
public final class LargeStack {

    private static final long BYTES = 512L << 20;
    private static final Semaphore PERMITS = new Semaphore(2);

    private LargeStack() {}

    /**
     * Runs a task and waits for it. Interrupts are passed on.
     *
     * @throws LimitException if even this stack is too small
     */
    public static void run(Limits limits, Runnable task) {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        task.run();
                    } catch (TooDeep | StackOverflowError e) {
                        failure[0] = new LimitException(
                                Limit.DEPTH, "the program nests deeper than " + limits.depth() + " levels");
                    } catch (RuntimeException | Error e) {
                        failure[0] = e;
                    }
                },
                "jq-deep",
                BYTES);
        thread.setDaemon(true);
        PERMITS.acquireUninterruptibly();
        try {
            thread.start();
            join(thread);
        } finally {
            PERMITS.release();
        }
        rethrow(failure[0]);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
