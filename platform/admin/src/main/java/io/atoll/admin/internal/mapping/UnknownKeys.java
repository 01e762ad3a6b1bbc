package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Spelling;
import io.atoll.pipeline.Mapper.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds keys of a mapping that nothing reads.
 *
 * <p>Integrations have keys of their own at the top, in resources and in selectors: there a key is suspicious only if it is nearly one of the
 * platform's that is missing. Below {@code port} every other key is unknown.
 */
final class UnknownKeys {

    private static final List<String> TOP = List.of(
            "resources",
            "enableMergeEntity",
            "deleteDependentEntities",
            "createMissingRelatedEntities",
            "entityDeletionThreshold",
            "enable_merge_entity",
            "delete_dependent_entities",
            "create_missing_related_entities",
            "entity_deletion_threshold");
    private static final List<String> RESOURCE = List.of("kind", "selector", "port");
    private static final List<String> PORT =
            List.of("entity", "itemsToParse", "itemsToParseName", "itemsToParseTopLevelTransform");
    private static final List<String> ENTITY = List.of("mappings");
    private static final List<String> MAPPINGS =
            List.of("identifier", "title", "icon", "blueprint", "team", "properties", "relations");

    private final List<Finding> found = new ArrayList<>();

    private UnknownKeys() {}

    /** Those of a document, in their order. */
    static List<Finding> in(JsonNode document) {
        UnknownKeys keys = new UnknownKeys();
        keys.misspelt("", document, TOP);
        int index = 0;
        for (JsonNode resource : document.path("resources")) {
            String path = "resources[" + index++ + "]";
            keys.misspelt(path, resource, RESOURCE);
            JsonNode port = resource.path("port");
            keys.unknown(path + ".port", port, PORT);
            keys.unknown(path + ".port.entity", port.path("entity"), ENTITY);
            keys.unknown(path + ".port.entity.mappings", port.path("entity").path("mappings"), MAPPINGS);
        }
        return keys.found;
    }

    private void unknown(String path, JsonNode object, List<String> known) {
        object.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                add(path, key, known);
            }
        });
    }

    private void misspelt(String path, JsonNode object, List<String> known) {
        List<String> missing = known.stream().filter(key -> !object.has(key)).toList();
        object.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key) && !Spelling.guesses(key, missing).isEmpty()) {
                add(path, key, missing);
            }
        });
    }

    private void add(String path, String key, List<String> known) {
        found.add(new Finding(
                path.isEmpty() ? key : path + "." + key, "is a key that nothing reads" + Spelling.hint(key, known)));
    }
}
