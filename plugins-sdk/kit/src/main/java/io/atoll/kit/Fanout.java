package io.atoll.kit;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Does the same for many parents, a bounded number of them at once.
 *
 * <p>Each is done on a thread of its own. The first failure interrupts the others and is thrown when all have ended; so does an
 * interrupt of the caller. No thread outlives the call.
 */
public final class Fanout {

    private Fanout() {}

    /**
     * Does something for each of some parents; returns when all are done.
     *
     * @param parents read one by one as places become free, by the calling thread
     * @param width how many are done at once, at least 1
     * @throws IntegrationException the first that a task threw
     * @throws InterruptedException if the calling thread was interrupted, or a task said so
     */
    public static <T> void each(Iterable<? extends T> parents, int width, Task<? super T> task)
            throws IntegrationException, InterruptedException {
        if (width < 1) {
            throw new IllegalArgumentException("the width of a fan-out is at least 1, but was " + width);
        }
        if (width == 1) {
            for (T parent : parents) {
                task.run(parent);
            }
            return;
        }
        var failure = new AtomicReference<@Nullable Throwable>();
        var places = new Semaphore(width);
        List<Thread> threads = new ArrayList<>();
        try {
            for (T parent : parents) {
                places.acquire();
                if (failure.get() != null) {
                    break;
                }
                threads.removeIf(thread -> !thread.isAlive());
                // class loaders of the framework may hold on to the thread, which must not hold on to the task then
                AtomicReference<@Nullable Runnable> once = new AtomicReference<>(() -> {
                    try {
                        task.run(parent);
                        places.release();
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                        places.release(width); // nobody is to wait any longer
                    }
                });
                threads.add(Thread.ofVirtual()
                        .name("atoll-fanout")
                        .start(() ->
                                Objects.requireNonNull(once.getAndSet(null)).run()));
            }
            places.acquire(width);
        } finally {
            end(threads);
        }
        rethrow(failure.get());
    }

    /**
     * Reads each of some parents as a partition, so that one that fails leaves the others alone.
     *
     * @param sink where the records go
     * @param parents what has a part each
     * @param name what people call the part of a parent; different for each
     * @param width how many are read at once, at least 1
     * @param reader pushes the records of a parent
     * @throws IntegrationException if the calling code's own reading of parents fails
     * @throws InterruptedException if the run was cancelled
     */
    public static <T> void partitions(
            RecordSink sink,
            Iterable<? extends T> parents,
            Function<? super T, String> name,
            int width,
            PartReader<? super T> reader)
            throws IntegrationException, InterruptedException {
        Fanout.<T>each(parents, width, parent -> sink.partition(name.apply(parent), part -> reader.read(parent, part)));
    }

    /** Ends threads that are still there, whatever happens meanwhile. */
    private static void end(List<Thread> threads) {
        boolean interrupted = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IntegrationException, InterruptedException {
        switch (failure) {
            case null -> {}
            case IntegrationException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** What is done for a parent. */
    @ConsumerType
    @FunctionalInterface
    public interface Task<T> {

        /**
         * Does it.
         *
         * @throws IntegrationException if it failed
         * @throws InterruptedException if it was interrupted
         */
        void run(T parent) throws IntegrationException, InterruptedException;
    }

    /** Reads the part of a parent. */
    @ConsumerType
    @FunctionalInterface
    public interface PartReader<T> {

        /**
         * Pushes the records of a parent.
         *
         * @throws IntegrationException if they could not be read whole
         * @throws InterruptedException if the run was cancelled
         */
        void read(T parent, RecordSink part) throws IntegrationException, InterruptedException;
    }
}
