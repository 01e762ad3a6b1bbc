package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.time.Instant;
import java.util.Locale;

/** How a run goes, for a catalog that maps the raw records itself. */
public final class Lifecycle {

    private final Session session;
    private final String runId;

    public Lifecycle(Session session, String runId) {
        this.session = session;
        this.runId = runId;
    }

    /** How a run or a kind ended. */
    public enum End {
        /** Everything was sent. */
        FINISHED,
        /** Something could not be sent. */
        FAILED,
        /** Somebody ended it. */
        ABORTED;

        private String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Says that the run began, and by which mapping. */
    public void started(Instant at, JsonNode mapping) throws CatalogException, InterruptedException {
        ObjectNode body = run("started")
                .put("sync_type", "full_sync")
                .put("ocean_version", IntegrationRecord.PROTOCOL)
                .put("started_at", Timestamps.offset(at));
        body.set("mapping", listed(mapping));
        post(Route.of("lifecycle", runId), body);
    }

    /** Says how the run ended. */
    public void ended(End end) throws CatalogException, InterruptedException {
        post(Route.of("lifecycle", runId), run(end.wire()).put("ocean_version", IntegrationRecord.PROTOCOL));
    }

    /** Says that the reading of a kind began. */
    public void kindStarted(String label, Instant at) throws CatalogException, InterruptedException {
        post(
                Route.of("lifecycle", runId, "kind"),
                kind("started", label)
                        .put("integration_id", session.agent().id().instance())
                        .put("started_at", Timestamps.offset(at)));
    }

    /** Says how the reading of a kind ended. */
    public void kindEnded(String label, End end) throws CatalogException, InterruptedException {
        post(Route.of("lifecycle", runId, "kind"), kind(end.wire(), label));
    }

    /** Whether the catalog wants the run to end. */
    public boolean aborted() throws CatalogException, InterruptedException {
        return session.require(Call.get(Route.of("lifecycle", runId)), Body.OBJECT)
                .path("status")
                .asText()
                .equalsIgnoreCase("aborted");
    }

    private ObjectNode run(String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("integration_id", session.agent().id().instance())
                .put("integration_type", session.agent().id().type())
                .put("integration_version", session.agent().version());
    }

    private ObjectNode kind(String status, String label) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("integration_version", session.agent().version())
                .put("ocean_version", IntegrationRecord.PROTOCOL)
                .put("integration_type", session.agent().id().type())
                .put("kind_identifier", label);
    }

    private void post(Route route, ObjectNode body) throws CatalogException, InterruptedException {
        session.require(Call.repeatablePost(route, body), Body.DONE);
    }

    /** Here each resource has a list of mappings. */
    private static JsonNode listed(JsonNode mapping) {
        JsonNode copy = mapping.deepCopy();
        for (JsonNode resource : copy.path("resources")) {
            if (resource.path("port").path("entity") instanceof ObjectNode entity
                    && entity.path("mappings").isObject()) {
                JsonNode single = entity.remove("mappings");
                entity.putArray("mappings").add(single);
            }
        }
        return copy;
    }
}
