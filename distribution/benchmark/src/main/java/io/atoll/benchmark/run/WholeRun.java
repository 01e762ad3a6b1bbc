package io.atoll.benchmark.run;

import io.atoll.benchmark.source.Tide;
import io.atoll.benchmark.source.Tide.Manner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Measures whole runs of the product against a fake third party and a fake catalog, and reports what they take. */
public final class WholeRun {

    private static final int CONNECTIONS = 4;
    private static final int WARMING = 2;
    private static final Duration BOUND = Duration.ofMillis(10);

    private final Path archive;
    private final Path folder;
    private final Pattern only;
    private final boolean full;
    private final StringBuilder report = new StringBuilder();

    private WholeRun(Path archive, Path folder, boolean full, Pattern only) {
        this.archive = archive;
        this.folder = folder;
        this.full = full;
        this.only = only;
    }

    /**
     * Measures.
     *
     * @param arguments {@code full} or {@code quick}; an expression to be found in the names of what is measured: Speed, Requests, Memory,
     *     Recovery, Isolation, Events; the product's archive; the folder for the report
     */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        var folder = Files.createDirectories(Path.of(arguments[3]));
        var run =
                new WholeRun(Path.of(arguments[2]), folder, arguments[0].equals("full"), Pattern.compile(arguments[1]));
        run.all();
        Files.writeString(folder.resolve("report.md"), run.report);
    }

    private void all() throws Exception {
        say("%s run of %s: %d processors, load average %.1f, Java %s."
                .formatted(
                        full ? "full" : "quick",
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        Runtime.version()));
        if (only.matcher("Speed").find()) {
            speed();
        }
        if (only.matcher("Requests").find()) {
            requests();
        }
        if (only.matcher("Memory").find()) {
            memory();
        }
        if (only.matcher("Recovery").find()) {
            recovery();
        }
        if (only.matcher("Isolation").find()) {
            isolation();
        }
        if (only.matcher("Events").find()) {
            Events.measure(archive, folder, CONNECTIONS, full, this::say);
        }
    }

    private void speed() throws Exception {
        long count = 100_000;
        say("");
        say("### Speed: %,d entities of 1 kB, %d connections".formatted(count, CONNECTIONS));
        say("");
        say("| catalog | client | entities/s | of the pipe | CPU s per 100,000 entities | entities per CPU s |");
        say("| --- | --- | ---: | ---: | ---: | ---: |");
        for (Duration latency : List.of(BOUND, Duration.ZERO)) {
            String bound = latency.isZero() ? "no bound" : latency.toMillis() + " ms for each request";
            try (var catalog = new FakeCatalog();
                    var platform = new Platform(archive, folder.resolve("speed"), catalog, CONNECTIONS, "")) {
                platform.instance("warm", Tide.of(count));
                platform.instance("load", Tide.of(count));
                platform.start();
                catalog.latency(latency);
                var first = platform.run("warm");
                for (int i = 0; i < WARMING; i++) {
                    catalog.of("warm").clear();
                    platform.run("warm");
                    platform.run("warm");
                }
                for (int i = 0; i < (full ? 3 : 1); i++) {
                    double[] ceiling = bytesOnly(catalog, count);
                    catalog.of("load").clear();
                    var loaded = platform.run("load");
                    var same = platform.run("load");
                    row(bound, "bytes only", count, ceiling[0], ceiling[1], ceiling[0]);
                    if (i == 0) {
                        row(bound, "Atoll, just started", count, first.seconds(), first.cpuSeconds(), ceiling[0]);
                    }
                    row(bound, "Atoll, initial load", count, loaded.seconds(), loaded.cpuSeconds(), ceiling[0]);
                    row(bound, "Atoll, nothing changed", count, same.seconds(), same.cpuSeconds(), ceiling[0]);
                }
            }
        }
    }

    private void row(String catalog, String client, long count, double seconds, double cpu, double ceiling) {
        say("| %s | %s | %,.0f | %.0f %% | %.1f | %,.0f |"
                .formatted(
                        catalog, client, count / seconds, 100 * ceiling / seconds, cpu * 100_000 / count, count / cpu));
    }

    /** The seconds that the trivial client takes, and those of the processor. */
    private static double[] bytesOnly(FakeCatalog catalog, long count) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BytesOnly.class.getName(),
                        catalog.url(),
                        Long.toString(count),
                        Integer.toString(CONNECTIONS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ", -1);
        if (process.waitFor() != 0) {
            throw new IOException("the trivial client failed");
        }
        return new double[] {Double.parseDouble(printed[0]), Double.parseDouble(printed[1])};
    }

    private void requests() throws Exception {
        long count = 20_000;
        say("");
        say("### Requests: %,d entities".formatted(count));
        say("");
        say("| run | requests | per 1,000 entities |");
        say("| --- | ---: | ---: |");
        try (var catalog = new FakeCatalog();
                var platform = new Platform(archive, folder.resolve("requests"), catalog, CONNECTIONS, "")) {
            platform.instance("one", Tide.of(count));
            platform.start();
            var steps = List.of(
                    new Step("initial load", Tide.of(count)),
                    new Step("no change", Tide.of(count)),
                    new Step("10 % changed", Tide.of(count).changed(10, 1)),
                    new Step("10 % deleted", Tide.of(count).changed(10, 1).without(10)));
            for (Step step : steps) {
                platform.instance("one", step.tide());
                long before = catalog.requests("one");
                platform.run("one");
                long taken = catalog.requests("one") - before;
                say("| %s | %,d | %.1f |".formatted(step.name(), taken, taken * 1000.0 / count));
            }
        }
    }

    private record Step(String name, Tide tide) {}

    /** The smaller number is measured over as many runs as make up the greater one: a maximum grows with its samples. */
    private void memory() throws Exception {
        long few = 100_000;
        long many = full ? 1_000_000 : 300_000;
        say("");
        say("### Memory: MB that a collection leaves, each half second, of 512; median and maximum");
        say("");
        say("| entities | of bytes | runs | initial load | no change | entities/s, so collected |");
        say("| ---: | ---: | ---: | ---: | ---: | ---: |");
        live(Tide.of(few), (int) (many / few));
        live(Tide.of(many), 1);
        if (full) {
            live(Tide.of(10_000_000).records(350), 1);
        }
    }

    private void live(Tide tide, int runs) throws Exception {
        try (var catalog = new FakeCatalog();
                var platform = new Platform(archive, folder.resolve("memory"), catalog, CONNECTIONS, "")) {
            platform.instance("warm", Tide.of(100_000));
            platform.instance("big", tide);
            platform.start();
            platform.run("warm");
            catalog.of("warm").clear();
            var initial = new ArrayList<Long>();
            var unchanged = new ArrayList<Long>();
            double seconds = 0;
            for (int i = 0; i < runs; i++) {
                catalog.of("big").clear();
                var loaded = platform.ask("live", "big").complete();
                initial.addAll(loaded.live());
                unchanged.addAll(platform.ask("live", "big").complete().live());
                seconds += loaded.seconds();
            }
            say("| %,d | %,d | %d | %s | %s | %,.0f |"
                    .formatted(
                            tide.count(),
                            tide.bytes(),
                            runs,
                            megabytes(initial),
                            megabytes(unchanged),
                            runs * tide.count() / seconds));
        }
    }

    private static String megabytes(List<Long> samples) {
        var sorted = samples.stream().sorted().toList();
        return "%.1f, %.1f".formatted(sorted.get(sorted.size() / 2) / 1e6, sorted.getLast() / 1e6);
    }

    private void recovery() throws Exception {
        long count = full ? 200_000 : 60_000;
        say("");
        say("### Recovery: killed in the middle of %,d entities".formatted(count));
        say("");
        say("| from the start of the process to | s |");
        say("| --- | ---: |");
        try (var catalog = new FakeCatalog();
                var platform = new Platform(archive, folder.resolve("recovery"), catalog, CONNECTIONS, "")) {
            platform.instance("cut", Tide.of(count));
            platform.start();
            platform.ask("begin", "cut");
            awaitEntities(catalog, count / 2);
            platform.kill();
            long written = catalog.of("cut").size();
            long begin = System.nanoTime();
            platform.start();
            platform.awaitStart();
            say("| the platform being there | %.1f |".formatted((System.nanoTime() - begin) / 1e9));
            awaitEntities(catalog, written + 1);
            say("| the first write that goes on with the run | %.1f |".formatted((System.nanoTime() - begin) / 1e9));
            awaitEntities(catalog, count);
            say("| the last write, of %,d that were missing | %.1f |"
                    .formatted(count - written, (System.nanoTime() - begin) / 1e9));
        }
    }

    private static void awaitEntities(FakeCatalog catalog, long count) throws InterruptedException {
        while (catalog.of("cut").size() < count) {
            Thread.sleep(5);
        }
    }

    private void isolation() throws Exception {
        long count = full ? 100_000 : 50_000;
        say("");
        say("### Isolation: a victim of %,d entities, at a catalog that takes %d ms for each request"
                .formatted(count, BOUND.toMillis()));
        say("");
        say("| neighbour | entities/s of the victim | alone just before and after | ratio |");
        say("| --- | ---: | ---: | ---: |");
        var manners = List.of(
                new Step("never answers", Tide.of(0).in(Manner.HANGING)),
                new Step(
                        "gives records that cannot be mapped, without end",
                        Tide.of(0).in(Manner.BROKEN)),
                new Step("gives records of 1 kB without end", Tide.of(0).in(Manner.FLOODING)),
                new Step(
                        "gives records of 100 kB without end",
                        Tide.of(0).in(Manner.FLOODING).records(100_000)));
        for (Step neighbour : manners) {
            try (var catalog = new FakeCatalog();
                    var platform = new Platform(archive, folder.resolve("isolation"), catalog, CONNECTIONS, "")) {
                platform.instance("warm", Tide.of(count));
                platform.instance("victim", Tide.of(count));
                platform.instance("neighbour", neighbour.tide());
                catalog.of("neighbour").forget();
                platform.start();
                platform.run("warm");
                catalog.latency(BOUND);
                double before = victim(catalog, platform, count);
                platform.ask("begin", "neighbour");
                double beside = victim(catalog, platform, count);
                platform.instance("neighbour", Tide.of(0).in(Manner.HANGING));
                platform.ask("begin", "neighbour");
                double after = victim(catalog, platform, count);
                double alone = (before + after) / 2;
                say("| %s | %,.0f | %,.0f and %,.0f | %.2f |"
                        .formatted(neighbour.name(), beside, before, after, beside / alone));
            }
        }
    }

    private static double victim(FakeCatalog catalog, Platform platform, long count)
            throws IOException, InterruptedException {
        catalog.of("victim").clear();
        return count / platform.run("victim").seconds();
    }

    private void say(String line) {
        System.out.println(line);
        report.append(line).append('\n');
    }
}
