package io.atoll.trigger.kafka.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Leave;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A catalog that has a topic, and knows the only integration that is configured. */
record KnownCatalog(Topic known) implements Catalog, Catalog.Installation, Integrations {

    @Override
    public Optional<Topic> topic() {
        return Optional.of(known);
    }

    @Override
    public List<Integration> all() {
        return List.of(new Integration(HeardTriggers.ID, "Git", "1", State.READY, "", "", true, null, ""));
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.empty();
    }

    @Override
    public String address() {
        return "here";
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
        return HeardTriggers.ID;
    }

    @Override
    public JsonNode mapping() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void runStarted(RunReport report) {}

    @Override
    public void runProgress(RunReport report) {}

    @Override
    public void examples(Kind kind, List<JsonNode> records) {}

    @Override
    public void runEnded(RunReport report) {}

    @Override
    public void owned(Consumer<Entity> consumer) {}

    @Override
    public List<Entity> owned(Collection<Ref> refs) {
        return List.of();
    }

    @Override
    public List<Dependent> dependents(Collection<Ref> refs) {
        return List.of();
    }

    @Override
    public List<Outcome> upsert(List<Entity> entities, Mapping.Options options, String runId) {
        return List.of();
    }

    @Override
    public List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId) {
        return List.of();
    }

    @Override
    public Installation guarded(Leave leave) {
        return this;
    }
}
