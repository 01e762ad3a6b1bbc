package io.atoll.records.internal;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One entry of a recording's file. Partitions are named by numbers, in the order in which {@link Name} introduces them; 0 is the empty name. */
sealed interface Entry {

    /** So much of an entry tells what it is, without the records in it. */
    int HEAD = 1 + 5 * Integer.BYTES + 2 * Long.BYTES;

    /** The bytes, from the first to the last. */
    ByteBuffer bytes();

    /** Introduces a partition. */
    record Name(String partition) implements Entry {
        @Override
        public ByteBuffer bytes() {
            byte[] text = partition.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(1 + text.length)
                    .put((byte) 'N')
                    .put(text)
                    .flip();
        }
    }

    /**
     * Some records of a page.
     *
     * @param partition where they were read
     * @param number of the page
     * @param first position of the first of them
     * @param size how many they are
     * @param place hash of the place where reading goes on after them; 0 if there is none
     * @param content hash of all records of the page
     * @param length unpacked
     * @param packed the records; empty if only the head was read
     */
    record Records(
            int partition, int number, int first, int size, long place, long content, int length, ByteBuffer packed)
            implements Entry {
        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.allocate(HEAD + packed.remaining())
                    .put((byte) 'P')
                    .putInt(partition)
                    .putInt(number)
                    .putInt(first)
                    .putInt(size)
                    .putLong(place)
                    .putLong(content)
                    .putInt(length)
                    .put(packed.duplicate())
                    .flip();
        }
    }

    /** A record that could not be read. */
    record Unreadable(int partition, String reason, ByteBuffer json) implements Entry {
        @Override
        public ByteBuffer bytes() {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(1 + 2 * Integer.BYTES + text.length + json.remaining())
                    .put((byte) 'U')
                    .putInt(partition)
                    .putInt(text.length)
                    .put(text)
                    .put(json.duplicate())
                    .flip();
        }
    }

    /** The end of a partition, and why it is not complete. */
    record Ended(int partition, @Nullable String gap) implements Entry {
        @Override
        public ByteBuffer bytes() {
            byte[] text = gap == null ? new byte[0] : gap.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(2 + Integer.BYTES + text.length)
                    .put((byte) 'E')
                    .putInt(partition)
                    .put((byte) (gap == null ? 0 : 1))
                    .put(text)
                    .flip();
        }
    }

    /** A partition is read again behind a place, or from its beginning if that is 0: what had come after it does not count any more. */
    record Again(int partition, long place) implements Entry {
        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES)
                    .put((byte) 'A')
                    .putInt(partition)
                    .putLong(place)
                    .flip();
        }
    }

    /** The hashes of the entities that some records of a page made. */
    record Made(int number, int records, LongBuffer hashes) implements Entry {
        @Override
        public ByteBuffer bytes() {
            var bytes = ByteBuffer.allocate(1 + 2 * Integer.BYTES + hashes.remaining() * Long.BYTES)
                    .put((byte) 'M')
                    .putInt(number)
                    .putInt(records);
            bytes.asLongBuffer().put(hashes.duplicate());
            return bytes.rewind();
        }
    }

    /**
     * The entry that bytes stand for.
     *
     * @throws IllegalArgumentException if they stand for none
     * @throws java.nio.BufferUnderflowException if they end too soon
     */
    static Entry of(ByteBuffer bytes) {
        return switch (bytes.get()) {
            case 'N' -> new Name(text(bytes));
            case 'P' ->
                new Records(
                        bytes.getInt(),
                        bytes.getInt(),
                        bytes.getInt(),
                        bytes.getInt(),
                        bytes.getLong(),
                        bytes.getLong(),
                        bytes.getInt(),
                        bytes.slice());
            case 'U' -> unreadable(bytes);
            case 'E' -> {
                int partition = bytes.getInt();
                boolean whole = bytes.get() == 0;
                yield new Ended(partition, whole ? null : text(bytes));
            }
            case 'A' -> new Again(bytes.getInt(), bytes.getLong());
            case 'M' -> made(bytes);
            default -> throw new IllegalArgumentException("unknown entry");
        };
    }

    private static Unreadable unreadable(ByteBuffer bytes) {
        int partition = bytes.getInt();
        int length = bytes.getInt();
        String reason = text(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
        return new Unreadable(partition, reason, bytes.slice());
    }

    private static Made made(ByteBuffer bytes) {
        return new Made(bytes.getInt(), bytes.getInt(), bytes.asLongBuffer());
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
