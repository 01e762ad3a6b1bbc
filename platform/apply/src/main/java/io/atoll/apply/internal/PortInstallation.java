package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
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

    private final PortClient client;
    private final Agent agent;
    private final IntegrationRecord record;

    PortInstallation(PortClient client, Agent agent, IntegrationRecord record) {
        this.client = client;
        this.agent = agent;
        this.record = record;
    }

    @Override
    public IntegrationId integration() {
        return agent.id();
    }

    @Override
    public JsonNode mapping() throws CatalogException, InterruptedException {
        JsonNode mapping = record.read()
                .orElseThrow(() -> new CatalogException(
                        "the catalog does not know " + agent.id()
                                + " any more: run it again, and it will be registered",
                        null))
                .path("config");
        if (mapping.isEmpty()) {
            throw new CatalogException(
                    agent.id() + " has no mapping: write one in its record in the catalog, or in its configuration",
                    null);
        }
        return mapping;
    }

    @Override
    public void runStarted(String runId) throws CatalogException, InterruptedException {
        record.running(client.time().now());
    }

    @Override
    public void runEnded(String runId, String status) throws CatalogException, InterruptedException {
        record.ended(status, client.time().now());
    }

    @Override
    public void owned(Consumer<Entity> consumer) throws CatalogException, InterruptedException {
        new Listing(client, agent).all(consumer);
    }

    @Override
    public Map<String, String> relationTargets(String blueprint) throws CatalogException, InterruptedException {
        return new Blueprints(client, agent).relationTargets(blueprint);
    }

    @Override
    public List<Outcome> upsert(List<Entity> entities, Mapping.Options options, String runId)
            throws CatalogException, InterruptedException {
        return new Upserts(client, agent).write(entities, options, runId);
    }

    @Override
    public List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId)
            throws CatalogException, InterruptedException {
        return Deletions.delete(client, agent, refs, options, runId);
    }
}
