package io.atoll.health.internal.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged beyond, or less than, what {@code conf/logback.xml} says: until a moment, or until the platform starts again.
 *
 * <p>The logging service is given a copy of that file with further loggers at its end, by its own configuration; it reads it at once.
 */
@Component(service = Levels.class)
public final class Levels {

    static final String PID = "org.ops4j.pax.logging";
    static final String FILE = "org.ops4j.pax.logging.logback.config.file";
    static final String ROOT = "ROOT";

    private static final Logger log = LoggerFactory.getLogger(Levels.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final String END = "</configuration>";

    private final @Nullable Path original;
    private final Path copy;
    private final ConfigurationAdmin configurations;
    private final Clock clock;
    private final Map<String, Chosen> chosen = new TreeMap<>();
    private final Thread thread;

    /**
     * What was chosen for a logger.
     *
     * @param until when that ends; empty if the platform's next start ends it
     */
    record Chosen(LogLine.Level level, Optional<Instant> until) {}

    /** Begins with what the file says. */
    @Activate
    public Levels(BundleContext context, @Reference ConfigurationAdmin configurations) throws IOException {
        this(
                Optional.ofNullable(context.getProperty("org.ops4j.pax.logging.StaticLogbackFile"))
                        .map(Path::of)
                        .orElse(null),
                Path.of(String.valueOf(context.getProperty("atoll.data")), "logs", "levels.xml"),
                configurations,
                Clock.systemUTC());
    }

    Levels(@Nullable Path original, Path copy, ConfigurationAdmin configurations, Clock clock) throws IOException {
        this.original = original;
        this.copy = copy;
        this.configurations = configurations;
        this.clock = clock;
        if (configurations.getConfiguration(PID, "?").getProperties() != null) {
            apply(); // of a process that was killed
        }
        this.thread = Thread.ofVirtual().name("atoll-log-levels").start(this::work);
    }

    /** Whether anything can be chosen. */
    boolean possible() {
        return original != null;
    }

    /** What was chosen, by the names of loggers. */
    synchronized Map<String, Chosen> chosen() {
        return new TreeMap<>(chosen);
    }

    /** The levels that the file names, by the names of loggers. */
    Map<String, String> configured() throws IOException {
        return original == null ? Map.of() : LevelsOfFile.read(Files.readString(original));
    }

    /** Has a logger and those below it log so much from now on. */
    synchronized void choose(String logger, LogLine.Level level, Optional<Instant> until) throws IOException {
        Chosen before = chosen.put(logger, new Chosen(level, until));
        try {
            apply();
        } catch (IOException | RuntimeException unapplied) {
            if (before == null) {
                chosen.remove(logger);
            } else {
                chosen.put(logger, before);
            }
            throw unapplied;
        }
    }

    /** Has a logger log again what the file says; whether anything was chosen for it. */
    synchronized boolean reset(String logger) throws IOException {
        boolean there = chosen.remove(logger) != null;
        if (there) {
            apply();
        }
        return there;
    }

    /** A file that was read is only read again if its name differs: the same file has two. */
    private void apply() throws IOException {
        if (original == null) {
            return;
        }
        if (chosen.isEmpty()) {
            show(original.resolveSibling(".").resolve(original.getFileName()));
            return;
        }
        String text = Files.readString(original);
        int end = text.lastIndexOf(END);
        if (end < 0) {
            throw new IOException(original + " does not end with " + END);
        }
        var more = new StringBuilder();
        chosen.forEach((logger, level) -> more.append(
                logger.equals(ROOT)
                        ? "  <root level=\"%s\"/>\n".formatted(level.level())
                        : "  <logger name=\"%s\" level=\"%s\"/>\n".formatted(logger, level.level())));
        Files.createDirectories(copy.toAbsolutePath().getParent());
        Files.writeString(copy, text.substring(0, end) + more + text.substring(end));
        show(copy);
    }

    private void show(Path file) throws IOException {
        configurations.getConfiguration(PID, "?").update(FrameworkUtil.asDictionary(Map.of(FILE, file.toString())));
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                expire();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what is over. */
    synchronized void expire() {
        Instant now = clock.instant();
        List<String> over = chosen.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .until()
                        .filter(end -> !end.isAfter(now))
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
        if (!over.isEmpty()) {
            over.forEach(chosen::remove);
            try {
                apply();
                log.info("Loggers log again what conf/logback.xml says: {}", over);
            } catch (IOException unread) {
                log.warn("The levels of loggers could not be set back: {}", unread.getMessage());
            }
        }
    }

    /** What was chosen ends with the platform. */
    @Deactivate
    void close() throws IOException {
        thread.interrupt();
        synchronized (this) {
            chosen.clear();
            configurations.getConfiguration(PID, "?").delete();
            Files.deleteIfExists(copy);
        }
    }
}
