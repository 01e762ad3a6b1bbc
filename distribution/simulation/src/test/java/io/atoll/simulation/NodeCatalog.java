package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The way of one process to the catalog; it may die before and after each request. */
record NodeCatalog(World world, Node node, Leave leave) implements Catalog, Catalog.Installation {

    NodeCatalog(World world, Node node) {
        this(world, node, () -> Duration.ofDays(1));
    }

    @Override
    public Installation guarded(Leave asked) {
        return new NodeCatalog(world, node, asked);
    }

    @Override
    public String address() {
        return "simulated";
    }

    @Override
    public Installation install(Integration integration, Defaults defaults) {
        return this;
    }

    @Override
    public Optional<Installation> find(Integration integration) {
        return Optional.of(this);
    }

    @Override
    public IntegrationId integration() {
        return World.ID;
    }

    @Override
    public JsonNode mapping() {
        node.step("mapping");
        return world.mappingDocument();
    }

    @Override
    public void runStarted(RunReport report) {
        node.step("run started");
    }

    @Override
    public void runProgress(RunReport report) {}

    @Override
    public void examples(Kind kind, List<JsonNode> records) {}

    @Override
    public void runEnded(RunReport report) {
        node.step("run ended");
    }

    @Override
    public void owned(Consumer<Entity> consumer) throws CatalogException {
        node.step("listing");
        world.catalog().listing(consumer);
        node.step("listed");
    }

    @Override
    public List<Entity> owned(Collection<Ref> refs) {
        node.step("owned");
        world.beforeDeleting(node);
        return world.catalog().owned(refs);
    }

    @Override
    public List<Dependent> dependents(Collection<Ref> refs) {
        node.step("dependents");
        return world.catalog().dependents(refs);
    }

    @Override
    public List<Outcome> upsert(List<Entity> entities, Mapping.Options options, String runId) throws CatalogException {
        node.stillStep("upsert");
        leave.ask();
        world.writing(node, runId);
        var outcomes = world.catalog().upsert(entities, node + " run " + runId);
        node.step("upserted");
        return outcomes;
    }

    @Override
    public List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId) throws CatalogException {
        node.stillStep("delete");
        leave.ask();
        world.writing(node, runId);
        var outcomes = world.catalog()
                .delete(refs, options, node + " run " + runId, (ref, owner) -> world.deleting(runId, ref, owner));
        node.step("deleted");
        return outcomes;
    }
}
