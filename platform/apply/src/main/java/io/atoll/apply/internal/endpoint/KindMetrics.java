package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The figures of one resource of a run, or of a part of the run that belongs to none.
 *
 * @param label kind and position in the mapping, for example {@code issue-0}; {@link #RECONCILIATION} or {@link #RUN}
 * @param runId the run
 * @param state {@code pending}, {@code syncing}, {@code completed}, {@code failed} or {@code aborted}
 * @param blueprint as the mapping writes it; empty if it is none's
 * @param seconds how long it took
 * @param success whether it was
 * @param counts what became of the records of a kind; empty for what is no kind
 * @param deleted how many entities were deleted; empty unless it is the reconciliation
 */
public record KindMetrics(
        String label,
        String runId,
        String state,
        String blueprint,
        double seconds,
        boolean success,
        Optional<Counts> counts,
        OptionalLong deleted) {

    /** The label of the comparison with the catalog at the end of a run. */
    public static final String RECONCILIATION = "__reconciliation__";

    /** The label of the run as a whole. */
    public static final String RUN = "__runtime__";

    /**
     * What became of the records of a kind.
     *
     * @param extracted read
     * @param transformed mapped
     * @param filtered left out by the mapping
     * @param unmapped that could not be mapped
     * @param loaded written
     * @param unloaded that could not be written
     * @param skipped that needed no write
     */
    public record Counts(
            long extracted, long transformed, long filtered, long unmapped, long loaded, long unloaded, long skipped) {}

    ObjectNode json(Session session, String installationType) {
        int dash = label.lastIndexOf('-');
        String position = label.substring(dash + 1);
        boolean numbered = dash > 0 && position.matches("\\d{1,9}");
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("integrationType", session.agent().id().type())
                .put("installationType", installationType)
                .put("executionMode", "single_process")
                .put("integrationIdentifier", session.agent().id().instance())
                .put("integrationVersion", session.agent().version())
                .put("oceanVersion", IntegrationRecord.PROTOCOL)
                .put("kindIdentifier", label)
                .put("kind", numbered ? label.substring(0, dash) : label)
                .put("kindIndex", numbered ? Integer.parseInt(position) : 0)
                .put("eventId", runId)
                .put("syncState", state)
                .put("blueprint", blueprint);
        ObjectNode phases = json.putObject("metrics").putObject("phase");
        phases.putObject("resync").put("duration_seconds", seconds).put("success", success ? 1.0 : 0.0);
        counts.ifPresent(count -> put(phases, count));
        deleted.ifPresent(count -> put(phases, "delete", Map.of("deleted", count)));
        return json;
    }

    private static void put(ObjectNode phases, Counts counts) {
        put(phases, "extract", Map.of("raw_extracted", counts.extracted()));
        Map<String, Long> transform = new LinkedHashMap<>();
        transform.put("transformed", counts.transformed());
        transform.put("filtered_out", counts.filtered());
        transform.put("failed", counts.unmapped());
        put(phases, "transform", transform);
        Map<String, Long> load = new LinkedHashMap<>();
        load.put("loaded", counts.loaded());
        load.put("failed", counts.unloaded());
        load.put("skipped", counts.skipped());
        put(phases, "load", load);
    }

    private static void put(ObjectNode phases, String phase, Map<String, Long> counts) {
        ObjectNode types = phases.putObject(phase).putObject("object_count_type");
        counts.forEach((type, count) -> types.putObject(type).put("object_count", (double) count));
    }
}
