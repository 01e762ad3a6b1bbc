package io.atoll.records.internal;

import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Records;
import io.atoll.records.internal.Limits.Keep;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps records in files below {@code data/records}; one thread writes them all. */
@Component(configurationPid = "io.atoll.records")
@Designate(ocd = RecordsConfig.class)
public final class RecordStore implements Records, AutoCloseable {

    static final String CUT_OFF = "the run was cut off";

    private static final Logger log = LoggerFactory.getLogger(RecordStore.class);
    private static final Duration HURRY = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofHours(1);
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final Limits limits;
    private final Shelf shelf;
    private final Integrations integrations;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor writer;
    private final Future<?> tidying;
    private final Map<Path, Tape> tapes = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** Whether the last recording ended because the disk was too slow. */
    private volatile boolean slow;

    /** The instances that were not configured when they were looked for last. */
    private Set<IntegrationId> gone = Set.of();

    /** Looks at what is there. */
    @Activate
    public RecordStore(BundleContext context, @Reference Integrations integrations, RecordsConfig config) {
        this(folder(context), Limits.of(config), integrations, Clock.systemUTC());
    }

    /** As it is without a configuration, in a folder. */
    public static RecordStore in(Path folder, Integrations integrations) {
        var limits = new Limits(Keep.ALL, 1L << 28, 1L << 32, Duration.ofDays(30), Limits.PATIENCE);
        return new RecordStore(folder, limits, integrations, Clock.systemUTC());
    }

    RecordStore(Path folder, Limits limits, Integrations integrations, Clock clock) {
        this.limits = limits;
        this.integrations = integrations;
        this.clock = clock;
        this.shelf = new Shelf(folder);
        this.bytes.set(shelf.load());
        this.writer = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name("atoll-records").unstarted(task));
        this.tidying = writer.scheduleWithFixedDelay(
                this::tidy, TIDY_EVERY.toMinutes(), TIDY_EVERY.toMinutes(), TimeUnit.MINUTES);
    }

    private static Path folder(BundleContext context) {
        var data = context.getProperty("atoll.data");
        if (data == null) {
            throw new IllegalStateException("the framework property atoll.data, the data folder, is not set");
        }
        return Path.of(data).resolve("records");
    }

    @Override
    public Recorder record(Reading reading) {
        if (limits.keep() == Keep.NONE) {
            return Recorder.NONE;
        }
        var scope = Scope.of(reading.resource());
        Path path = shelf.file(reading.integration(), scope, reading.run());
        try {
            var known = shelf.find(path);
            if (tapes.containsKey(path)
                    || known.filter(one -> !one.reason().equals(CUT_OFF)).isPresent()) {
                return Recorder.NONE; // another resource of the same run reads the same
            }
            var tape =
                    reading.resumed() && known.isPresent() ? goneOn(reading, scope, path) : begun(reading, scope, path);
            tapes.put(path, tape);
            return tape;
        } catch (IOException | RuntimeException e) {
            log.warn(
                    "The records of kind {} that run {} of {} reads cannot be kept in {}: {}. The run goes on without.",
                    scope.kind(),
                    reading.run(),
                    reading.integration(),
                    path,
                    String.valueOf(e.getMessage()));
            return Recorder.NONE;
        }
    }

    private Tape begun(Reading reading, Scope scope, Path path) throws IOException {
        shelf.makeRoom(path).forEach(this::forget);
        Owned.folders(shelf.folder(path));
        var file = EntryFile.create(path);
        try {
            var tape = new Tape(reading, scope, path, file, this, Earlier.none(), previous(reading, scope));
            if (reading.resumed()) {
                tape.flawed("what was read before the run was cut off is missing");
            }
            shelf.begin(path, tape.recording());
            return tape;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Tape goneOn(Reading reading, Scope scope, Path path) throws IOException {
        shelf.drop(path);
        var file = EntryFile.reopen(path);
        try {
            bytes.addAndGet(-file.size());
            return new Tape(reading, scope, path, file, this, Earlier.in(file), previous(reading, scope));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The recording that one will replace. */
    private Previous previous(Reading reading, Scope scope) {
        for (Recording recording : shelf.of(reading.integration(), scope)) {
            if (recording.whole()) {
                try {
                    return Previous.in(path(recording));
                } catch (IOException unreadable) {
                    log.debug("Nothing is copied from the records of run {}", recording.run(), unreadable);
                }
            }
        }
        return Previous.none();
    }

    private void forget(Recording replaced) {
        bytes.addAndGet(-replaced.bytes());
    }

    @Override
    public List<Recording> all() {
        var all = new ArrayList<>(shelf.all());
        tapes.values().forEach(tape -> all.add(tape.recording()));
        all.sort(Comparator.comparing((Recording one) -> one.run().value())
                .reversed()
                .thenComparing(Recording::kind));
        return all;
    }

    @Override
    public List<Recording> of(IntegrationId integration, Resource resource) {
        return shelf.of(integration, Scope.of(resource));
    }

    @Override
    public Set<Integer> pagesOf(Recording recording, Ref ref) throws Unreadable {
        Path path = path(recording);
        try {
            return EntryReader.pagesOf(path, ref);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public void read(Recording recording, IntPredicate pages, Reader reader) throws Unreadable, InterruptedException {
        Path path = path(recording);
        try {
            EntryReader.read(path, pages, reader);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private Path path(Recording recording) {
        return shelf.file(recording.integration(), new Scope(recording.kind(), recording.selector()), recording.run());
    }

    private static Unreadable unreadable(Path path, IOException e) {
        return e instanceof NoSuchFileException
                ? new Unreadable("the records in " + path + " were replaced by newer ones meanwhile; ask again", e)
                : new Unreadable("the records cannot be read: " + e.getMessage() + "; run the integration again", e);
    }

    Limits limits() {
        return limits;
    }

    /** So long a reading waits at most: not much, where the one before it has waited in vain. */
    Duration patience() {
        return slow && HURRY.compareTo(limits.patience()) < 0 ? HURRY : limits.patience();
    }

    void tooSlow() {
        slow = true;
    }

    /** Has the writing thread do something; false if it has ended. */
    boolean execute(Runnable work) {
        try {
            writer.execute(work);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    /** So much more is on the disk. */
    void grown(long more) {
        bytes.addAndGet(more);
    }

    boolean full() {
        return bytes.get() >= limits.total();
    }

    /** A recording has ended; for the writing thread. */
    void ended(Tape tape, Recording recording) {
        if (recording.whole()) {
            slow = false;
        }
        try {
            shelf.put(tape.path(), recording).forEach(this::forget);
        } catch (IOException e) {
            log.warn(
                    "What is known of the records in {} cannot be written: {}",
                    tape.path(),
                    String.valueOf(e.getMessage()));
        } finally {
            tapes.remove(tape.path());
        }
    }

    /** Deletes what is too old, and what belongs to instances that are not configured any more since an hour. */
    void tidy() {
        try {
            var configured = integrations.all().stream().map(Integration::id).collect(Collectors.toSet());
            Set<IntegrationId> missing = shelf.all().stream()
                    .map(Recording::integration)
                    .filter(id -> !configured.contains(id))
                    .collect(Collectors.toSet());
            var oldest = clock.instant().minus(limits.age());
            shelf.delete(recording -> recording.began().isBefore(oldest)
                            || (missing.contains(recording.integration()) && gone.contains(recording.integration())))
                    .forEach(this::forget);
            gone = missing;
        } catch (RuntimeException e) {
            log.warn("Old records cannot be deleted: {}", String.valueOf(e.getMessage()));
        }
    }

    /** Ends writing; what is queued is written first, unless that takes long. */
    @Override
    @Deactivate
    public void close() {
        tidying.cancel(false);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LAST_WRITES.toSeconds(), TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
