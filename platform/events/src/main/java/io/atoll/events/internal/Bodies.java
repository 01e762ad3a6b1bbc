package io.atoll.events.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the bodies of requests: none too long, none too slowly, and not too many bytes at once. Safe for use by several threads.
 *
 * <p>Bytes count from their arrival until {@link #release}, so that memory stays bounded whatever comes. Of a body that is too long, about
 * {@link #LINGER} bytes more are read and forgotten before it is refused: to close a connection on which bytes wait is to reset it, and its
 * sender might never see the answer.
 */
final class Bodies {

    /** How many may be read at once, well below the number of threads that serve requests. */
    static final int AT_ONCE = 64;

    /** How much of a body that is too long is taken from its sender before it hears so. */
    static final int LINGER = 16 << 20;

    private static final int CHUNK = 16 << 10;

    private final EventLimits limits;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final AtomicLong held = new AtomicLong();

    Bodies(EventLimits limits) {
        this.limits = limits;
    }

    /**
     * A whole body, to be released once it is no longer needed.
     *
     * @param announced how many bytes the client has announced, or negative
     * @throws Refusal 413 if it is longer than allowed, 408 if it does not come in time, 503 if too much else is being read
     */
    byte[] read(InputStream body, long announced) throws IOException, Refusal {
        if (announced > (long) limits.body() + LINGER) {
            throw tooLarge();
        }
        if (!places.tryAcquire()) {
            throw new Refusal(503, "too many requests are being sent at once");
        }
        var length = 0;
        var whole = false;
        try {
            var bytes = new ByteArrayOutputStream();
            var chunk = new byte[CHUNK];
            var until = System.nanoTime() + limits.patience().toNanos();
            if (announced > limits.body()) {
                linger(body, until, announced); // all of it, as some clients look at answers only then
                throw tooLarge();
            }
            for (var count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                length += count;
                if (held.addAndGet(count) > limits.bodies()) {
                    throw new Refusal(503, "too much is being sent at once");
                }
                if (length > limits.body()) {
                    linger(body, until, LINGER);
                    throw tooLarge();
                }
                bytes.write(chunk, 0, count);
                refuseAfter(until);
            }
            whole = true;
            return bytes.toByteArray();
        } finally {
            places.release();
            if (!whole) {
                held.addAndGet(-length);
            }
        }
    }

    /** Reads on for a while and forgets what comes. */
    private void linger(InputStream body, long until, long most) throws IOException, Refusal {
        var chunk = new byte[CHUNK];
        var left = most;
        for (var length = body.read(chunk); length >= 0 && left > 0; length = body.read(chunk)) {
            left -= length;
            refuseAfter(until);
        }
    }

    /** Says that a body that was read is of no use any more. */
    void release(byte[] body) {
        held.addAndGet(-body.length);
    }

    long held() {
        return held.get();
    }

    private void refuseAfter(long until) throws Refusal {
        if (System.nanoTime() - until > 0) {
            throw new Refusal(
                    408, "the body was not there within " + limits.patience().toSeconds() + " seconds");
        }
    }

    private Refusal tooLarge() {
        return new Refusal(413, "the body is larger than " + limits.body() + " bytes");
    }
}
