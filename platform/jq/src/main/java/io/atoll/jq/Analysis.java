package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be told of a program without running it.
 *
 * @param constant the only output, whatever the input
 * @param reads the paths of the input that the output depends on, as lists of keys from the root, none the beginning of another: a
 *     program sees nothing else of its input. A list without keys stands for the whole input
 * @param several whether it can give more than one output
 * @param findings what is legal but surely wrong
 */
public record Analysis(Optional<JsonNode> constant, Set<List<String>> reads, boolean several, List<Finding> findings) {

    /** Copies the collections. */
    public Analysis {
        reads = Set.copyOf(reads);
        findings = List.copyOf(findings);
    }

    /** Whether the output depends on the whole input. */
    public boolean readsEverything() {
        return reads.contains(List.of());
    }

    /**
     * Something legal that is surely not meant.
     *
     * @param position where
     * @param message what is wrong and what to do
     */
    public record Finding(Position position, String message) {}
}
