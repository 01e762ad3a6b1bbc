package io.atoll.engine.internal;

import io.atoll.model.Entity.Ref;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A set of names of entities in little memory: of each, half of its SHA-256. Used by one thread. */
final class Names {

    private static final double FULL = 0.6;

    private long[] slots = new long[2 * 1024];
    private int size;

    /** Puts a name into the set. */
    void add(Ref ref) {
        if (size + 1 > FULL * slots.length / 2) {
            grow();
        }
        Hash hash = hash(ref);
        int slot = slot(hash);
        if (empty(slot)) {
            put(slot, hash);
            size++;
        }
    }

    /** Takes a name out of the set. */
    void remove(Ref ref) {
        int slot = slot(hash(ref));
        if (empty(slot)) {
            return;
        }
        size--;
        put(slot, new Hash(0, 0));
        for (int next = after(slot); !empty(next); next = after(next)) {
            Hash moved = new Hash(slots[next], slots[next + 1]);
            put(next, new Hash(0, 0));
            put(slot(moved), moved);
        }
    }

    boolean contains(Ref ref) {
        return !empty(slot(hash(ref)));
    }

    int size() {
        return size;
    }

    private record Hash(long high, long low) {}

    /** Where a hash stands, or would stand. */
    private int slot(Hash hash) {
        int slot = 2 * (int) Math.floorMod(hash.low(), (long) slots.length / 2);
        while (!empty(slot) && !(slots[slot] == hash.high() && slots[slot + 1] == hash.low())) {
            slot = after(slot);
        }
        return slot;
    }

    private int after(int slot) {
        return (slot + 2) % slots.length;
    }

    private boolean empty(int slot) {
        return slots[slot] == 0 && slots[slot + 1] == 0;
    }

    private void put(int slot, Hash hash) {
        slots[slot] = hash.high();
        slots[slot + 1] = hash.low();
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                Hash hash = new Hash(old[i], old[i + 1]);
                put(slot(hash), hash);
            }
        }
    }

    private static Hash hash(Ref ref) {
        try {
            var bytes = (ref.blueprint() + '\0' + ref.identifier()).getBytes(StandardCharsets.UTF_8);
            var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Hash(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java without SHA-256", e);
        }
    }
}
