package io.atoll.itest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A third party that posts signed events with a delivery id, several at once. What was not acknowledged it sends again, with the same id,
 * until it is; of what was acknowledged it sends some again nevertheless.
 */
final class Senders implements AutoCloseable {

    /** Every so many events one is sent again after it was acknowledged. */
    static final int AGAIN = 20;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final URI address;
    private final int last;
    private final IntFunction<String> body;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger numbers;
    private final AtomicInteger sent = new AtomicInteger();
    private final Queue<Long> times = new ConcurrentLinkedQueue<>();
    /** How often each event was acknowledged as new. */
    private final Map<Integer, Integer> kept = new ConcurrentHashMap<>();
    /** How often each event was acknowledged as known. */
    private final Map<Integer, Integer> repeated = new ConcurrentHashMap<>();

    /**
     * Begins to send.
     *
     * @param several how many events are on their way at once
     * @param first the number of the first event
     * @param last the number of the last event
     * @param body of the event with a number, JSON
     */
    Senders(URI address, int several, int first, int last, IntFunction<String> body) {
        this.address = address;
        this.numbers = new AtomicInteger(first - 1);
        this.last = last;
        this.body = body;
        for (var i = 0; i < several; i++) {
            threads.execute(this::send);
        }
    }

    /** How many events were acknowledged, each counted once. */
    int acknowledged() {
        var all = new HashSet<>(kept.keySet());
        all.addAll(repeated.keySet());
        return all.size();
    }

    boolean done() {
        return threads.isTerminated();
    }

    /** How many requests were sent, answered or not. */
    int sent() {
        return sent.get();
    }

    Map<Integer, Integer> kept() {
        return kept;
    }

    Map<Integer, Integer> repeated() {
        return repeated;
    }

    /** How long the answers took, in nanoseconds, in ascending order. */
    long[] times() {
        return times.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** Sends no more than what is to be sent. */
    Senders finish() {
        threads.shutdown();
        return this;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
        threads.close();
        client.close();
    }

    private void send() {
        try {
            for (var number = numbers.incrementAndGet(); number <= last; number = numbers.incrementAndGet()) {
                var request = request(number);
                untilAcknowledged(request, number);
                if (number % AGAIN == 0) {
                    untilAcknowledged(request, number);
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilAcknowledged(HttpRequest request, int number) throws InterruptedException {
        while (!acknowledged(request, number)) {
            Thread.sleep(PAUSE);
        }
    }

    private boolean acknowledged(HttpRequest request, int number) throws InterruptedException {
        try {
            sent.incrementAndGet();
            var begun = System.nanoTime();
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                return false;
            }
            times.add(System.nanoTime() - begun);
            (response.body().contains("\"repeated\":true") ? repeated : kept).merge(number, 1, Integer::sum);
            return true;
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    private HttpRequest request(int number) {
        var text = body.apply(number);
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("X-Delivery", "d" + number)
                .header("X-Signature", signature(text))
                .POST(BodyPublishers.ofString(text))
                .build();
    }

    /** The header {@code X-Signature} of a body. */
    static String signature(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Product.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
