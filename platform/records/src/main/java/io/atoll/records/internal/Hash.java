package io.atoll.records.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity.Ref;
import java.util.List;

/** Hashes of 64 bits, the same in each process. */
final class Hash {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long END = 0x9e3779b97f4a7c15L;
    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    static long of(String text) {
        return mixed(add(OFFSET, text));
    }

    static long of(Ref ref) {
        return mixed(add(add(OFFSET, ref.blueprint()) * PRIME, ref.identifier()));
    }

    /** Of records: equal for equal ones with their members in the same order. */
    static long of(List<JsonNode> records) {
        long sum = OFFSET;
        for (JsonNode each : records) {
            sum = add(sum, each);
        }
        return mixed(sum);
    }

    private static long add(long hash, JsonNode value) {
        long sum = (hash ^ value.asToken().id()) * PRIME;
        switch (value.getNodeType()) {
            case OBJECT -> {
                for (var member : value.properties()) {
                    sum = add(add(sum, member.getKey()), member.getValue());
                }
            }
            case ARRAY -> {
                for (JsonNode element : value) {
                    sum = add(sum, element);
                }
            }
            case STRING -> sum = add(sum, value.textValue());
            case NUMBER, BOOLEAN, BINARY, POJO, NULL, MISSING -> sum = add(sum, value.asText());
        }
        return (sum ^ END) * PRIME;
    }

    private static long add(long hash, String text) {
        long sum = (hash ^ text.length()) * PRIME;
        int i = 1;
        for (; i < text.length(); i += 2) {
            sum = (sum ^ text.charAt(i - 1) ^ ((long) text.charAt(i) << Character.SIZE)) * PRIME;
        }
        return i == text.length() ? (sum ^ text.charAt(i - 1)) * PRIME : sum;
    }

    private static long mixed(long hash) {
        long sum = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return sum ^ (sum >>> 33);
    }
}
