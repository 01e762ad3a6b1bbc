package io.atoll.actions.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Leave;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A catalog that hands out runs of actions, and does nothing else. */
final class FakeCatalog implements Catalog, Catalog.Installation {

    final ActionRuns runs;
    volatile boolean known = true;
    volatile boolean machine = true;

    FakeCatalog(ActionRuns runs) {
        this.runs = runs;
    }

    @Override
    public String address() {
        return "memory";
    }

    @Override
    public Optional<Installation> find(Integration integration) {
        return known ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<ActionRuns> actions() {
        return machine ? Optional.of(runs) : Optional.empty();
    }

    @Override
    public Installation install(Integration integration, Defaults defaults) {
        throw new UnsupportedOperationException();
    }

    @Override
    public IntegrationId integration() {
        throw new UnsupportedOperationException();
    }

    @Override
    public JsonNode mapping() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void runStarted(RunReport report) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void runProgress(RunReport report) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void examples(Kind kind, List<JsonNode> records) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void runEnded(RunReport report) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void owned(Consumer<Entity> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Entity> owned(Collection<Ref> refs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Dependent> dependents(Collection<Ref> refs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome> upsert(List<Entity> entities, Mapping.Options options, String runId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Installation guarded(Leave leave) {
        return this;
    }
}
