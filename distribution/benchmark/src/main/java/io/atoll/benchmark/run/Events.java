package io.atoll.benchmark.run;

import io.atoll.benchmark.source.Tide;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** How soon and how fast the product takes live events, and how soon a run begins that somebody asked for. */
final class Events {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int SENDERS = 16;
    private static final String TOKEN = "benchmark";

    private final FakeCatalog catalog;
    private final Platform platform;
    private final Topic topic;
    private final boolean full;
    private final Consumer<String> say;

    private Events(FakeCatalog catalog, Platform platform, Topic topic, boolean full, Consumer<String> say) {
        this.catalog = catalog;
        this.platform = platform;
        this.topic = topic;
        this.full = full;
        this.say = say;
    }

    /** Measures, at a catalog that answers at once. */
    static void measure(Path archive, Path folder, int connections, boolean full, Consumer<String> say)
            throws Exception {
        try (var topic = new Topic();
                var catalog = new FakeCatalog();
                var platform = new Platform(archive, folder.resolve("events"), catalog, connections, "")) {
            platform.instance("live", Tide.of(0), "");
            platform.instance("posted", Tide.of(0), """
                    trigger: {type: WEBHOOK, appHost: 'https://bench.example', token: %s}
                    """.formatted(TOKEN));
            platform.instance("polled", Tide.of(0), "trigger: {type: POLLING, interval: 1}\n");
            platform.instance("heard", Tide.of(0), topic.settings());
            platform.start();
            platform.run("live");
            platform.run("posted");
            platform.run("polled");
            platform.run("heard");
            topic.awaitListener("heard");
            var events = new Events(catalog, platform, topic, full, say);
            events.deliveries();
            events.listeners();
        }
    }

    private void deliveries() throws Exception {
        int count = full ? 50_000 : 5_000;
        say.accept("");
        say.accept("### Events: %,d of 1 kB, signed, by %d senders".formatted(count, SENDERS));
        say.accept("");
        say.accept("| what | p50 ms | p99 ms | events/s |");
        say.accept("| --- | ---: | ---: | ---: |");
        try (var deliveries = new Deliveries(platform.address("/integration/bench/live/hook"), "live")) {
            long[] ignored = deliveries.post(count / 10, SENDERS);
            int before = count / 10 / SENDERS * SENDERS;
            awaitEntities(before);
            long begin = System.nanoTime();
            long[] times = deliveries.post(count, SENDERS);
            double acknowledged = (System.nanoTime() - begin) / 1e9;
            awaitEntities(before + times.length);
            double applied = (System.nanoTime() - begin) / 1e9;
            row("acknowledged", times, "%,.0f".formatted(times.length / acknowledged));
            say.accept("| applied | – | – | %,.0f |".formatted(times.length / applied));
            row("from event to entity, one at a time", oneAtATime(deliveries, before + times.length), "–");
        }
    }

    private long[] oneAtATime(Deliveries deliveries, int before) throws Exception {
        var times = new long[full ? 500 : 100];
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            long[] ignored = deliveries.post(1, 1);
            awaitEntities(before + i + 1);
            times[i] = System.nanoTime() - begin;
        }
        return times;
    }

    private void awaitEntities(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (catalog.of("live").size() < count) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("of %,d entities there are %,d"
                        .formatted(count, catalog.of("live").size()));
            }
            LockSupport.parkNanos(50_000);
        }
    }

    private void listeners() throws Exception {
        say.accept("");
        say.accept("### Listeners: from the wish to the run that the catalog is told of");
        say.accept("");
        say.accept("| listener | p50 ms | p99 ms | runs |");
        say.accept("| --- | ---: | ---: | ---: |");
        int count = full ? 50 : 10;
        listener("by hand", count, "live", () -> platform.ask("begin", "live"));
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(platform.address("/integration/bench/posted/resync"))
                    .header("Authorization", "Bearer " + TOKEN)
                    .POST(BodyPublishers.noBody())
                    .build();
            listener("WEBHOOK", count, "posted", () -> post(client, request));
        }
        listener("KAFKA", count, "heard", () -> topic.wish("heard"));
        listener("POLLING, every second", count, "polled", () -> catalog.wish("polled"));
    }

    private static void post(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IOException("a run that was asked for was answered with " + status);
        }
    }

    private void listener(String name, int count, String instance, Wishing wishing) throws Exception {
        var times = new long[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            wishing.wish();
            times[i] = catalog.awaitRun(instance, begin, PATIENCE) - begin;
        }
        row(name, times, Integer.toString(count));
    }

    private void row(String what, long[] times, String last) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        say.accept("| %s | %.1f | %.1f | %s |"
                .formatted(what, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6, last));
    }

    /** Asks for a run. */
    private interface Wishing {
        void wish() throws IOException, InterruptedException;
    }
}
