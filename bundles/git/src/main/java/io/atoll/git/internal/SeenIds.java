package io.atoll.git.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;

/**
 * A set of object ids that keeps 8 bytes of each, in a hash table of at most 32 bytes for each. Two ids that begin with the same 8
 * bytes count as one; among ten million commits the odds of that are one to 370,000.
 */
final class SeenIds {

    private static final long FREE = 0;

    private final byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
    private long[] table = new long[1 << 10];
    private int size;

    /** Adds an id and says whether it is new. */
    boolean add(AnyObjectId id) {
        id.copyRawTo(raw, 0);
        long key = ByteBuffer.wrap(raw).getLong();
        if (!insert(table, key == FREE ? 1 : key)) {
            return false;
        }
        if (++size > table.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        var larger = new long[table.length * 2];
        Arrays.stream(table).filter(key -> key != FREE).forEach(key -> insert(larger, key));
        table = larger;
    }

    private static boolean insert(long[] table, long key) {
        int mask = table.length - 1;
        for (int slot = (int) key & mask; ; slot = (slot + 1) & mask) {
            if (table[slot] == key) {
                return false;
            }
            if (table[slot] == FREE) {
                table[slot] = key;
                return true;
            }
        }
    }
}
