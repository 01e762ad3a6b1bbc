package io.atoll.diff.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * SipHash-2-4 of a sequence of words: a keyed hash that nobody can build collisions for who does not know the key.
 *
 * <p>It is the hash that is published for the bytes of the words, the lowest byte first. Not safe for use by several threads.
 */
final class SipHash {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FINALIZATION = 4;

    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long words;

    /** Begins a hash of 64 bits. */
    SipHash(Key key) {
        v0 = key.low() ^ 0x736f6d6570736575L;
        v1 = key.high() ^ 0x646f72616e646f6dL;
        v2 = key.low() ^ 0x6c7967656e657261L;
        v3 = key.high() ^ 0x7465646279746573L;
    }

    /**
     * The secret of a hash.
     *
     * @param low its first eight bytes
     * @param high its last eight bytes
     */
    record Key(long low, long high) {

        @Override
        public String toString() {
            return "a key";
        }
    }

    /** Takes the next word. */
    void add(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
        words++;
    }

    /** Takes a text: the length of its UTF-8, then that, eight bytes in a word. */
    void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add((long) bytes.length);
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            add((long) WORDS.get(bytes, at));
        }
        if (at < bytes.length) {
            long rest = 0;
            for (int shift = 0; at < bytes.length; at++, shift += Byte.SIZE) {
                rest |= (bytes[at] & 0xffL) << shift;
            }
            add(rest);
        }
    }

    /** Ends the hash; to be called once. */
    long end() {
        add((words * Long.BYTES) << 56);
        v2 ^= 0xff;
        for (int i = 0; i < FINALIZATION; i++) {
            round();
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
