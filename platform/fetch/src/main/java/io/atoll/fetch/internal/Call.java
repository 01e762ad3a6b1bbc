package io.atoll.fetch.internal;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One call of one provider, on a thread of its own: decides whether what the provider pushes is taken. It is a thread of the system, so
 * that a provider which is busy keeps nobody else from the processors.
 *
 * <p>It is taken until the provider returns or the call is revoked. Revoking interrupts the provider and whoever pushes for it; a
 * provider that goes on nevertheless is left behind, and nothing that it pushes is taken.
 */
final class Call {

    /** How long a revoked provider may take to end before it is left behind. */
    static final long DRAIN_MILLIS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> pushing = new HashSet<>();
    private final Thread thread;
    private boolean returned;
    private boolean ended;
    private boolean abandoned;
    private @Nullable Throwable failure;
    private @Nullable RuntimeException pipelineFailure;
    private @Nullable Revocation revocation;

    /**
     * Prepares a call.
     *
     * @param name of the thread
     * @param reading calls the provider
     */
    Call(String name, Reading reading) {
        // class loaders of the framework may hold on to the thread, which must not hold on to the provider then
        AtomicReference<@Nullable Runnable> task = new AtomicReference<>(() -> read(reading));
        this.thread = Thread.ofPlatform()
                .daemon()
                .name(name)
                .unstarted(() -> Objects.requireNonNull(task.getAndSet(null)).run());
    }

    /**
     * Makes the call and waits for its end.
     *
     * @return how it ended
     * @throws InterruptedException if the waiting thread was interrupted; the provider then was, too
     * @throws RuntimeException what {@linkplain #push pushing} threw: the fault is not the provider's
     */
    End await() throws InterruptedException {
        lock.lock();
        try {
            if (revocation == null) {
                thread.start();
            } else {
                ended = true;
            }
            while (!ended && !abandoned) {
                changed.await();
            }
            return end();
        } catch (InterruptedException e) {
            revoke(Revocation.CANCELLED);
            drain(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS));
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private End end() {
        if (pipelineFailure != null) {
            throw pipelineFailure;
        }
        if (revocation == Revocation.LEFT) {
            return new End.Left(ended);
        }
        return failure == null ? new End.Returned() : new End.Threw(failure);
    }

    /** Takes nothing from now on, and interrupts; does not wait. */
    void revoke(Revocation why) {
        lock.lock();
        try {
            if (revocation == null && !ended) {
                revocation = why;
                thread.interrupt();
                pushing.forEach(Thread::interrupt);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a revoked provider to end, and leaves it behind if it does not.
     *
     * @param deadline by {@link System#nanoTime()}
     */
    void drain(long deadline) {
        boolean interrupted = false;
        lock.lock();
        try {
            while (!(ended && pushing.isEmpty()) && !Thread.currentThread().equals(thread)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                try {
                    changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Passes something on, unless the call is over.
     *
     * @throws InterruptedException if the call was revoked, be it in the middle of passing on
     * @throws IllegalStateException if the provider has returned
     */
    void push(Push push) throws InterruptedException {
        Thread current = Thread.currentThread();
        lock.lock();
        try {
            requireOpen();
            pushing.add(current);
        } finally {
            lock.unlock();
        }
        RuntimeException broken = null;
        try {
            push.run();
        } catch (RuntimeException e) {
            broken = e;
            throw e;
        } finally {
            lock.lock();
            try {
                pushing.remove(current);
                if (broken != null && pipelineFailure == null) {
                    pipelineFailure = broken;
                    revoke(Revocation.CANCELLED);
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
        requireNotRevoked();
    }

    /** Refuses whoever uses the call after its end. */
    void requireOpen() throws InterruptedException {
        requireNotRevoked();
        lock.lock();
        try {
            if (returned) {
                throw new IllegalStateException(
                        "the provider has returned; a sink is valid during the call only, so wait for your threads");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is taken any more, because the run was cancelled, a stage failed or the provider left. */
    boolean revoked() {
        lock.lock();
        try {
            return revocation != null;
        } finally {
            lock.unlock();
        }
    }

    private void requireNotRevoked() throws InterruptedException {
        lock.lock();
        try {
            if (revocation != null) {
                throw new InterruptedException(revocation.description());
            }
        } finally {
            lock.unlock();
        }
    }

    private void read(Reading reading) {
        Throwable thrown = null;
        try {
            reading.read(this);
        } catch (Throwable e) { // whatever a provider throws is its result
            thrown = e;
        }
        lock.lock();
        try {
            failure = thrown;
            returned = true;
            while (!pushing.isEmpty() && revocation == null) {
                changed.awaitUninterruptibly();
            }
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why a call is over before the provider returned. */
    enum Revocation {
        CANCELLED("the run was cancelled"),
        LEFT("the provider has left the platform");

        private final String description;

        Revocation(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    /** How a call ended. */
    sealed interface End {

        /** The provider returned. */
        record Returned() implements End {}

        /** The provider threw. */
        record Threw(Throwable failure) implements End {}

        /**
         * The provider left the platform.
         *
         * @param obeyed whether it stopped in time when it was interrupted
         */
        record Left(boolean obeyed) implements End {}
    }

    /** Calls a provider. */
    interface Reading {
        void read(Call call) throws Exception;
    }

    /** Passes something on; blocks while the pipeline is full. */
    interface Push {
        void run() throws InterruptedException;
    }
}
