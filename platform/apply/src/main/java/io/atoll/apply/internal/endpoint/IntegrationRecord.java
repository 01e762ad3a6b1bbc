package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations.Origin;
import java.time.Instant;
import java.util.Optional;

/** The catalog's record of one integration instance: its version, its mapping, and how its last run ended. */
public final class IntegrationRecord {

    /** The version of the protocol of records that this client follows, by which the catalog may choose the shape of its answer. */
    static final String PROTOCOL = "0.48.12";

    /** Says that mapping is done here, and not by the catalog. */
    private static final String PROCESSING = "ocean-core";

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
    public void create(JsonNode mapping, Origin origin, Abilities abilities)
            throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("installationId", name)
                .put("installationAppType", session.agent().id().type())
                .put("version", session.agent().version());
        body.set("changelogDestination", abilities.changes().json());
        body.set("config", mapping);
        body.put("actionsProcessingEnabled", abilities.actions())
                .put("incrementalSyncEnabled", abilities.incremental())
                .put("createPortResourcesOrigin", wire(origin));
        Route route = Route.of("integration");
        session.require(
                Call.post(origin == Origin.CATALOG ? route.with("integration_modes", "create_resources") : route, body),
                Body.DONE);
    }

    /** Brings it up to date with what this platform runs. */
    public void describe(Abilities abilities) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("installationAppType", session.agent().id().type())
                .put("actionsProcessingEnabled", abilities.actions())
                .put("incrementalSyncEnabled", abilities.incremental());
        body.set("changelogDestination", abilities.changes().json());
        patch(
                route(),
                body.put("processingMode", PROCESSING)
                        .put("version", session.agent().version()));
    }

    /** Whether {@link #describe} would change it. */
    public boolean outdated(JsonNode record, Abilities abilities) {
        JsonNode changes = record.path("changelogDestination");
        return !record.path("installationAppType")
                        .asText()
                        .equals(session.agent().id().type())
                || !record.path("version").asText().equals(session.agent().version())
                || !record.path("processingMode").asText(PROCESSING).equals(PROCESSING)
                || record.path("actionsProcessingEnabled").asBoolean() != abilities.actions()
                || record.path("incrementalSyncEnabled").asBoolean() != abilities.incremental()
                || !(changes.isObject() ? changes : JsonNodeFactory.instance.objectNode())
                        .equals(abilities.changes().json());
    }

    /** Who makes the first blueprints and the first mapping, as the record says; empty if it says nothing. */
    public static Optional<Origin> origin(JsonNode record) {
        return switch (record.path("createPortResourcesOrigin").asText()) {
            case "Default", "Ocean" -> Optional.of(Origin.INTEGRATION);
            case "Port" -> Optional.of(Origin.CATALOG);
            case "Empty" -> Optional.of(Origin.NOBODY);
            default -> Optional.empty();
        };
    }

    private static String wire(Origin origin) {
        return switch (origin) {
            case INTEGRATION -> "Default";
            case CATALOG -> "Port";
            case NOBODY -> "Empty";
        };
    }

    /** Whether a record says that its first installation was finished. */
    public static boolean installed(JsonNode record) {
        return record.path("arePortResourcesInitialized").asBoolean();
    }

    /** Notes a first mapping, and that blueprints need no attention. */
    public void initialized(JsonNode mapping) throws CatalogException, InterruptedException {
        ObjectNode body = config(mapping).put("arePortResourcesInitialized", true);
        patch(route(), body.put("version", session.agent().version()));
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

    /** Replaces its mapping without asking for a run. */
    public void mapQuietly(JsonNode mapping) throws CatalogException, InterruptedException {
        session.require(Call.patch(route().to("config"), config(mapping)).skippingResync(), Body.DONE);
    }

    /**
     * Notes that a run began.
     *
     * @return when the catalog noted it, in its own words; empty if it does not say
     */
    public Optional<String> running(Instant at, Schedule schedule) throws CatalogException, InterruptedException {
        return resyncState(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("status", "running")
                        .putNull("lastResyncEnd")
                        .put("lastResyncStart", Timestamps.offset(at)),
                schedule);
    }

    /**
     * Notes how a run ended: {@code completed}, {@code failed} or {@code aborted}.
     *
     * @return when the catalog noted it, in its own words; empty if it does not say
     */
    public Optional<String> ended(String status, Instant at, Schedule schedule)
            throws CatalogException, InterruptedException {
        return resyncState(
                JsonNodeFactory.instance.objectNode().put("status", status).put("lastResyncEnd", Timestamps.offset(at)),
                schedule);
    }

    /** When somebody asked the catalog for a run the last time, in its own words; empty if nobody did. */
    public Optional<String> requested() throws CatalogException, InterruptedException {
        return text(session.require(Call.get(route().to("resync-request")), Body.OBJECT)
                .path("request")
                .path("updatedAt"));
    }

    /** Deletes it; its entities stay. One that is gone already is fine. */
    public void delete() throws CatalogException, InterruptedException {
        session.find(Call.delete(route()), Body.DONE);
    }

    private Optional<String> resyncState(ObjectNode state, Schedule schedule)
            throws CatalogException, InterruptedException {
        // "intervalInMinuets" is how the Port API spells it.
        state.put("nextResync", schedule.next().map(Timestamps::offset).orElse(null));
        schedule.interval()
                .ifPresentOrElse(
                        interval -> state.put("intervalInMinuets", interval.toMinutes()),
                        () -> state.putNull("intervalInMinuets"));
        JsonNode answer = session.require(Call.patch(route().to("resync-state"), state), Body.OBJECT);
        return text(answer.path("integration").path("resyncState").path("updatedAt"));
    }

    private void patch(Route route, JsonNode body) throws CatalogException, InterruptedException {
        session.require(Call.patch(route, body), Body.DONE);
    }

    private static ObjectNode config(JsonNode mapping) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("config", mapping);
        return body;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    private Route route() {
        return Route.of("integration", name);
    }
}
