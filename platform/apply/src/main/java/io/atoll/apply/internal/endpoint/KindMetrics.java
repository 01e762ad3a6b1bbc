package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Session;
import java.util.Map;

/**
 * The figures of one resource of a run, or of a part of the run that belongs to none.
 *
 * @param label kind and position in the mapping, for example {@code issue-0}; or {@link #RECONCILIATION}, or {@link #RUN}
 * @param runId the run
 * @param state {@code pending}, {@code syncing}, {@code completed}, {@code failed} or {@code aborted}
 * @param blueprint as the mapping writes it; empty if it is none's
 * @param success whether it was one
 * @param seconds how long it took, by phase: {@code resync} for the whole, {@code delete}; absent while it is not known
 * @param counts how many records there were, by phase and by what became of them: {@code extract} has {@code raw_extracted} and {@code
 *     failed}; {@code transform} has {@code transformed}, {@code filtered_out} and {@code failed}; {@code load} has {@code loaded}, {@code
 *     failed} and {@code skipped}; {@code delete} has {@code deleted}
 */
public record KindMetrics(
        String label,
        String runId,
        String state,
        String blueprint,
        boolean success,
        Map<String, Double> seconds,
        Map<String, Map<String, Long>> counts) {

    /** The label of the comparison with the catalog at the end of a run. */
    public static final String RECONCILIATION = "__reconciliation__";

    /** The label of the run as a whole. */
    public static final String RUN = "__runtime__";

    /** Copies the maps. */
    public KindMetrics {
        seconds = Map.copyOf(seconds);
        counts = Map.copyOf(counts);
    }

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
                .put("kind", dash > 0 ? label.substring(0, dash) : label)
                .put("kindIndex", numbered ? Integer.parseInt(position) : 0)
                .put("eventId", runId)
                .put("syncState", state)
                .put("blueprint", blueprint);
        ObjectNode phases = json.putObject("metrics").putObject("phase");
        phases.putObject("resync").put("success", success ? 1.0 : 0.0);
        seconds.forEach((phase, duration) -> phases.withObjectProperty(phase).put("duration_seconds", duration));
        counts.forEach((phase, byType) -> {
            ObjectNode types = phases.withObjectProperty(phase).putObject("object_count_type");
            byType.forEach((type, count) -> types.putObject(type).put("object_count", (double) count));
        });
        return json;
    }
}
