package io.atoll.explain.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** Whether a record says the identifier of an entity, or the last part of it, anywhere as a value. */
final class Mentions {

    private static final int SHORTEST = 3;

    private final Set<String> names;

    Mentions(String identifier) {
        String name = identifier.toLowerCase(Locale.ROOT);
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
        this.names = last.length() < SHORTEST || last.equals(name) ? Set.of(name) : Set.of(name, last);
    }

    boolean in(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode element : value) {
                if (in(element)) {
                    return true;
                }
            }
            return false;
        }
        return (value.isTextual() || value.isNumber())
                && names.contains(value.asText().toLowerCase(Locale.ROOT));
    }
}
