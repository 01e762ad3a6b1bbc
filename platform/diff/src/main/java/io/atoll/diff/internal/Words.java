package io.atoll.diff.internal;

import io.atoll.pipeline.Reconciler.ComparisonFailure;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A temporary file of 64-bit words that is mapped into memory and grows.
 *
 * <p>Room is written before it is mapped: so a full disk is met as a {@link ComparisonFailure} of {@link #reserve}, never as a fault
 * of a memory access. The file is open only while it grows, so that interrupts and leaks do no harm; it and its room are gone
 * once this is closed.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Words implements Closeable {

    private static final int CHUNK_BITS = 18;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final long FIRST = 1 << 13;
    private static final byte[] ZEROS = new byte[(int) FIRST * Long.BYTES];

    private final Path path;
    private final List<LongBuffer> chunks = new ArrayList<>();
    private long size;

    /** Has no words at first, and makes no file before there are some. */
    Words(Path path) {
        this.path = path;
    }

    /** Makes sure that there are so many words at least; new ones are 0. */
    void reserve(long words) {
        try {
            while (size < words) {
                grow(size < CHUNK ? Math.max(size, FIRST) : CHUNK);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Adds words: to the first chunk, which doubles until it is whole, or as a chunk. */
    private void grow(long words) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(size * Long.BYTES);
            for (long written = 0; written < words * Long.BYTES; written += ZEROS.length) {
                file.write(ZEROS);
            }
        }
        if (size < CHUNK) {
            LongBuffer larger = map(0, size + words);
            chunks.clear();
            chunks.add(larger);
        } else {
            chunks.add(map(size, words));
        }
        size += words;
    }

    /** Maps words; what is mapped stays so when the channel is closed. */
    private LongBuffer map(long position, long words) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    return channel.map(MapMode.READ_WRITE, position * Long.BYTES, words * Long.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asLongBuffer();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The word at a position, which is reserved. */
    long get(long position) {
        return chunks.get((int) (position >>> CHUNK_BITS)).get((int) position & (CHUNK - 1));
    }

    /** Changes the word at a position, which is reserved. */
    void set(long position, long word) {
        chunks.get((int) (position >>> CHUNK_BITS)).put((int) position & (CHUNK - 1), word);
    }

    /** Copies words from a position on into an array. */
    void get(long position, long[] target) {
        for (int done = 0; done < target.length; ) {
            int offset = (int) (position + done) & (CHUNK - 1);
            int count = Math.min(target.length - done, CHUNK - offset);
            chunks.get((int) ((position + done) >>> CHUNK_BITS)).get(offset, target, done, count);
            done += count;
        }
    }

    /** Copies an array to a position; all of it is reserved. */
    void set(long position, long[] source) {
        for (int done = 0; done < source.length; ) {
            int offset = (int) (position + done) & (CHUNK - 1);
            int count = Math.min(source.length - done, CHUNK - offset);
            chunks.get((int) ((position + done) >>> CHUNK_BITS)).put(offset, source, done, count);
            done += count;
        }
    }

    /** Deletes the file. Its room is given back at once, though parts may stay mapped for a while: nobody can reach them any more. */
    @Override
    public void close() {
        chunks.clear();
        try {
            size = 0;
            if (Files.exists(path)) {
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    file.setLength(0);
                }
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path + ": delete it by hand", e);
        }
    }

    private ComparisonFailure unusable(IOException cause) {
        return new ComparisonFailure(
                "cannot keep the comparison in " + path + " (" + cause.getMessage()
                        + "): see that its disk has room and can be written to",
                cause);
    }
}
