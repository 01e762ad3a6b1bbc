package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Session;
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
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An integration instance at the Port API. */
final class PortInstallation implements Installation {

    private final Session session;
    private final IntegrationRecord record;
    private final Upserts upserts;
    private volatile Map<String, String> blueprints = Map.of();
    private volatile @Nullable Telling telling;

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
        blueprints = blueprints(mapping);
        return mapping;
    }

    /** The texts that the mapping has for blueprints, by the labels of its resources. */
    private static Map<String, String> blueprints(JsonNode mapping) {
        Map<String, String> texts = new HashMap<>();
        int index = 0;
        for (JsonNode resource : mapping.path("resources")) {
            String text = resource.path("port")
                    .path("entity")
                    .path("mappings")
                    .path("blueprint")
                    .asText();
            texts.put(resource.path("kind").asText() + "-" + index++, text);
        }
        return texts;
    }

    @Override
    public void runStarted(RunReport report) throws CatalogException, InterruptedException {
        record.running(session.time().now(), Schedule.NONE);
        Telling teller = new Telling(session, record, blueprints);
        telling = teller;
        teller.begun(report);
    }

    @Override
    public void runProgress(RunReport report) {
        Telling teller = telling;
        if (teller != null) {
            teller.progress(report);
        }
    }

    @Override
    public void examples(Kind kind, List<JsonNode> records) {
        Telling teller = telling;
        if (teller != null) {
            teller.examples(kind.name(), records);
        }
    }

    @Override
    public void runEnded(RunReport report) throws CatalogException, InterruptedException {
        Telling teller = telling;
        telling = null;
        if (teller != null) {
            teller.over(report);
        }
        record.ended(Telling.state(report.status()), session.time().now(), Schedule.NONE);
    }

    @Override
    public void owned(Consumer<Entity> consumer) throws CatalogException, InterruptedException {
        new Listing(session).all(consumer);
    }

    @Override
    public List<Entity> owned(Collection<Ref> refs) throws CatalogException, InterruptedException {
        return new Owned(session).of(refs);
    }

    @Override
    public List<Dependent> dependents(Collection<Ref> refs) throws CatalogException, InterruptedException {
        return new Dependents(session).of(refs);
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
