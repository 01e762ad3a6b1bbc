package io.atoll.explain.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Explanations.Place;
import io.atoll.pipeline.Explanations.Watch;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Page;
import io.atoll.pipeline.Records.Reader;
import io.atoll.pipeline.Records.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Looks recordings through with as many threads as there are processors, as long as its watch allows. */
final class Scan implements AutoCloseable {

    private static final int AHEAD = 2;

    private final Records records;
    private final Watch watch;
    private final long total;
    private final Visitor visitor;
    private final long deadline;
    private final int crew = Runtime.getRuntime().availableProcessors();
    private final BlockingQueue<Runnable> work = new ArrayBlockingQueue<>(AHEAD * crew);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Object settled = new Object();
    private int open;
    private long looked;
    private boolean stopped;

    /**
     * Looks through nothing yet.
     *
     * @param total how many records will be looked through
     */
    Scan(Records records, Watch watch, long total, Visitor visitor) {
        this.records = records;
        this.watch = watch;
        this.total = total;
        this.visitor = visitor;
        this.deadline = System.nanoTime() + watch.budget().toNanos();
        for (int i = 0; i < crew; i++) {
            threads.add(Thread.ofPlatform().daemon().name("atoll-explain-" + i).start(this::work));
        }
    }

    /** Takes what is found; is called by several threads at once. */
    interface Visitor {

        /** Takes what a resource makes of a record. */
        void visit(Place place, Tape.Reader reader, JsonNode record, List<Mapped> mapped);

        /** Takes a record that could not be read. */
        void unreadable(Place place, JsonNode record, String reason);

        /** Whether enough was found. */
        boolean enough();
    }

    /**
     * Looks some pages of a recording through.
     *
     * @return how many records were looked through
     */
    long through(Tape tape, IntPredicate pages) throws Unreadable, InterruptedException {
        long before = looked;
        try {
            records.read(tape.recording(), page -> !over() && pages.test(page), new Reader() {
                @Override
                public void page(Page page) throws InterruptedException {
                    if (!over()) {
                        submit(() -> look(tape, page));
                        looked += page.size();
                        watch.progress(looked, total);
                    }
                }

                @Override
                public void unreadable(String partition, JsonNode record, String reason) {
                    tape.readers()
                            .forEach(
                                    reader -> visitor.unreadable(place(tape, reader, partition, 0, 0), record, reason));
                }
            });
        } finally {
            settle();
        }
        if (failure.get() instanceof RuntimeException defect) {
            throw defect;
        }
        return looked - before;
    }

    /** Whether the time is over. */
    boolean late() {
        return System.nanoTime() - deadline > 0;
    }

    private boolean over() {
        return late() || visitor.enough() || failure.get() != null;
    }

    private void look(Tape tape, Page page) {
        int position = page.first();
        for (JsonNode record : page.records()) {
            for (Tape.Reader reader : tape.readers()) {
                visitor.visit(
                        place(tape, reader, page.partition(), page.number(), position),
                        reader,
                        record,
                        reader.mapper().explain(record));
            }
            position++;
        }
    }

    private static Place place(Tape tape, Tape.Reader reader, String partition, int page, int position) {
        return new Place(
                tape.recording().run(),
                tape.recording().began(),
                reader.resource().label(),
                reader.resource().kind().name(),
                partition,
                page,
                position);
    }

    private void submit(Runnable task) throws InterruptedException {
        synchronized (settled) {
            open++;
        }
        boolean taken = false;
        try {
            while (!taken) {
                taken = work.offer(task, 1, TimeUnit.SECONDS);
            }
        } finally {
            if (!taken) {
                done();
            }
        }
    }

    private void done() {
        synchronized (settled) {
            open--;
            settled.notifyAll();
        }
    }

    private void settle() throws InterruptedException {
        synchronized (settled) {
            while (open > 0) {
                settled.wait();
            }
        }
    }

    private void work() {
        while (true) {
            Runnable task;
            try {
                task = work.take();
            } catch (InterruptedException closed) {
                return;
            }
            try {
                if (!isStopped()) {
                    task.run();
                }
            } catch (RuntimeException | Error defect) {
                failure.compareAndSet(
                        null, defect instanceof RuntimeException ? defect : new IllegalStateException(defect));
            } finally {
                done();
            }
        }
    }

    private boolean isStopped() {
        synchronized (settled) {
            return stopped;
        }
    }

    @Override
    public void close() {
        synchronized (settled) {
            stopped = true;
        }
        threads.forEach(Thread::interrupt);
    }
}
