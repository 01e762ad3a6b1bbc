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

/**
 * Reads the bodies of requests: none too long, none too slowly, and not too many at once. Safe for use by several threads.
 *
 * <p>Of a body that is too long, about {@link #LINGER} bytes more are read and forgotten before it is refused: to close a connection on which
 * bytes wait is to reset it, and its client might never see the answer.
 */
final class Bodies {

    /** How long one body may take. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many may be read at once, well below the number of threads that serve requests. */
    static final int AT_ONCE = 64;

    /** How much of a body that is too long is taken from its client before it hears so. */
    static final int LINGER = 16 << 20;

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
        if (announced > (long) most + LINGER) {
            throw tooLarge(most);
        }
        enter();
        try {
            var bytes = new ByteArrayOutputStream();
            var chunk = new byte[CHUNK];
            var end = clock.instant().plus(PATIENCE);
            if (announced > most) {
                linger(body, end);
                throw tooLarge(most);
            }
            for (var length = body.read(chunk); length >= 0; length = body.read(chunk)) {
                bytes.write(chunk, 0, length);
                if (bytes.size() > most) {
                    linger(body, end);
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

    /** Reads on for a while and forgets what comes. */
    private void linger(InputStream body, Instant end) throws IOException {
        var chunk = new byte[CHUNK];
        var left = LINGER;
        for (var length = body.read(chunk); length >= 0 && left > 0; length = body.read(chunk)) {
            left -= length;
            refuseAfter(end);
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
