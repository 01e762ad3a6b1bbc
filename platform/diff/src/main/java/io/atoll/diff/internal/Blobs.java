package io.atoll.diff.internal;

import java.io.Closeable;

/** Arrays of words. Not safe for use by several threads at once. */
final class Blobs implements Closeable {

    private final Words words;
    private long end = 1;

    /** Keeps nothing yet. */
    Blobs(Workplace workplace) {
        words = new Words(workplace, "blobs");
    }

    /** Keeps an array, and tells its position, which is not 0. */
    long add(long[] array) {
        long position = end;
        words.reserve(position + 1 + array.length);
        words.set(position, array.length);
        words.set(position + 1, array);
        end = position + 1 + array.length;
        return position;
    }

    /** The array at a position. */
    long[] get(long position) {
        long[] array = new long[(int) words.get(position)];
        words.get(position + 1, array);
        return array;
    }

    /** Keeps an array instead of the one at a position, and tells its own position; the other is lost. */
    long replace(long position, long[] array) {
        if (words.get(position) != array.length) {
            return add(array);
        }
        words.set(position + 1, array);
        return position;
    }

    @Override
    public void close() {
        words.close();
    }
}
