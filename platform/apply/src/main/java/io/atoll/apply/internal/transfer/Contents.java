package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many things of each kind there are. */
final class Contents {

    private final Map<Section, Long> counts = new EnumMap<>(Section.class);

    void add(Section section) {
        add(section, 1);
    }

    void add(Section section, long more) {
        counts.merge(section, more, Long::sum);
    }

    long count(Section section) {
        return counts.getOrDefault(section, 0L);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Every kind with its count. */
    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (Section section : Section.values()) {
            json.put(section.label(), count(section));
        }
        return json;
    }

    /** Whether a document says the same. */
    boolean matches(JsonNode json) {
        for (Section section : Section.values()) {
            if (json.path(section.label()).asLong(-1) != count(section)) {
                return false;
            }
        }
        return true;
    }

    /** For people: the kinds that there are. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        counts.forEach((section, count) -> parts.add(section.label() + " " + count));
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }
}
