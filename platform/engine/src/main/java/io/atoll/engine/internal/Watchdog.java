package io.atoll.engine.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.atoll.pipeline.RunId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends runs that do not get on, and leaves a picture of all threads. Used by one thread. */
final class Watchdog {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final Duration patience;
    private final Path folder;
    private final LongSupplier nanoTime;
    private final Map<RunId, Sighting> sightings = new HashMap<>();

    Watchdog(Duration patience, Path folder) {
        this(patience, folder, System::nanoTime);
    }

    Watchdog(Duration patience, Path folder, LongSupplier nanoTime) {
        this.patience = patience;
        this.folder = folder;
        this.nanoTime = nanoTime;
    }

    /** Where thread dumps go in the data folder. */
    static Path folder(@Nullable String data) {
        if (data == null) {
            throw new IllegalStateException("the framework property atoll.data is not set; it names the data folder");
        }
        return Path.of(data).resolve("dumps");
    }

    /** How far a run had come, and when that was seen first. */
    private record Sighting(long progress, long since) {}

    /** Looks at all runs that are under way. */
    void look(List<Run> running) {
        sightings.keySet().retainAll(running.stream().map(Run::id).toList());
        long now = nanoTime.getAsLong();
        for (Run run : running) {
            long progress = run.progress();
            Sighting last = sightings.get(run.id());
            if (last == null || last.progress() != progress || !run.begun()) {
                sightings.put(run.id(), new Sighting(progress, now));
            } else if (now - last.since() > patience.toNanos()) {
                run.end(new Ending.Failed(
                        "nothing came in and nothing went out for " + patience.toMinutes() + " minutes; " + dump(run)));
            }
        }
    }

    private String dump(Run run) {
        Path file = folder.resolve("run-" + run.id() + ".txt").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(file);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            return "what all threads did is in " + file;
        } catch (IOException unwritten) {
            log.warn("The threads could not be written to {}", file, unwritten);
            return "what the threads did could not be written: " + unwritten.getMessage();
        }
    }
}
