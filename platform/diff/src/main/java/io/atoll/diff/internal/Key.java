package io.atoll.diff.internal;

import io.atoll.model.Entity.Ref;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of an entity in words: the sizes in bytes of blueprint and identifier, then both as UTF-8. Equal names have equal words,
 * others have not.
 */
final class Key {

    private final long[] words;
    private final long hash;

    private Key(long[] words, ValueHash hash) {
        this.words = words;
        this.hash = hash(hash, 0);
    }

    /** Of an entity. */
    static Key of(Ref ref, ValueHash hash) {
        byte[] blueprint = ref.blueprint().getBytes(StandardCharsets.UTF_8);
        byte[] identifier = ref.identifier().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(blueprint, blueprint.length + identifier.length);
        System.arraycopy(identifier, 0, bytes, blueprint.length, identifier.length);
        long[] packed = PackedBytes.pack(bytes);
        long[] words = new long[1 + packed.length];
        words[0] = (long) blueprint.length << Integer.SIZE | identifier.length;
        System.arraycopy(packed, 0, words, 1, packed.length);
        return new Key(words, hash);
    }

    /** Reads a name from words that are kept. */
    static Ref ref(long position, Words kept) {
        long sizes = kept.get(position);
        long[] packed = new long[length(sizes) - 1];
        kept.get(position + 1, packed);
        byte[] bytes = PackedBytes.unpack(packed);
        int blueprint = (int) (sizes >>> Integer.SIZE);
        return new Ref(
                new String(bytes, 0, blueprint, StandardCharsets.UTF_8),
                new String(bytes, blueprint, (int) sizes, StandardCharsets.UTF_8));
    }

    /** How many words a key has, by its first one. */
    static int length(long sizes) {
        return 1 + PackedBytes.size((sizes >>> Integer.SIZE) + (int) sizes);
    }

    /** The words; not to be changed. */
    long[] words() {
        return words;
    }

    /** Whether words that are kept are the same. */
    boolean isAt(long position, Words kept) {
        for (int i = 0; i < words.length; i++) {
            if (kept.get(position + i) != words[i]) {
                return false;
            }
        }
        return true;
    }

    /** The hash by which the key is found. */
    long hash() {
        return hash;
    }

    /** A hash of the key and a number. */
    long hash(ValueHash hash, long number) {
        SipHash sum = hash.begin();
        sum.add(number);
        for (long word : words) {
            sum.add(word);
        }
        return sum.end();
    }
}
