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
import org.jspecify.annotations.Nullable;

/**
 * Many 64-bit words that grow: a few in memory, more in a temporary file that is mapped into memory.
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
    private static final long SMALLEST = 1 << 6;

    /** So many words make no file. */
    private static final int IN_MEMORY = 1 << 13;

    private static final byte[] ZEROS = new byte[IN_MEMORY * Long.BYTES];

    private final Workplace workplace;
    private final String name;
    private final List<LongBuffer> chunks = new ArrayList<>();
    private @Nullable Path file;
    private boolean spilled;
    private long size;

    /**
     * Has no words at first.
     *
     * @param name of the file that there may be
     */
    Words(Workplace workplace, String name) {
        this.workplace = workplace;
        this.name = name;
    }

    /** Makes sure that there are so many words at least; new ones are 0. */
    void reserve(long words) {
        if (words <= size) {
            return;
        }
        if (words <= IN_MEMORY) {
            replace(LongBuffer.allocate((int) Math.max(SMALLEST, Long.highestOneBit(words - 1) << 1)));
            return;
        }
        Path path = file == null ? workplace.file(name) : file;
        file = path;
        try {
            if (!spilled) {
                spill(path);
            }
            while (size < words) {
                grow(path, size < CHUNK ? size : CHUNK);
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Brings the words that there are to the disk. */
    private void spill(Path path) throws IOException {
        write(path, 0, IN_MEMORY);
        replace(map(path, 0, IN_MEMORY));
        spilled = true;
    }

    /** Adds words on disk: to the first chunk, which doubles until it is whole, or as a chunk. */
    private void grow(Path path, long words) throws IOException {
        write(path, size, words);
        if (size < CHUNK) {
            LongBuffer larger = map(path, 0, size + words);
            chunks.clear();
            chunks.add(larger);
        } else {
            chunks.add(map(path, size, words));
        }
        size += words;
    }

    /** Puts the words that there are into a larger chunk, the only one. */
    private void replace(LongBuffer larger) {
        if (size > 0) {
            larger.put(0, chunks.getFirst(), 0, (int) size);
        }
        chunks.clear();
        chunks.add(larger);
        size = larger.capacity();
    }

    private static void write(Path path, long position, long words) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position * Long.BYTES);
            for (long written = 0; written < words * Long.BYTES; written += ZEROS.length) {
                file.write(ZEROS);
            }
        }
    }

    /** Maps words; what is mapped stays so when the channel is closed. */
    private static LongBuffer map(Path path, long position, long words) throws IOException {
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
        size = 0;
        Path path = file;
        if (path == null || !Files.exists(path)) {
            return;
        }
        try {
            try (RandomAccessFile content = new RandomAccessFile(path.toFile(), "rw")) {
                content.setLength(0);
            }
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path + ": delete it by hand", e);
        }
    }

    private static ComparisonFailure unusable(Path path, IOException cause) {
        return new ComparisonFailure(
                "cannot keep the comparison in " + path + " (" + cause.getMessage()
                        + "): see that its disk has room and can be written to",
                cause);
    }
}
