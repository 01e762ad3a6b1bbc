package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.model.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads the bodies of requests: none too long, none too slowly, and not too many at once. Safe for use by several threads. */
final class Bodies {

    /** How long one body may take. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many may be read at once, well below the number of threads that serve requests. */
    static final int AT_ONCE = 64;

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int CHUNK = 16 << 10;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final InstantSource clock;

    Bodies(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A whole body.
     *
     * @param announced how many bytes the client has announced, or negative
     * @param most how many bytes it may have
     * @throws Refusal 413 if it is longer, 408 if it does not come in time, 503 if too many others are being read
     */
    byte[] read(InputStream body, long announced, int most) throws IOException {
        if (announced > most) {
            throw tooLarge(most);
        }
        enter();
        try {
            var bytes = new ByteArrayOutputStream();
            var chunk = new byte[CHUNK];
            var end = clock.instant().plus(PATIENCE);
            for (var length = body.read(chunk); length >= 0; length = body.read(chunk)) {
                bytes.write(chunk, 0, length);
                if (bytes.size() > most) {
                    throw tooLarge(most);
                }
                refuseAfter(end);
            }
            return bytes.toByteArray();
        } finally {
            places.release();
        }
    }

    /** Reads a body of any length and forgets it. */
    void skip(InputStream body) throws IOException {
        enter();
        try {
            var chunk = new byte[CHUNK];
            var end = clock.instant().plus(PATIENCE);
            while (body.read(chunk) >= 0) {
                refuseAfter(end);
            }
        } finally {
            places.release();
        }
    }

    private void enter() {
        try {
            if (places.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.of(503, "too_busy", "too many requests are being sent at once; try again in a few seconds");
    }

    private void refuseAfter(Instant end) {
        if (clock.instant().isAfter(end)) {
            throw Refusal.of(
                    408, "request_timeout", "the body was not there within " + PATIENCE.toSeconds() + " seconds");
        }
    }

    private static Refusal tooLarge(int most) {
        return Refusal.of(413, "payload_too_large", "the body is larger than " + most + " bytes; send less at once");
    }
}
