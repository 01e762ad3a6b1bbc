package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Catalog.CatalogException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The catalog's record of one integration instance: its version, its mapping, and how its last run ended. */
final class IntegrationRecord {

    /** The version of the protocol of records that this client follows, by which the catalog may choose the shape of its answer. */
    private static final String PROTOCOL = "0.48.12";

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private final PortClient client;
    private final Agent agent;
    private final String name;

    IntegrationRecord(PortClient client, Agent agent) {
        this.client = client;
        this.agent = agent;
        this.name = agent.id().instance();
    }

    /** Reads it; empty if the catalog does not know the integration. */
    Optional<JsonNode> read() throws CatalogException, InterruptedException {
        Call call = Call.get(route().with("oceanCoreVersion", PROTOCOL).with("isPolling", false), agent);
        return client.find(call, Body.OBJECT).map(answer -> answer.path("integration"));
    }

    /** Creates it with a mapping, which may be empty. */
    void create(JsonNode mapping) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("installationId", name)
                .put("installationAppType", agent.id().type())
                .put("version", agent.version());
        body.putObject("changelogDestination");
        body.set("config", mapping);
        body.put("actionsProcessingEnabled", false)
                .put("incrementalSyncEnabled", false)
                .put("createPortResourcesOrigin", "Default");
        client.require(Call.post(Route.of("integration"), agent, body), Body.ANYTHING);
    }

    /** Brings it up to date with what this platform runs. */
    void describe() throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("installationAppType", agent.id().type())
                .put("actionsProcessingEnabled", false)
                .put("incrementalSyncEnabled", false);
        body.putObject("changelogDestination");
        patch(route(), body.put("version", agent.version()));
    }

    /** Whether {@link #describe()} would change it. */
    boolean outdated(JsonNode record) {
        return !record.path("installationAppType").asText().equals(agent.id().type())
                || !record.path("version").asText().equals(agent.version())
                || record.path("actionsProcessingEnabled").asBoolean()
                || record.path("incrementalSyncEnabled").asBoolean()
                || !record.path("changelogDestination").isEmpty();
    }

    /** Notes that the default blueprints need no more attention. */
    void initialized() throws CatalogException, InterruptedException {
        patch(
                route(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("arePortResourcesInitialized", true)
                        .put("version", agent.version()));
    }

    /** Replaces its mapping. */
    void map(JsonNode mapping) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("config", mapping);
        patch(route("config"), body);
    }

    /** Notes that a run began. */
    void running(Instant at) throws CatalogException, InterruptedException {
        resyncState(JsonNodeFactory.instance
                .objectNode()
                .put("status", "running")
                .putNull("lastResyncEnd")
                .put("lastResyncStart", INSTANT.format(at)));
    }

    /** Notes how a run ended. */
    void ended(String status, Instant at) throws CatalogException, InterruptedException {
        resyncState(
                JsonNodeFactory.instance.objectNode().put("status", status).put("lastResyncEnd", INSTANT.format(at)));
    }

    private void resyncState(ObjectNode state) throws CatalogException, InterruptedException {
        // "intervalInMinuets" is how the Port API spells it.
        patch(route("resync-state"), state.putNull("nextResync").putNull("intervalInMinuets"));
    }

    private void patch(Route route, JsonNode body) throws CatalogException, InterruptedException {
        client.require(Call.patch(route, agent, body), Body.ANYTHING);
    }

    private Route route() {
        return Route.of("integration", name);
    }

    private Route route(String part) {
        return Route.of("integration", name, part);
    }
}
