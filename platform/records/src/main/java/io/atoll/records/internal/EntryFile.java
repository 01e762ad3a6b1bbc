package io.atoll.records.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of entries: each has its length and its checksum before it, so that one that was cut off is recognised.
 *
 * <p>One thread appends; others may read what was there when they opened it.
 */
final class EntryFile implements AutoCloseable {

    private static final byte[] MAGIC = "atoll-records-2\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME = 2 * Integer.BYTES;

    private final Path path;
    private final FileChannel channel;
    private volatile long end;

    private EntryFile(Path path, FileChannel channel, long end) {
        this.path = path;
        this.channel = channel;
        this.end = end;
    }

    /** Makes a new one that only its owner can read. */
    static EntryFile create(Path path) throws IOException {
        var channel = Owned.create(path);
        channel.write(ByteBuffer.wrap(MAGIC));
        return new EntryFile(path, channel, MAGIC.length);
    }

    /** Opens one to append to it, without what follows its last whole entry. */
    static EntryFile reopen(Path path) throws IOException {
        var file = new EntryFile(
                path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE), MAGIC.length);
        try {
            file.requireMagic();
            var walk = file.walk(file.channel.size());
            long last = walk.position;
            while (walk.next()) {
                last = walk.entry;
            }
            file.end = walk.position;
            // what was written last may have been cut off within
            if (file.end > last && !file.sound(last)) {
                file.end = last;
            }
            file.channel.truncate(file.end);
            return file;
        } catch (IOException | RuntimeException e) {
            file.channel.close();
            throw e;
        }
    }

    /** Opens one to read it. */
    static EntryFile open(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            var file = new EntryFile(path, channel, channel.size());
            file.requireMagic();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void requireMagic() throws IOException {
        var bytes = ByteBuffer.allocate(MAGIC.length);
        if (read(bytes, 0) < MAGIC.length || !bytes.flip().equals(ByteBuffer.wrap(MAGIC))) {
            throw new IOException(path + " is no file of records of this release");
        }
    }

    /** How long it is. */
    long size() {
        return end;
    }

    /** Appends an entry; on failure the file is as it was before. */
    void append(Entry entry) throws IOException {
        ByteBuffer body = entry.bytes();
        var frame = ByteBuffer.allocate(FRAME)
                .putInt(body.remaining())
                .putInt(checksum(body))
                .flip();
        long begin = end;
        long length = FRAME + (long) body.remaining();
        try {
            write(frame, begin);
            write(body, begin + FRAME);
            end = begin + length;
        } catch (IOException | RuntimeException e) {
            try {
                channel.truncate(begin);
            } catch (IOException worse) {
                e.addSuppressed(worse);
            }
            throw e;
        }
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private int read(ByteBuffer bytes, long position) throws IOException {
        int read = 0;
        while (bytes.hasRemaining()) {
            int more = channel.read(bytes, position + read);
            if (more < 0) {
                break;
            }
            read += more;
        }
        return read;
    }

    private static int checksum(ByteBuffer bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes.duplicate());
        return (int) checksum.getValue();
    }

    private boolean sound(long position) throws IOException {
        try {
            body(position);
            return true;
        } catch (Damaged cut) {
            return false;
        }
    }

    private ByteBuffer body(long position) throws IOException {
        var frame = ByteBuffer.allocate(FRAME);
        if (read(frame, position) < FRAME) {
            throw new EOFException(path.toString());
        }
        frame.flip();
        var body = ByteBuffer.allocate(frame.getInt());
        read(body, position + FRAME);
        body.flip();
        if (body.limit() < body.capacity() || checksum(body) != frame.getInt()) {
            throw new Damaged(path + " is damaged at byte " + position);
        }
        return body;
    }

    /** The entry at a place. */
    Entry at(long place) throws IOException {
        try {
            return Entry.of(body(place));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new Damaged(path + " has an unknown entry at byte " + place);
        }
    }

    /** Goes through the entries, from the first. */
    Walk walk() {
        return walk(end);
    }

    private Walk walk(long until) {
        return new Walk(until);
    }

    /** Stands at an entry. */
    final class Walk {

        private final long until;
        private final ByteBuffer head = ByteBuffer.allocate(FRAME + Entry.HEAD);
        private long entry;
        private long position = MAGIC.length;

        private Walk(long until) {
            this.until = until;
        }

        /** Goes on to the next entry; false if there is none that is whole. */
        boolean next() throws IOException {
            if (position + FRAME >= until) {
                return false;
            }
            head.clear();
            EntryFile.this.read(head, position);
            head.flip();
            int length = head.getInt();
            if (length <= 0 || position + FRAME + length > until) {
                return false;
            }
            entry = position;
            position += FRAME + length;
            head.limit((int) Math.min(head.limit(), FRAME + (long) length));
            head.getInt();
            return true;
        }

        /** What sort of entry it is. */
        char type() {
            return (char) head.get(FRAME);
        }

        /** The head of some records, without these. */
        Entry.Records records() {
            var bytes = head.duplicate().position(FRAME);
            return (Entry.Records) Entry.of(bytes);
        }

        /** Where it stands. */
        long place() {
            return entry;
        }

        /** The whole entry. */
        Entry read() throws IOException {
            return at(entry);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Says that the file is not as it was written. */
    static final class Damaged extends IOException {

        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }
}
