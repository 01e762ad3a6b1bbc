package io.atoll.diff.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes as words, eight in each; the last one is filled up with zeros. */
final class PackedBytes {

    private PackedBytes() {}

    /** Packs bytes. */
    static long[] pack(byte[] bytes) {
        long[] words = new long[size(bytes.length)];
        ByteBuffer.wrap(Arrays.copyOf(bytes, words.length * Long.BYTES))
                .asLongBuffer()
                .get(words);
        return words;
    }

    /** How many words some bytes take. */
    static int size(long bytes) {
        return Math.toIntExact((bytes + Long.BYTES - 1) / Long.BYTES);
    }

    /** The bytes, with the zeros. */
    static byte[] unpack(long[] words) {
        byte[] bytes = new byte[words.length * Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().put(words);
        return bytes;
    }
}
