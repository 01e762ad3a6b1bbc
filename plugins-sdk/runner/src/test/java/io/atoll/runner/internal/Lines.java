package io.atoll.runner.internal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes what is printed, line by line. */
final class Lines extends OutputStream {

    private static final long PATIENCE_SECONDS = 240;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            lines.add(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(b);
        }
    }

    /** The next line that is a JSON object. */
    String next() throws InterruptedException {
        while (true) {
            String next = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was printed within " + PATIENCE_SECONDS + " s");
            }
            if (next.startsWith("{")) {
                return next;
            }
        }
    }
}
