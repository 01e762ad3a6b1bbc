package io.atoll.records.internal;

import io.atoll.model.Entity.Ref;

/** Hashes of 64 bits, the same in each process. */
final class Hash {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    static long of(String text) {
        return mixed(add(OFFSET, text));
    }

    static long of(Ref ref) {
        return mixed(add(add(OFFSET, ref.blueprint()) * PRIME, ref.identifier()));
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * PRIME;
        }
        return sum;
    }

    private static long mixed(long hash) {
        long sum = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return sum ^ (sum >>> 33);
    }
}
