package io.atoll.console.gogo.internal.channel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The standard input of a session: of each request, what came with it. Thread-safe. */
final class StandardInput extends InputStream {

    private volatile InputStream current = InputStream.nullInputStream();

    /** Begins anew. */
    void begin(String text) {
        current = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() throws IOException {
        return current.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return current.read(target, offset, length);
    }

    @Override
    public int available() throws IOException {
        return current.available();
    }
}
