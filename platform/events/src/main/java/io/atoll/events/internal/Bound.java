package io.atoll.events.internal;

import io.atoll.pipeline.Inbox.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One service of a bundle that is bound to a lane, and the calls of it that are under way. Safe for use by several threads.
 *
 * <p>Each call has a thread of the system, so that a busy service keeps no other from the processors. One that takes too long is interrupted and left behind; it keeps its place among those
 * that may be under way, so that a service that hangs is not called for ever.
 *
 * @param <S> the type of the service
 */
final class Bound<S> {

    /** How many calls may be under way. */
    static final int AT_ONCE = 32;

    private static final Duration TO_LEAVE = Duration.ofSeconds(1);

    private final Lane lane;
    private final Holder<S> holder;
    private final Semaphore places = new Semaphore(AT_ONCE);
    /** The threads of the calls, and what tells who waits for one that the service has left. */
    private final Map<Thread, Runnable> calls = new ConcurrentHashMap<>();

    private volatile boolean gone;

    Bound(Lane lane, Holder<S> holder) {
        this.lane = lane;
        this.holder = holder;
    }

    Lane lane() {
        return lane;
    }

    /**
     * Calls the service and waits for the end of the call.
     *
     * @throws InterruptedException if the waiting thread was interrupted; the service then was, too
     */
    <T> Result<T> call(Duration limit, Use<S, T> use) throws InterruptedException {
        if (gone) {
            return new Result.Left<>();
        }
        if (!places.tryAcquire()) {
            return new Result.Busy<>();
        }
        var result = new CompletableFuture<Result<T>>();
        var thread = Thread.ofPlatform().daemon().name("event " + lane).unstarted(() -> perform(use, result));
        calls.put(thread, () -> result.complete(new Result.Left<>()));
        thread.start();
        if (gone) {
            result.complete(new Result.Left<>());
        }
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new Result.Overdue<>();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    /** Ends all calls, and waits a bounded time for them; none is made after that. */
    void leave() {
        gone = true;
        calls.values().forEach(Runnable::run);
        calls.keySet().forEach(Thread::interrupt);
        var until = System.nanoTime() + TO_LEAVE.toNanos();
        try {
            for (var thread : calls.keySet()) {
                thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void perform(Use<S, T> use, CompletableFuture<Result<T>> result) {
        try {
            S service = holder.take();
            if (service == null) {
                result.complete(new Result.Left<>());
                return;
            }
            try {
                result.complete(new Result.Given<>(use.of(service)));
            } finally {
                holder.release();
            }
        } catch (Throwable e) { // whatever a service throws is its result
            result.complete(new Result.Threw<>(e));
        } finally {
            calls.remove(Thread.currentThread());
            places.release();
        }
    }

    /** Uses the service during a call. */
    interface Use<S, T> {
        T of(S service) throws Exception;
    }

    /** Where the service comes from. */
    interface Holder<S> {

        /** The service; {@code null} if it cannot be had. */
        @Nullable
        S take();

        /** To be called once for each service that was taken. */
        void release();
    }
}
