package io.atoll.benchmark.run;

import com.sun.management.OperatingSystemMXBean;
import io.atoll.benchmark.source.Records;
import io.atoll.benchmark.source.Tide;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The client that does nothing but move bytes: takes the records of the same third party as they are, and writes them in bulks of 20 by the
 * same number of connections. What it reaches is the ceiling of the pipe.
 */
public final class BytesOnly {

    private static final int BULK = 20;

    private final URI bulks;
    private final String agent;
    private final Records records;

    private BytesOnly(String catalog, String instance) {
        this.bulks = URI.create(catalog + "/v1/blueprints/" + Records.BLUEPRINT
                + "/entities/bulk?upsert=true&merge=true&create_missing_related_entities=false&validation_only=false");
        this.agent = "port-ocean/bench/1/" + instance + "/exporter";
        this.records = new Records(instance, Tide.of(0));
    }

    /**
     * Moves records, and prints the seconds and the seconds of the processor that it took.
     *
     * @param arguments the address of the catalog; how many records, after as many for warming up; how many connections
     */
    public static void main(String[] arguments) throws InterruptedException {
        long count = Long.parseLong(arguments[1]);
        int connections = Integer.parseInt(arguments[2]);
        new BytesOnly(arguments[0], "bytes-warm").move(count, connections);
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        long begin = System.nanoTime();
        new BytesOnly(arguments[0], "bytes").move(count, connections);
        System.out.printf(
                Locale.ROOT,
                "%.3f %.3f%n",
                (System.nanoTime() - begin) / 1e9,
                (system.getProcessCpuTime() - cpu) / 1e9);
    }

    private void move(long count, int connections) throws InterruptedException {
        var next = new AtomicLong();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (long from = next.getAndAdd(BULK); from < count; from = next.getAndAdd(BULK)) {
                    send(records.page(from, Math.min(count, from + BULK)));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void send(byte[] page) {
        var body = new ByteArrayOutputStream(page.length + 16);
        body.writeBytes("{\"entities\":".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(page);
        body.write('}');
        try {
            var connection = (HttpURLConnection) bulks.toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.size());
            connection.setRequestProperty("User-Agent", agent);
            connection.setRequestProperty("Authorization", "Bearer token");
            connection.setRequestProperty("Content-Type", "application/json");
            try (var out = connection.getOutputStream()) {
                body.writeTo(out);
            }
            try (var in = connection.getInputStream()) {
                in.readAllBytes();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
