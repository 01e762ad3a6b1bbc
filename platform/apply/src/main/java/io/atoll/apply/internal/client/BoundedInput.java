package io.atoll.apply.internal.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a stream up to a number of bytes, and fails at the next one. */
final class BoundedInput extends FilterInputStream {

    private final long longest;
    private long read;

    BoundedInput(InputStream in, long longest) {
        super(in);
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) throws TooLong {
        read += bytes;
        if (read > longest) {
            throw new TooLong(longest);
        }
    }
}
