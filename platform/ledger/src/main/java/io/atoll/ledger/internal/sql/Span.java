package io.atoll.ledger.internal.sql;

/**
 * The keys of the rows that belong to one owner: its number in the upper half, that of the row in the lower one.
 *
 * @param after lower than the lowest
 * @param before higher than the highest
 */
public record Span(long after, long before) {

    /** How many rows an owner has at most. */
    private static final int BITS = 32;

    /** The span of one owner. */
    public static Span of(long owner) {
        return of(owner, owner);
    }

    /** The span of owners whose numbers follow each other. */
    public static Span of(long first, long last) {
        return new Span(first << BITS, (last + 1) << BITS);
    }

    /** The key of a row, which counts from 1. */
    public long key(long row) {
        return after + row;
    }

    /** The row of a key. */
    public long row(long key) {
        return key - after;
    }
}
