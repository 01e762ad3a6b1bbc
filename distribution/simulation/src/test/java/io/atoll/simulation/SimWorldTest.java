package io.atoll.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays schedules: those that once failed, and then so many numbered ones.
 *
 * <p>{@code sim.count} says how many, {@code sim.first} with which the numbers begin, 0 for one by the clock. {@code sim.seeds}, numbers
 * with commas between, plays these alone; {@code sim.seconds} plays for so long instead of counting.
 */
class SimWorldTest {

    private static final int AT_ONCE = 2;
    private static final String REPLAY = "mvn verify -pl distribution/simulation -am -Dtest=SimWorldTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dsim.seeds=";

    @TempDir
    Path folder;

    @Test
    void keepsItsPromisesWhereItOnceFailed() throws Exception {
        try (var kept = Objects.requireNonNull(SimWorldTest.class.getResourceAsStream("failed-seeds.txt"))) {
            var seeds = new String(kept.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(Long::valueOf)
                    .iterator();
            play(seeds);
        }
    }

    @Test
    void keepsItsPromisesWhateverGoesWrong() throws Exception {
        String given = System.getProperty("sim.seeds", "");
        if (!given.isBlank()) {
            play(Arrays.stream(given.split(",")).map(Long::valueOf).iterator());
            return;
        }
        long named = Long.getLong("sim.first", 1);
        long first = named == 0 ? System.currentTimeMillis() : named;
        System.out.println("the first schedule has the seed " + first);
        var numbers = LongStream.iterate(first, seed -> seed + 1).boxed();
        long seconds = Long.getLong("sim.seconds", 0);
        if (seconds > 0) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            play(numbers.takeWhile(seed -> System.nanoTime() - end < 0).iterator());
        } else {
            play(numbers.limit(Long.getLong("sim.count", 100)).iterator());
        }
    }

    /** Plays seeds, some at once, and tells of all that failed. */
    private void play(Iterator<Long> seeds) throws Exception {
        var failed = new ArrayList<String>();
        var played = new AtomicLong();
        try (var players = Executors.newFixedThreadPool(AT_ONCE)) {
            var tasks = Collections.<Callable<Void>>nCopies(AT_ONCE, () -> {
                for (var seed = next(seeds); seed.isPresent(); seed = next(seeds)) {
                    play(seed.get(), failed);
                    played.incrementAndGet();
                }
                return null;
            });
            for (var end : players.invokeAll(tasks)) {
                end.get();
            }
        }
        System.out.println("schedules played: " + played + ", failed: " + failed.size());
        assertThat(failed).as("broken promises").isEmpty();
    }

    private static Optional<Long> next(Iterator<Long> seeds) {
        synchronized (seeds) {
            return seeds.hasNext() ? Optional.of(seeds.next()) : Optional.empty();
        }
    }

    private void play(long seed, List<String> failed) throws Exception {
        Path own = folder.resolve(String.valueOf(seed));
        Files.createDirectories(own);
        var story = Schedule.play(seed, own);
        if (!story.violations().isEmpty()) {
            Path file = Files.createDirectories(Path.of("target", "stories")).resolve(seed + ".txt");
            Files.writeString(file, story.toString());
            synchronized (failed) {
                failed.add("seed " + seed + " breaks " + story.violations() + "; its story is in " + file
                        + "; play it again by: " + REPLAY + seed
                        + "; then keep it in failed-seeds.txt, with what it found");
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
