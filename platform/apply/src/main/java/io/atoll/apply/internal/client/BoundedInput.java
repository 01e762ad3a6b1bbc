package io.atoll.apply.internal.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the content of an answer up to a number of bytes, and fails at the next one. Closing it reads the rest, so that the
 * connection can be used again, and abandons the connection if that is too long.
 */
final class BoundedInput extends FilterInputStream {

    private static final int BUFFER = 8 * 1024;

    private final long longest;
    private final Runnable abandon;
    private long read;
    private boolean ended;
    private boolean closed;

    /**
     * Makes one.
     *
     * @param abandon closes the connection at once
     */
    BoundedInput(InputStream in, long longest, Runnable abandon) {
        super(in);
        this.longest = longest;
        this.abandon = abandon;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        ended |= next < 0;
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        ended |= count < 0;
        count(Math.max(0, count));
        return count;
    }

    /** Whether somebody has read beyond the last byte. */
    boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        byte[] rest = new byte[BUFFER];
        try {
            while (read <= longest && read(rest, 0, BUFFER) >= 0) {
                // nobody wants it
            }
        } catch (TooLong e) {
            // told by the counter
        }
        if (read > longest) {
            abandon.run();
        } else {
            super.close();
        }
    }

    private void count(int bytes) throws TooLong {
        read += bytes;
        if (read > longest) {
            throw new TooLong(longest);
        }
    }
}
