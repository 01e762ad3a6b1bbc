package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Hashes of JSON values by one key; safe for use by several threads.
 *
 * <p>Values have the same hash if they are the same JSON: objects whatever the order of their keys, lists in their order, numbers
 * whose doubles are equal ({@code 1}, {@code 1.0}, {@code 1e0}), texts char by char. Null inside an object is not the same as an
 * absent key, nor a text the same as the number that it spells.
 */
record ValueHash(SipHash.Key key) {

    /** Begins a hash. */
    SipHash begin() {
        return new SipHash(key);
    }

    /** The hash of a value. */
    long of(JsonNode value) {
        SipHash hash = begin();
        add(value, hash);
        return hash.end();
    }

    /** Adds a value so that different values add different words: its type, its size where there is one, what is in it. */
    void add(JsonNode value, SipHash hash) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                hash.add('{');
                hash.add(value.size());
                hash.add(entries(value));
            }
            case ARRAY -> {
                hash.add('[');
                hash.add(value.size());
                for (JsonNode element : value) {
                    add(element, hash);
                }
            }
            case NUMBER -> {
                hash.add('1');
                // The sum makes one zero of the two.
                hash.add(Double.doubleToLongBits(value.doubleValue() + 0.0));
            }
            case BOOLEAN -> hash.add(value.booleanValue() ? 't' : 'f');
            case STRING -> {
                hash.add('"');
                hash.add(value.textValue());
            }
            case NULL, MISSING -> hash.add('0');
            case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + value.getNodeType());
        }
    }

    /** A sum of the entries' hashes, in which their order does not show. */
    private long entries(JsonNode object) {
        long sum = 0;
        for (var entry : object.properties()) {
            SipHash hash = begin();
            hash.add(entry.getKey());
            add(entry.getValue(), hash);
            sum += hash.end();
        }
        return sum;
    }
}
