package io.atoll.tck;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A kind that is being read, on a thread of its own as in the platform. */
final class Reading {

    /** How long anything is waited for. */
    static volatile Duration patience = Duration.ofSeconds(90);

    private final String kind;
    private final Thread thread;
    private final List<JsonNode> records = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Throwable> failures = Collections.synchronizedMap(new LinkedHashMap<>());
    private final CountDownLatch pushed = new CountDownLatch(1);
    private final CountDownLatch flow;

    private Reading(
            String kind, List<ResyncProvider> providers, Supplier<ResyncRequest> requests, CountDownLatch flow) {
        this.kind = kind;
        this.flow = flow;
        // class loaders of the framework may hold on to the thread, which must not hold on to the providers then
        AtomicReference<@Nullable Runnable> task = new AtomicReference<>(() -> {
            for (ResyncProvider provider : providers) {
                read("", sink -> provider.resync(requests.get(), sink));
            }
        });
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("tck " + kind)
                .unstarted(() -> Objects.requireNonNull(task.getAndSet(null)).run());
    }

    /**
     * Begins to read.
     *
     * @param flow opened as long as the pipeline takes something
     */
    static Reading begin(
            String kind, List<ResyncProvider> providers, Supplier<ResyncRequest> requests, CountDownLatch flow) {
        var reading = new Reading(kind, providers, requests, flow);
        reading.thread.start();
        return reading;
    }

    /** Reads something that may fail. */
    @FunctionalInterface
    private interface Part {
        void read(RecordSink sink) throws IntegrationException, InterruptedException;
    }

    private void read(String partition, Part part) {
        try {
            part.read(new Sink(partition));
        } catch (Throwable e) { // whatever a provider throws is its result
            failures.put(partition, e);
        }
    }

    /** Whether it has not ended. */
    boolean running() {
        return thread.isAlive();
    }

    /** Whether something was pushed, which the pipeline may not have taken yet. */
    boolean pushed() {
        return pushed.getCount() == 0;
    }

    /** Cancels, as the platform does. */
    void interrupt() {
        thread.interrupt();
    }

    /** Waits for the end. Empty if there is none. */
    Optional<Outcome> await() {
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Optional.of(new Outcome(kind, List.copyOf(records), Map.copyOf(failures)));
    }

    /** Waits for the end, which must come. */
    Outcome outcome() {
        return await().orElseThrow(() -> new AssertionError("kind '" + kind + "': reading did not end within "
                + patience + ". Give every call a deadline, and end lists that repeat themselves"));
    }

    /** Takes records, if they flow. */
    private final class Sink implements RecordSink {

        private final String partition;

        Sink(String partition) {
            this.partition = partition;
        }

        @Override
        public void emit(Iterable<? extends JsonNode> page) throws InterruptedException {
            pushed.countDown();
            flow.await();
            for (JsonNode record : page) {
                records.add(record);
            }
        }

        @Override
        public void emit(Iterable<? extends JsonNode> page, String resumeAt) throws InterruptedException {
            emit(page);
        }

        @Override
        public Optional<String> resumeAt() {
            return Optional.empty();
        }

        @Override
        public void unreadable(JsonNode record, String reason) {
            failures.put(partition, new IllegalStateException("unreadable: " + reason));
        }

        @Override
        public void partition(String name, PartitionReader reader) throws InterruptedException {
            String path = partition.isEmpty() ? name : partition + "/" + name;
            try {
                reader.read(new Sink(path));
            } catch (InterruptedException e) {
                throw e;
            } catch (Throwable e) { // a part may fail in any way without the others
                failures.put(path, e);
            }
        }
    }
}
