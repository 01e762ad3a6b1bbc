package io.atoll.diff.internal;

import java.util.Arrays;
import org.h2.mvstore.MVMap;

/** A set of numbers, in a map of blocks of bits. Safe for use by several threads. */
final class Marks {

    private static final int BLOCK_BITS = 4096;

    private final MVMap<Long, byte[]> blocks;

    Marks(MVMap<Long, byte[]> blocks) {
        this.blocks = blocks;
    }

    /** Puts a number, from 0, into the set. */
    synchronized void add(long number) {
        byte[] block = block(number);
        if (!contains(block, number)) {
            byte[] changed = Arrays.copyOf(block, block.length);
            int bit = (int) (number % BLOCK_BITS);
            changed[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
            blocks.put(number / BLOCK_BITS, changed);
        }
    }

    /** Whether a number, from 0, is in the set. */
    boolean contains(long number) {
        return contains(block(number), number);
    }

    private byte[] block(long number) {
        byte[] block = blocks.get(number / BLOCK_BITS);
        return block == null ? new byte[BLOCK_BITS / Byte.SIZE] : block;
    }

    private static boolean contains(byte[] block, long number) {
        int bit = (int) (number % BLOCK_BITS);
        return (block[bit / Byte.SIZE] & 1 << bit % Byte.SIZE) != 0;
    }
}
