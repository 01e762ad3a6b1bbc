package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.Blueprints;
import io.atoll.apply.internal.endpoint.Deletions;
import io.atoll.apply.internal.endpoint.Ingest;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.apply.internal.endpoint.Listing;
import io.atoll.apply.internal.endpoint.LogIngest;
import io.atoll.apply.internal.endpoint.Occasion;
import io.atoll.apply.internal.endpoint.Organization;
import io.atoll.apply.internal.endpoint.Organization.KafkaCredentials;
import io.atoll.apply.internal.endpoint.Schedule;
import io.atoll.apply.internal.endpoint.Upserts;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.model.Masking;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Leave;
import io.atoll.pipeline.Catalog.LogLine;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Topic;
import io.atoll.pipeline.Catalog.Unmapped;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An integration instance at the Port API. */
final class PortInstallation implements Installation {

    /** The feature of organizations whose wishes for runs have a topic of their own. */
    private static final String REQUESTS_TOPIC = "OCEAN_KAFKA_INTEGRATION_RESYNC_REQUESTS_TOPIC_ENABLED";

    private final Session session;
    private final IntegrationRecord record;
    private final Terms terms;
    private final boolean installed;
    private final Upserts upserts;
    private final Progress progress;

    PortInstallation(Session session, Terms terms, boolean installed) {
        this(session, terms, installed, new Progress());
    }

    private PortInstallation(Session session, Terms terms, boolean installed, Progress progress) {
        this.session = session;
        this.record = new IntegrationRecord(session);
        this.terms = terms;
        this.installed = installed;
        this.upserts = new Upserts(session);
        this.progress = progress;
    }

    /** What is remembered from call to call. */
    private static final class Progress {
        private volatile Map<String, String> blueprints = Map.of();
        private volatile @Nullable Telling telling;
    }

    @Override
    public Installation guarded(Leave leave) {
        return new PortInstallation(session.guarded(leave), terms, installed, progress);
    }

    @Override
    public IntegrationId integration() {
        return session.agent().id();
    }

    @Override
    public boolean installed() {
        return installed;
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
            throw new Unmapped(session.agent().id());
        }
        progress.blueprints = blueprints(mapping);
        return mapping;
    }

    @Override
    public void map(JsonNode mapping) throws CatalogException, InterruptedException {
        record.mapQuietly(mapping);
    }

    @Override
    public List<JsonNode> blueprints() throws CatalogException, InterruptedException {
        return new Blueprints(session).all();
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
    public Optional<Instant> requested() throws CatalogException, InterruptedException {
        Optional<String> text = record.requested();
        try {
            return text.map(moment -> OffsetDateTime.parse(moment).toInstant());
        } catch (DateTimeParseException e) {
            throw new CatalogException("the request for a run is of no moment: '" + text.orElse("") + "'", e);
        }
    }

    @Override
    public Optional<Topic> topic() throws CatalogException, InterruptedException {
        Optional<KafkaCredentials> credentials = KafkaCredentials.read(session);
        if (credentials.isEmpty()) {
            return Optional.empty();
        }
        Organization organization = Organization.read(session);
        boolean requests = organization.features().contains(REQUESTS_TOPIC);
        IntegrationId id = integration();
        return Optional.of(new Topic(
                organization.id() + (requests ? ".integration.resync.requests" : ".change.log"),
                requests,
                organization.id() + "." + id.type() + "." + id.instance(),
                credentials.get().username(),
                credentials.get().password()));
    }

    @Override
    public void runStarted(RunReport report) throws CatalogException, InterruptedException {
        record.running(session.time().now(), Schedule.NONE);
        Telling teller = new Telling(session, record, progress.blueprints, terms.heartbeat());
        progress.telling = teller;
        teller.begun(report);
    }

    @Override
    public void runProgress(RunReport report) {
        Telling teller = progress.telling;
        if (teller != null) {
            teller.progress(report);
        }
    }

    @Override
    public void examples(Kind kind, List<JsonNode> records) {
        Telling teller = progress.telling;
        if (teller != null && terms.examples()) {
            teller.examples(kind.name(), records);
        }
    }

    @Override
    public void runEnded(RunReport report) throws CatalogException, InterruptedException {
        Telling teller = progress.telling;
        progress.telling = null;
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
        return upserts.write(entities, options, occasion(runId));
    }

    @Override
    public List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId)
            throws CatalogException, InterruptedException {
        return Deletions.delete(session, refs, options, occasion(runId));
    }

    /** What belongs to no run is what a third party, or a route of the integration, was asked over HTTP. */
    private static Occasion occasion(String runId) {
        return runId.isEmpty() ? Occasion.liveEvent() : Occasion.resync(runId);
    }

    @Override
    public Optional<ActionRuns> actions() throws CatalogException, InterruptedException {
        return session.machine() ? Optional.of(new PortActionRuns(session)) : Optional.empty();
    }

    @Override
    public void log(List<LogLine> lines) throws CatalogException, InterruptedException {
        Optional<JsonNode> known = record.read();
        Optional<LogIngest> logs =
                known.isPresent() ? Ingest.of(session, known.get()).logs() : Optional.empty();
        if (logs.isPresent()) {
            logs.get().append(lines.stream().map(PortInstallation::masked).toList());
        }
    }

    private static LogIngest.Line masked(LogLine line) {
        ObjectNode extra = JsonNodeFactory.instance.objectNode();
        line.extra().forEach((key, value) -> extra.put(key, Masking.of(value)));
        return new LogIngest.Line(Masking.of(line.message()), line.level(), line.at(), extra);
    }
}
