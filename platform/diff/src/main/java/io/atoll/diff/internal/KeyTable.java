package io.atoll.diff.internal;

import io.atoll.pipeline.Reconciler.ComparisonFailure;
import java.io.Closeable;
import java.util.function.LongPredicate;

/**
 * Finds positions by hashes, in {@link Words}: a table with open addressing that doubles when three quarters of it are taken. A hash has its
 * place by its leading bits, so that a table is doubled from its beginning to its end.
 *
 * <p>Not safe for use by several threads at once.
 */
final class KeyTable implements Closeable {

    private static final int SLOT_WORDS = 2;
    private static final int FIRST_BITS = 4;

    private final Workplace workplace;
    private int bits = FIRST_BITS;
    private Words slots;
    private long taken;

    /** Makes an empty table. */
    KeyTable(Workplace workplace) {
        this.workplace = workplace;
        slots = table(bits);
    }

    private Words table(int size) {
        return new Words(workplace, "table-" + size);
    }

    /**
     * Finds a position.
     *
     * @param hash under which it was put
     * @param match tells whether it is the wanted one of those under the same hash
     * @return 0 if there is none
     */
    long find(long hash, LongPredicate match) {
        if (taken == 0) {
            return 0;
        }
        for (long slot = hash >>> (Long.SIZE - bits); ; slot = next(slot)) {
            long position = slots.get(slot * SLOT_WORDS + 1);
            if (position == 0 || (slots.get(slot * SLOT_WORDS) == hash && match.test(position))) {
                return position;
            }
        }
    }

    /** Puts a position, which is not 0, under a hash. */
    void put(long hash, long position) {
        if (taken == 0) {
            slots.reserve((long) SLOT_WORDS << bits);
        } else if (taken >= (3L << bits) / 4) {
            grow();
        }
        taken++;
        place(hash, position);
    }

    private void place(long hash, long position) {
        long slot = hash >>> (Long.SIZE - bits);
        while (slots.get(slot * SLOT_WORDS + 1) != 0) {
            slot = next(slot);
        }
        slots.set(slot * SLOT_WORDS, hash);
        slots.set(slot * SLOT_WORDS + 1, position);
    }

    private long next(long slot) {
        return (slot + 1) & ((1L << bits) - 1);
    }

    private void grow() {
        Words bigger = table(bits + 1);
        try {
            bigger.reserve((long) SLOT_WORDS << (bits + 1));
        } catch (ComparisonFailure e) {
            bigger.close();
            throw e;
        }
        try (Words old = slots) {
            long size = (long) SLOT_WORDS << bits;
            slots = bigger;
            bits++;
            for (long at = 0; at < size; at += SLOT_WORDS) {
                long position = old.get(at + 1);
                if (position != 0) {
                    place(old.get(at), position);
                }
            }
        }
    }

    @Override
    public void close() {
        slots.close();
    }
}
