package io.atoll.git.internal;

/** How much a text may grow when it is parsed: a short one can nest deeply, or refer to itself again and again. */
final class Growth {

    /** How deep values may be nested. */
    static final int MAX_DEPTH = 200;

    private static final int MAX_VALUES = 200_000;

    private int values;

    /** Counts values, at a depth. */
    void add(int count, int depth) throws UnparsableException {
        if (depth > MAX_DEPTH) {
            throw new UnparsableException("values are nested deeper than " + MAX_DEPTH);
        }
        values += count;
        if (values > MAX_VALUES) {
            throw new UnparsableException("there are more than " + MAX_VALUES + " values");
        }
    }

    /** How many values there have been so far. */
    int values() {
        return values;
    }
}
