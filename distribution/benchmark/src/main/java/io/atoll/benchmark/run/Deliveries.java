package io.atoll.benchmark.run;

import io.atoll.benchmark.source.Records;
import io.atoll.benchmark.source.SourceEvents;
import io.atoll.benchmark.source.Tide;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed deliveries to one address, each of which carries a new record of 1 kB. */
final class Deliveries implements AutoCloseable {

    private final URI address;
    private final Records records;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong numbers = new AtomicLong();

    Deliveries(URI address, String instance) {
        this.address = address;
        this.records = new Records(instance, Tide.of(Long.MAX_VALUE));
    }

    /** Posts some events by several senders, each of which waits for an answer before it goes on; gives the nanoseconds of each answer. */
    long[] post(int count, int senders) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = IntStream.range(0, senders)
                    .mapToObj(i -> threads.submit(() -> post(count / senders)))
                    .toList();
            var all = new long[0];
            for (Future<long[]> one : begun) {
                long[] times = one.get();
                all = Arrays.copyOf(all, all.length + times.length);
                System.arraycopy(times, 0, all, all.length - times.length, times.length);
            }
            return all;
        }
    }

    private long[] post(int count) throws IOException, InterruptedException {
        var times = new long[count];
        for (int i = 0; i < count; i++) {
            var request = next();
            long begin = System.nanoTime();
            int status;
            do {
                status = client.send(request, BodyHandlers.discarding()).statusCode();
            } while (status == 503);
            times[i] = System.nanoTime() - begin;
            if (status != 200) {
                throw new IOException("an event was answered with " + status);
            }
        }
        return times;
    }

    private HttpRequest next() {
        long number = numbers.getAndIncrement();
        byte[] page = records.page(number, number + 1);
        byte[] record = Arrays.copyOfRange(page, 1, page.length - 1);
        return HttpRequest.newBuilder(address)
                .header("X-Delivery", Long.toString(number))
                .header("X-Signature", signature(record))
                .POST(BodyPublishers.ofByteArray(record))
                .build();
    }

    private static String signature(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SourceEvents.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
