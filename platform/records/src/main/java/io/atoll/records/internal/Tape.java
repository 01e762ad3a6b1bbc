package io.atoll.records.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.pipeline.Records.Reading;
import io.atoll.pipeline.Records.Recorder;
import io.atoll.pipeline.Records.Recording;
import io.atoll.records.internal.Limits.Keep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording while it is made: what is given is queued, and written by the store's thread.
 *
 * <p>The queue has room for {@value #ROOM} KiB of records. One who comes when it is full waits, but in all only a twentieth of the time that
 * the reading has taken, and the patience of the store more; after that the recording ends where it is.
 */
final class Tape implements Recorder {

    private static final Logger log = LoggerFactory.getLogger(Tape.class);

    private static final long ROOM = 4 * 1024;
    private static final int SAMPLES = 100;
    private static final int OUTSTANDING = 10_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final Reading reading;
    private final Scope scope;
    private final Path path;
    private final EntryFile file;
    private final RecordStore store;
    private final Earlier earlier;
    private final Previous previous;
    private final Packing packing = new Packing();
    private final long begun = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** For the store's thread alone. */
    private final Map<String, Integer> partitions = new HashMap<>();

    private int pages;
    private long records;
    private long waiting;
    private int outstanding;
    private long waited;
    private @Nullable String flaw;
    private boolean stopped;
    private boolean complete;
    private boolean closing;

    /**
     * Goes on with a file, or begins one.
     *
     * @param earlier what the file has already
     * @param previous what it will replace
     */
    Tape(
            Reading reading,
            Scope scope,
            Path path,
            EntryFile file,
            RecordStore store,
            Earlier earlier,
            Previous previous) {
        this.previous = previous;
        this.reading = reading;
        this.scope = scope;
        this.path = path;
        this.file = file;
        this.store = store;
        this.earlier = earlier;
        this.pages = earlier.pages();
        this.partitions.put("", 0);
        earlier.partitions().forEach(name -> partitions.put(name, partitions.size()));
        store.grown(file.size());
    }

    Path path() {
        return path;
    }

    /** Notes why the recording is not whole, though more of it may be kept. */
    synchronized void flawed(String reason) {
        if (flaw == null) {
            flaw = reason;
        }
    }

    /** Keeps nothing more. */
    private synchronized void stop(String reason) {
        flawed(reason);
        stopped = true;
        notifyAll();
    }

    @Override
    public Progress watch(Progress progress) {
        return earlier.watch(progress, this);
    }

    @Override
    public int page(String partition, List<JsonNode> page, long kibibytes, @Nullable String resumeAt) {
        synchronized (this) {
            if (!admitted(kibibytes)) {
                return -1;
            }
            earlier.reads(partition, this);
            int number = pages;
            if (!enqueue(() -> write(number, partition, page, kibibytes, resumeAt))) {
                return -1;
            }
            pages++;
            waiting += kibibytes;
            return number;
        }
    }

    /** Whether a page may be kept; waits for room. */
    private boolean admitted(long kibibytes) {
        try {
            while (!stopped && waiting > 0 && waiting + kibibytes > ROOM) {
                long now = System.nanoTime();
                long left = store.patience().toNanos() + (now - begun) / 20 - waited;
                if (left <= 0) {
                    store.tooSlow();
                    stop(first() + "the disk is slower than the reading");
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
                waited += System.nanoTime() - now;
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            stop("the run was ended");
        }
        if (stopped || closing) {
            return false;
        }
        if (store.limits().keep() == Keep.SAMPLES && pages > 0) {
            stop(first() + "no more than samples are kept, as conf/records.yaml has it");
            return false;
        }
        if (file.size() > store.limits().bytes()) {
            stop(first() + "they take %,d MiB: raise kind.mebibytes in conf/records.yaml".formatted(file.size() >> 20));
            return false;
        }
        if (store.full()) {
            stop(first() + "all records together take what total.mebibytes in conf/records.yaml allows");
            return false;
        }
        return true;
    }

    private String first() {
        return "only the first %,d pages are kept: ".formatted(pages);
    }

    private void write(int number, String partition, List<JsonNode> page, long kibibytes, @Nullable String resumeAt) {
        try {
            List<JsonNode> kept = page;
            if (store.limits().keep() == Keep.SAMPLES && page.size() > SAMPLES) {
                kept = page.subList(0, SAMPLES);
                flawed("no more than samples are kept, as conf/records.yaml has it");
            }
            int name = name(partition);
            long before = file.size();
            long place = resumeAt == null ? 0 : Hash.of(resumeAt);
            long content = Hash.of(kept);
            var parts = previous.page(content, kept.size());
            for (var part : parts) {
                boolean last = part.first() + part.size() == kept.size();
                append(
                        name,
                        number,
                        part.first(),
                        part.size(),
                        last ? place : 0,
                        content,
                        part.length(),
                        part.packed());
            }
            if (parts.isEmpty()) {
                packing.pack(
                        kept,
                        (first, size, length, packed, last) ->
                                append(name, number, first, size, last ? place : 0, content, length, packed));
            }
            store.grown(file.size() - before);
            synchronized (this) {
                records += kept.size();
            }
        } catch (JsonProcessingException | StackOverflowError odd) {
            flawed("page " + number + " is missing, as its records cannot be written as JSON: " + odd);
        } catch (IOException | RuntimeException e) {
            unwritable(e);
        } finally {
            synchronized (this) {
                waiting -= kibibytes;
                notifyAll();
            }
        }
    }

    private void append(
            int name, int number, int first, int size, long place, long content, int length, ByteBuffer packed)
            throws IOException {
        file.append(new Entry.Records(name, number, first, size, place, content, length, packed));
    }

    private int name(String partition) throws IOException {
        Integer known = partitions.get(partition);
        if (known != null) {
            return known;
        }
        int number = partitions.size();
        file.append(new Entry.Name(partition));
        partitions.put(partition, number);
        return number;
    }

    private void unwritable(Exception e) {
        boolean first;
        synchronized (this) {
            first = !stopped;
            stop(first() + path + " cannot be written: " + e.getMessage());
        }
        if (first) {
            log.warn(
                    "The records of kind {} that run {} of {} reads cannot be kept in {}: {}. The run goes on without.",
                    scope.kind(),
                    reading.run(),
                    reading.integration(),
                    path,
                    String.valueOf(e.getMessage()));
        }
    }

    /** Has the store's thread write an entry about a partition. */
    void note(String partition, IntFunction<Entry> entry) {
        synchronized (this) {
            if (stopped || closing) {
                return;
            }
            boolean unused = enqueue(() -> append(partition, entry));
        }
    }

    private void append(String partition, IntFunction<Entry> entry) {
        try {
            long before = file.size();
            file.append(entry.apply(name(partition)));
            store.grown(file.size() - before);
        } catch (IOException | RuntimeException e) {
            unwritable(e);
        }
    }

    /** Has the store's thread do something; false if it has ended. */
    private boolean enqueue(Runnable work) {
        boolean taken = store.execute(() -> {
            try {
                work.run();
            } finally {
                synchronized (this) {
                    outstanding--;
                    notifyAll();
                }
            }
        });
        if (taken) {
            outstanding++;
        } else {
            stop("the platform stopped");
        }
        return taken;
    }

    @Override
    public void unreadable(String partition, JsonNode record, String reason) {
        try {
            ByteBuffer json = Packing.json(record);
            synchronized (this) {
                earlier.reads(partition, this);
            }
            note(partition, name -> new Entry.Unreadable(name, reason, json));
        } catch (JsonProcessingException | StackOverflowError odd) {
            flawed("a record that could not be read cannot be written as JSON: " + odd);
        }
    }

    @Override
    public void ended(String partition, @Nullable String gap) {
        synchronized (this) {
            earlier.reads(partition, this);
        }
        note(partition, name -> new Entry.Ended(name, gap));
    }

    @Override
    public void made(int page, int count, Collection<Ref> entities) {
        if (page < 0) {
            return;
        }
        long[] hashes = entities.stream().mapToLong(Hash::of).toArray();
        synchronized (this) {
            if (outstanding > OUTSTANDING) { // the page is looked into whenever an entity is looked for
                return;
            }
        }
        note("", none -> new Entry.Made(page, count, LongBuffer.wrap(hashes)));
    }

    @Override
    public void complete(List<Gap> gaps) {
        if (!gaps.isEmpty()) {
            Gap gap = gaps.getFirst();
            flawed("it was not read to its end: "
                    + (gap.partition().isEmpty() ? "" : gap.partition() + ": ")
                    + gap.reason());
        }
        synchronized (this) {
            complete = true;
            earlier.complete(this);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        if (!store.execute(this::finish)) {
            finish();
            return;
        }
        try {
            if (!closed.await(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("The records of run {} of {} are not yet written", reading.run(), reading.integration());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() {
        try {
            file.close();
            previous.close();
            Recording told = recording();
            store.ended(this, earlier.pages() > 0 ? EntryReader.counted(path, told) : told);
        } catch (IOException | RuntimeException e) {
            unwritable(e);
            store.ended(this, recording());
        } finally {
            closed.countDown();
        }
    }

    /** As it stands now. */
    synchronized Recording recording() {
        boolean over = closing;
        String reason = flaw != null ? flaw : complete ? "" : over ? RecordStore.CUT_OFF : "it goes on";
        return new Recording(
                reading.integration(),
                reading.run(),
                scope.kind(),
                scope.selector(),
                reading.mapping(),
                reading.began(),
                over ? Optional.of(Instant.now()) : Optional.empty(),
                pages,
                records,
                file.size(),
                reason.isEmpty(),
                reason);
    }
}
