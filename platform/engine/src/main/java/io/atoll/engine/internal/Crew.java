package io.atoll.engine.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Threads with one goal: the first that fails ends them all, and nobody leaves before the last has ended.
 *
 * <p>They are the platform's, among which the system divides its processors: a virtual thread that is busy would keep others of its kind
 * from theirs, whosoever they are. What they log carries what the lines of the caller carry.
 */
final class Crew {

    private final String name;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Crew(String name) {
        this.name = name;
    }

    /** Adds one member. */
    void member(Task task) {
        tasks.add(task);
    }

    /**
     * Has all members work and waits for all of them.
     *
     * @throws InterruptedException if the caller was interrupted; the members were as well, and have ended
     * @throws Exception what the first member that failed threw
     */
    void work() throws Exception {
        var ended = new CountDownLatch(tasks.size());
        Map<String, String> context = MDC.getCopyOfContextMap();
        for (Task task : tasks) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name(name + "-" + threads.size())
                    .unstarted(() -> {
                        try {
                            if (context != null) {
                                MDC.setContextMap(context);
                            }
                            task.work();
                        } catch (Throwable thrown) {
                            if (failure.compareAndSet(null, thrown)) {
                                threads.forEach(Thread::interrupt);
                            }
                        } finally {
                            ended.countDown();
                        }
                    }));
        }
        threads.forEach(Thread::start);
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException cancelled) {
                interrupted = true;
                threads.forEach(Thread::interrupt);
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
        switch (failure.get()) {
            case null -> {}
            case Error error -> throw error;
            case Exception exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    /** What one member does. */
    @FunctionalInterface
    interface Task {
        void work() throws Exception;
    }
}
