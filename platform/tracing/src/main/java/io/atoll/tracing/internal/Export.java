package io.atoll.tracing.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector, many at a time, by a thread of its own. Nobody waits for it: what the collector does not take, and what has no
 * room, is left out.
 */
final class Export implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Export.class);
    private static final int ROOM = 8_192;
    private static final int TOGETHER = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final URI address;
    private final String authorization;
    private final Otlp otlp;
    private final BlockingQueue<Span> queue = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong lost = new AtomicLong();
    private final HttpClient client;
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;

    /**
     * Begins with nothing to send.
     *
     * @param address that takes them
     * @param authorization the header of that name; empty for none
     */
    Export(URI address, String authorization, Otlp otlp) {
        this.address = address;
        this.authorization = authorization;
        this.otlp = otlp;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        this.thread = Thread.ofVirtual().name("atoll-tracing").start(this::work);
    }

    /** Takes a span that is over; never blocks. */
    void add(Span span) {
        if (!queue.offer(span)) {
            lost.incrementAndGet();
        }
    }

    private void work() {
        try {
            while (!closed || !queue.isEmpty()) {
                @Nullable Span first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Span> together = new ArrayList<>(List.of(first));
                    queue.drainTo(together, TOGETHER - 1);
                    send(together);
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<Span> spans) throws InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(otlp.request(spans).toString()));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                taken();
            } else {
                refused(spans.size(), "it answered " + status);
            }
        } catch (IOException unreached) {
            refused(spans.size(), String.valueOf(unreached.getMessage()));
        }
    }

    private void taken() {
        if (failing) {
            failing = false;
            log.info("The collector at {} takes traces again; {} steps were left out", address, lost.getAndSet(0));
        }
    }

    private void refused(int spans, String why) {
        lost.addAndGet(spans);
        if (!failing) {
            failing = true;
            log.warn("The collector at {} does not take traces, which are left out until it does: {}", address, why);
        }
    }

    /** Sends what is there, if that is quickly done. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        if (!thread.join(LAST_WORDS)) {
            thread.interrupt();
        }
        client.shutdownNow();
    }
}
