package io.atoll.diff.internal;

import java.util.HexFormat;

/** Sums of what entities are, which tell sets of entities apart and do not show their order. Not safe for use by several threads. */
final class Digest {

    private long low;
    private long high;

    /** Puts an entity in by its share, two hashes of its name and content. */
    void add(long shareLow, long shareHigh) {
        low += shareLow;
        high += shareHigh;
    }

    /** Takes an entity out. */
    void remove(long shareLow, long shareHigh) {
        low -= shareLow;
        high -= shareHigh;
    }

    /** Thirty-two hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
