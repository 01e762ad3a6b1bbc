package io.atoll.tck;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How reading a kind ended.
 *
 * @param kind for people
 * @param records what was pushed
 * @param failures why the kind (the empty name) or partitions of it are not complete
 */
record Outcome(String kind, List<JsonNode> records, Map<String, Throwable> failures) {

    boolean complete() {
        return failures.isEmpty();
    }

    boolean failedWith(Class<? extends Throwable> type) {
        return failures.values().stream().anyMatch(type::isInstance);
    }

    /** For people: what came of it. */
    @Override
    public String toString() {
        return complete()
                ? "returned as if it had read everything, with " + records.size() + " records"
                : failures.entrySet().stream()
                        .map(entry -> (entry.getKey().isEmpty() ? "" : "in the partition '" + entry.getKey() + "' ")
                                + "threw " + entry.getValue())
                        .collect(Collectors.joining("; "));
    }
}
