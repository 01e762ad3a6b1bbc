package io.atoll.actions.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call of foreign code, on a thread of its own, which may never come back.
 *
 * @param <T> what it answers
 */
final class Attempt<T> {

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    private Attempt(String name, Callable<T> call) {
        thread = Thread.ofPlatform().name(name).daemon().start(() -> answer(call));
    }

    /** Begins the call on a thread of this name. */
    static <T> Attempt<T> start(String name, Callable<T> call) {
        return new Attempt<>(name, call);
    }

    @SuppressWarnings("CatchingUnchecked") // foreign code: an error of linkage is told like any other
    private void answer(Callable<T> call) {
        try {
            answer.complete(call.call());
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** Says that the call was cut off, and why. */
    static final class Cut extends Exception {

        private static final long serialVersionUID = 1L;

        private Cut(String reason) {
            super(reason);
        }
    }

    /**
     * Waits for the answer; {@code null} if the foreign code answers so.
     *
     * @throws ExecutionException with what the call threw, or with a {@link Cut}
     * @throws TimeoutException if there is none in time; the call goes on
     */
    T await(Duration limit) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the waiting with a {@link Cut}, unless there is an answer, and interrupts the call. */
    void cut(String reason) {
        if (answer.completeExceptionally(new Cut(reason))) {
            thread.interrupt();
        }
    }

    /** Whether the thread ends in this time. */
    boolean ends(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    /** Waits until the thread ends. */
    void join() throws InterruptedException {
        thread.join();
    }
}
