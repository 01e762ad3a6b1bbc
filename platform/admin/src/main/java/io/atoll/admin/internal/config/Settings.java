package io.atoll.admin.internal.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Masking;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of a configuration as people may see them. */
final class Settings {

    private static final String MASK = "[REDACTED]";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the container adds. */
    private static final Set<String> FRAME = Set.of("service.pid", "service.factoryPid", "felix.fileinstall.filename");

    private Settings() {}

    /** By key: secrets, whose keys begin with a dot, are masked, and so is what looks like one. */
    static SortedMap<String, JsonNode> of(Map<String, Object> values) {
        ObjectNode plain = JSON.createObjectNode();
        SortedMap<String, JsonNode> shown = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(".")) {
                shown.put(key.substring(1), JsonNodeFactory.instance.textNode(MASK));
            } else if (!FRAME.contains(key)) {
                plain.set(key, JSON.valueToTree(value));
            }
        });
        Masking.of(plain).properties().forEach(entry -> shown.put(entry.getKey(), entry.getValue()));
        return shown;
    }
}
