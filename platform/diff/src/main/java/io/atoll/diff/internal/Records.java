package io.atoll.diff.internal;

import io.atoll.model.Entity.Ref;
import java.io.Closeable;

/**
 * What a comparison knows of each entity, in {@link Words}, in the order in which the entities came: a fixed number of words, and the key.
 * Records have positions, which are not 0.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Records implements Closeable {

    /** The word that is 1 if the catalog holds the entity. */
    static final int HELD = 0;

    /** The word that is 1 if the entity was produced. */
    static final int PRODUCED = 1;

    /** The word with the position of the entity's {@link State} among the blobs. */
    static final int STATE = 2;

    /** The word with the position of the held fields among the blobs; 0 if there are none. */
    static final int FIELDS = 3;

    /** The first of the two words with the share of a held entity in the digest. */
    static final int SHARE = 4;

    private static final int KEY = 6;
    private static final long FIRST = 1;

    private final Words words;
    private final KeyTable table;
    private long end = FIRST;

    /** Has no records yet. */
    Records(Workplace workplace) {
        words = new Words(workplace, "records");
        table = new KeyTable(workplace);
    }

    /** The position of the record of a key; 0 if there is none. */
    long find(Key key) {
        return table.find(key.hash(), position -> key.isAt(position + KEY, words));
    }

    /** Makes a record for a key that has none; its words are 0. */
    long add(Key key) {
        long position = end;
        words.reserve(position + KEY + key.words().length);
        words.set(position + KEY, key.words());
        table.put(key.hash(), position);
        end = position + KEY + key.words().length;
        return position;
    }

    /** A word of a record. */
    long get(long position, int word) {
        return words.get(position + word);
    }

    /** Changes a word of a record. */
    void set(long position, int word, long value) {
        words.set(position + word, value);
    }

    /** The name of the entity. */
    Ref ref(long position) {
        return Key.ref(position + KEY, words);
    }

    /** The position of the first record, if there is one. */
    long first() {
        return FIRST;
    }

    /** The position of the record after another, if there is one. */
    long next(long position) {
        return position + KEY + Key.length(words.get(position + KEY));
    }

    /** Whether a position is one of a record, and not the end. */
    boolean has(long position) {
        return position < end;
    }

    @Override
    public void close() {
        try (words) {
            table.close();
        }
    }
}
