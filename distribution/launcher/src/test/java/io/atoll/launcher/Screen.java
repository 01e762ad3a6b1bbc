package io.atoll.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** What a terminal shows, with its control sequences. Thread-safe. */
final class Screen extends OutputStream {

    private static final long SECONDS = 60;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int seen;

    @Override
    public synchronized void write(int value) {
        bytes.write(value);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
        notifyAll();
    }

    /** Waits until each text was shown, one behind the other and behind what was waited for before. */
    synchronized void await(String... texts) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (String text : texts) {
            while (bytes.toString(UTF_8).indexOf(text, seen) < 0) {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (millis <= 0) {
                    throw new AssertionError("'" + text + "' is not shown behind character " + seen + " of: " + bytes);
                }
                wait(millis);
            }
            seen = bytes.toString(UTF_8).indexOf(text, seen) + text.length();
        }
    }

    @Override
    public synchronized String toString() {
        return bytes.toString(UTF_8);
    }
}
