package io.atoll.kit.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The body of an answer: in memory while it is small, then in a file that is gone when this is closed, or the process ends. */
final class Spool extends OutputStream {

    private static final int MEMORY = 512 * 1024;

    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long size;

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        size += length;
        FileChannel open = file;
        if (open == null && size > MEMORY) {
            Path path = Files.createTempFile("atoll-", ".body");
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
            write(open, memory.toByteArray(), 0, memory.size());
            memory = new ByteArrayOutputStream(0);
        }
        if (open == null) {
            memory.write(bytes, offset, length);
        } else {
            write(open, bytes, offset, length);
        }
    }

    private static void write(FileChannel open, byte[] bytes, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            open.write(buffer);
        }
    }

    long size() {
        return size;
    }

    /** Reads it from its beginning. */
    InputStream open() {
        FileChannel open = file;
        return open == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : new BufferedInputStream(new Reading(open));
    }

    /** Has all of it in memory from now on. */
    void hold() throws IOException {
        FileChannel open = file;
        if (open != null) {
            memory.write(open().readAllBytes());
            file = null;
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** Reads a file at a position of its own; closing it does not close the file. */
    private static final class Reading extends InputStream {

        private final FileChannel file;
        private long position;

        Reading(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = file.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, count);
            return count;
        }
    }
}
