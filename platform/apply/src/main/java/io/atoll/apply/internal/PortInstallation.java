package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.Blueprints;
import io.atoll.apply.internal.endpoint.Deletions;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.apply.internal.endpoint.Listing;
import io.atoll.apply.internal.endpoint.Occasion;
import io.atoll.apply.internal.endpoint.Schedule;
import io.atoll.apply.internal.endpoint.Upserts;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** An integration instance at the Port API. */
final class PortInstallation implements Installation {

    private final Session session;
    private final IntegrationRecord record;
    private final Upserts upserts;

    PortInstallation(Session session, IntegrationRecord record) {
        this.session = session;
        this.record = record;
        this.upserts = new Upserts(session);
    }

    @Override
    public IntegrationId integration() {
        return session.agent().id();
    }

    @Override
    public JsonNode mapping() throws CatalogException, InterruptedException {
        JsonNode mapping = record.read()
                .orElseThrow(() -> new CatalogException(
                        "the catalog does not know " + session.agent().id()
                                + " any more: run it again, and it will be registered",
                        null))
                .path("config");
        if (mapping.isEmpty()) {
            throw new CatalogException(
                    session.agent().id()
                            + " has no mapping: write one in its record in the catalog, or in its configuration",
                    null);
        }
        return mapping;
    }

    @Override
    public void runStarted(String runId) throws CatalogException, InterruptedException {
        record.running(session.time().now(), Schedule.NONE);
    }

    @Override
    public void runEnded(String runId, String status) throws CatalogException, InterruptedException {
        record.ended(status, session.time().now(), Schedule.NONE);
    }

    @Override
    public void owned(Consumer<Entity> consumer) throws CatalogException, InterruptedException {
        new Listing(session).all(consumer);
    }

    @Override
    public Map<String, String> relationTargets(String blueprint) throws CatalogException, InterruptedException {
        return new Blueprints(session).relationTargets(blueprint);
    }

    @Override
    public List<Outcome> upsert(List<Entity> entities, Mapping.Options options, String runId)
            throws CatalogException, InterruptedException {
        return upserts.write(entities, options, Occasion.resync(runId));
    }

    @Override
    public List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId)
            throws CatalogException, InterruptedException {
        return Deletions.delete(session, refs, options, Occasion.resync(runId));
    }
}
