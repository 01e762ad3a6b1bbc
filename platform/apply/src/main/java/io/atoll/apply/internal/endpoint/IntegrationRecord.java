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
import java.util.Optional;

/** The catalog's record of one integration instance: its version, its mapping, and how its last run ended. */
public final class IntegrationRecord {

    /** The version of the protocol of records that this client follows, by which the catalog may choose the shape of its answer. */
    private static final String PROTOCOL = "0.48.12";

    private final Session session;
    private final String name;

    public IntegrationRecord(Session session) {
        this.session = session;
        this.name = session.agent().id().instance();
    }

    /** Reads it; empty if the catalog does not know the integration. */
    public Optional<JsonNode> read() throws CatalogException, InterruptedException {
        Call call = Call.get(route().with("oceanCoreVersion", PROTOCOL).with("isPolling", false));
        return session.find(call, Body.OBJECT).map(answer -> answer.path("integration"));
    }

    /** Creates it with a mapping, which may be empty. */
    public void create(JsonNode mapping) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("installationId", name)
                .put("installationAppType", session.agent().id().type())
                .put("version", session.agent().version());
        body.putObject("changelogDestination");
        body.set("config", mapping);
        body.put("actionsProcessingEnabled", false)
                .put("incrementalSyncEnabled", false)
                .put("createPortResourcesOrigin", "Default");
        session.require(Call.post(Route.of("integration"), body), Body.ANYTHING);
    }

    /** Brings it up to date with what this platform runs. */
    public void describe() throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("installationAppType", session.agent().id().type())
                .put("actionsProcessingEnabled", false)
                .put("incrementalSyncEnabled", false);
        body.putObject("changelogDestination");
        patch(route(), body.put("version", session.agent().version()));
    }

    /** Whether {@link #describe()} would change it. */
    public boolean outdated(JsonNode record) {
        return !record.path("installationAppType")
                        .asText()
                        .equals(session.agent().id().type())
                || !record.path("version").asText().equals(session.agent().version())
                || record.path("actionsProcessingEnabled").asBoolean()
                || record.path("incrementalSyncEnabled").asBoolean()
                || !record.path("changelogDestination").isEmpty();
    }

    /** Notes that the default blueprints need no more attention. */
    public void initialized() throws CatalogException, InterruptedException {
        patch(
                route(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("arePortResourcesInitialized", true)
                        .put("version", session.agent().version()));
    }

    /** Replaces its mapping. */
    public void map(JsonNode mapping) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("config", mapping);
        patch(route("config"), body);
    }

    /** Notes that a run began. */
    public void running(Instant at) throws CatalogException, InterruptedException {
        resyncState(JsonNodeFactory.instance
                .objectNode()
                .put("status", "running")
                .putNull("lastResyncEnd")
                .put("lastResyncStart", Timestamps.offset(at)));
    }

    /** Notes how a run ended. */
    public void ended(String status, Instant at) throws CatalogException, InterruptedException {
        resyncState(JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("lastResyncEnd", Timestamps.offset(at)));
    }

    private void resyncState(ObjectNode state) throws CatalogException, InterruptedException {
        // "intervalInMinuets" is how the Port API spells it.
        patch(route("resync-state"), state.putNull("nextResync").putNull("intervalInMinuets"));
    }

    private void patch(Route route, JsonNode body) throws CatalogException, InterruptedException {
        session.require(Call.patch(route, body), Body.ANYTHING);
    }

    private Route route() {
        return Route.of("integration", name);
    }

    private Route route(String part) {
        return Route.of("integration", name, part);
    }
}
