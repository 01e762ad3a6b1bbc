package io.atoll.diff.internal;

import io.atoll.model.Entity.Ref;
import java.io.Closeable;
import java.util.Comparator;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Brings positions of records into the order of their names, in {@link Words}: a merge sort, of blocks that are sorted in memory.
 *
 * <p>Not safe for use by several threads at once.
 */
final class NameOrder implements Closeable {

    private static final int BLOCK = 4096;
    private static final Comparator<Ref> BY_NAME =
            Comparator.comparing(Ref::blueprint).thenComparing(Ref::identifier);

    private final LongFunction<Ref> names;
    private Words positions;
    private Words spare;
    private long size;

    /**
     * Has no positions yet.
     *
     * @param names the name at a position
     */
    NameOrder(Workplace workplace, LongFunction<Ref> names) {
        this.names = names;
        positions = new Words(workplace, "order-1");
        spare = new Words(workplace, "order-2");
    }

    /** Takes a position. */
    void add(long position) {
        positions.reserve(size + 1);
        positions.set(size++, position);
    }

    /** How many positions there are. */
    long size() {
        return size;
    }

    /** One of the positions. */
    long get(long index) {
        return positions.get(index);
    }

    /** Sorts them. */
    void sort() {
        for (long from = 0; from < size; from += BLOCK) {
            sortBlock(from, (int) Math.min(BLOCK, size - from));
        }
        for (long width = BLOCK; width < size; width *= 2) {
            spare.reserve(size);
            for (long from = 0; from < size; from += 2 * width) {
                merge(from, Math.min(from + width, size), Math.min(from + 2 * width, size));
            }
            Words merged = spare;
            spare = positions;
            positions = merged;
        }
    }

    private void sortBlock(long from, int length) {
        long[] sorted = LongStream.range(from, from + length)
                .map(positions::get)
                .mapToObj(position -> new Named(names.apply(position), position))
                .sorted(Comparator.comparing(Named::name, BY_NAME))
                .mapToLong(Named::position)
                .toArray();
        positions.set(from, sorted);
    }

    /** Merges two neighbouring sorted spans into the spare words. */
    private void merge(long from, long middle, long end) {
        long left = from;
        long right = middle;
        Ref leftName = names.apply(positions.get(left));
        Ref rightName = right < end ? names.apply(positions.get(right)) : leftName;
        for (long to = from; to < end; to++) {
            if (right == end || (left < middle && BY_NAME.compare(leftName, rightName) <= 0)) {
                spare.set(to, positions.get(left++));
                leftName = left < middle && right < end ? names.apply(positions.get(left)) : leftName;
            } else {
                spare.set(to, positions.get(right++));
                rightName = right < end ? names.apply(positions.get(right)) : rightName;
            }
        }
    }

    @Override
    public void close() {
        try (Words first = positions) {
            spare.close();
        }
    }

    private record Named(Ref name, long position) {}
}
