package io.atoll.trigger.kafka.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells which messages of a topic say that a run of an installation is wanted.
 *
 * @param installation its name in the catalog
 * @param requests whether the topic has only wishes for runs; else it is the log of all changes
 */
record Filter(String installation, boolean requests) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Whether a message does.
     *
     * @throws IOException if it is no JSON
     */
    boolean accepts(byte @Nullable [] message) throws IOException {
        if (message == null) {
            return false;
        }
        JsonNode json = JSON.readTree(message);
        boolean ours = json.path("context").path("integrationId").asText().equals(installation);
        if (requests) {
            return ours;
        }
        return (ours && json.path("action").asText().equals("RESYNC")) || changed(json);
    }

    /** Whether the record of the installation changed, and not only in how its runs stand. */
    private boolean changed(JsonNode json) {
        JsonNode after = json.path("diff").path("after");
        return after.isObject()
                && after.path("identifier").asText().equals(installation)
                && !after.path("updatedAt").equals(after.path("resyncState").path("updatedAt"))
                && json.path("changelogDestination").path("type").asText().equals("KAFKA");
    }
}
