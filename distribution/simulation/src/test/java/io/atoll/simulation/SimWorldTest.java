package io.atoll.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays schedules. {@code -Dsim.seeds=1,2} plays these, {@code -Dsim.count=N} so many new ones; without either, new ones are played for
 * {@code sim.seconds}.
 */
class SimWorldTest {

    private static final int AT_ONCE = 2;

    @TempDir
    Path folder;

    @Test
    void keepsItsPromisesWhereItOnceFailed() throws Exception {
        try (var seeds = Objects.requireNonNull(SimWorldTest.class.getResourceAsStream("failed-seeds.txt"))) {
            var list = new String(seeds.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(Long::valueOf)
                    .toList();
            play(list.size(), Long.MAX_VALUE, new AtomicLong(), list);
        }
    }

    @Test
    void keepsItsPromisesWhateverGoesWrong() throws Exception {
        String given = System.getProperty("sim.seeds", "");
        if (!given.isBlank()) {
            var seeds = Arrays.stream(given.split(",")).map(Long::valueOf).toList();
            play(seeds.size(), Long.MAX_VALUE, new AtomicLong(), seeds);
            return;
        }
        long count = Long.getLong("sim.count", 0);
        long seconds = count > 0 ? 24 * 3600 : Long.getLong("sim.seconds", 60);
        play(
                count > 0 ? count : Long.MAX_VALUE,
                System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds),
                new AtomicLong(Long.getLong("sim.first", System.nanoTime() & 0xFFFFFFFFFFL)),
                List.of());
    }

    /** Plays seeds, given ones or numbered ones, and tells of all that failed. */
    private void play(long count, long until, AtomicLong next, List<Long> given) throws Exception {
        var failed = new ArrayList<String>();
        var played = new AtomicLong();
        try (var players = Executors.newFixedThreadPool(AT_ONCE)) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int i = 0; i < AT_ONCE; i++) {
                tasks.add(() -> {
                    for (long turn = played.getAndIncrement();
                            turn < count && (until == Long.MAX_VALUE || System.nanoTime() - until < 0);
                            turn = played.getAndIncrement()) {
                        long seed = given.isEmpty() ? next.getAndIncrement() : given.get((int) turn);
                        play(seed, failed);
                    }
                    return null;
                });
            }
            for (var end : players.invokeAll(tasks)) {
                end.get();
            }
        }
        System.out.println("schedules played: " + (played.get() - AT_ONCE) + ", failed: " + failed.size());
        assertThat(failed)
                .as("seeds to be kept in failed-seeds.txt, with their stories")
                .isEmpty();
    }

    private void play(long seed, List<String> failed) throws Exception {
        Path own = folder.resolve(String.valueOf(seed));
        Files.createDirectories(own);
        var story = Schedule.play(seed, own);
        if (!story.violations().isEmpty()) {
            Path file = Files.createDirectories(Path.of("target", "stories")).resolve(seed + ".txt");
            Files.writeString(file, story.toString());
            synchronized (failed) {
                failed.add("seed " + seed + ": " + story.violations() + "; the story is in " + file);
            }
        }
        delete(own);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
