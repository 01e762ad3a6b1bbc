package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Masking;
import io.atoll.pipeline.Change.Difference;
import io.atoll.spi.ConnectionCheck.Step;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Takes out of what is shown what must not be seen: the secrets of the configuration wherever they stand, and what looks like one.
 *
 * @param values the secrets of the configuration
 */
record Secrets(List<String> values) {

    private static final int SHORTEST = 4;
    private static final String MASK = "[REDACTED]";

    /** Knows none. */
    static final Secrets NONE = new Secrets(List.of());

    /** Copies the list, the longest first. */
    Secrets {
        values = values.stream()
                .filter(value -> value.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    static Secrets of(Collection<String> values) {
        return new Secrets(List.copyOf(values));
    }

    String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return Masking.of(masked);
    }

    /** A copy without secrets. */
    JsonNode mask(JsonNode value) {
        return Masking.of(known(value));
    }

    Problem mask(Problem problem) {
        return new Problem(problem.place(), mask(problem.message()));
    }

    Step mask(Step step) {
        return new Step(mask(step.name()), step.outcome(), mask(step.explanation()));
    }

    /** The same, with values that may be shown. */
    Difference mask(Difference difference) {
        return new Difference(
                difference.path(),
                mask(difference.path(), difference.before()),
                mask(difference.path(), difference.after()));
    }

    /** A value, which may also be secret for the name that it has. */
    private JsonNode mask(String path, JsonNode value) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        named.set(path, value);
        return mask(named).path(path);
    }

    private JsonNode known(JsonNode value) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(mask(value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> copy.add(known(element)));
            return copy;
        }
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(entry -> copy.set(entry.getKey(), known(entry.getValue())));
            return copy;
        }
        return value;
    }

    @Override
    public String toString() {
        return values.size() + " secrets";
    }
}
