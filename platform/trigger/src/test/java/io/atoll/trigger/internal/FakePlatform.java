package io.atoll.trigger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Leave;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** As much of a platform as the triggers see: one integration, whose runs go on until the test ends them. */
final class FakePlatform implements Integrations, Fetcher, SyncEngine, Catalog, Catalog.Installation {

    static final IntegrationId ID = new IntegrationId("git", "one");

    final List<Change> changes = new ArrayList<>();
    final List<Trigger> started = new ArrayList<>();
    final List<Trigger> incremental = new ArrayList<>();
    final Map<RunId, RunReport> runs = new LinkedHashMap<>();
    final Map<RunId, Opening> openings = new LinkedHashMap<>();
    boolean configured;
    boolean wanted = true;
    int refusals;
    int installed;
    State state = State.READY;
    String version = "1.0.0";
    String configuration = "c1";
    List<String> components = List.of("Repositories");
    String provider = "unsatisfied";
    String mapping = "m1";

    @Nullable
    Instant asked;

    boolean away;
    int questions;

    /** Everything is there. */
    void arrive() {
        configured = true;
        provider = "active";
    }

    /** The newest run. */
    RunReport newest() {
        return runs.values().stream().reduce((one, other) -> other).orElseThrow();
    }

    /** The newest run ends. */
    void end(Status status) {
        end(newest().id(), status);
    }

    void end(RunId run, Status status) {
        runs.computeIfPresent(run, (id, report) -> report(id, report.mode(), status, report.trigger()));
    }

    /** Somebody else begins a run. */
    RunId begin(Mode mode, String trigger) {
        runs.replaceAll((id, run) ->
                run.status() == Status.RUNNING ? report(id, run.mode(), Status.INTERRUPTED, run.trigger()) : run);
        var id = new RunId("run-%03d".formatted(runs.size() + 1));
        runs.put(id, report(id, mode, Status.RUNNING, trigger));
        openings.put(
                id, new Opening(id, ID, mode, trigger, 0, version, configuration, mapping, List.of(), Instant.EPOCH));
        return id;
    }

    private static RunReport report(RunId id, Mode mode, Status status, String trigger) {
        return new RunReport(
                id,
                ID,
                mode,
                1,
                trigger,
                status,
                "",
                Instant.EPOCH,
                Optional.empty(),
                0,
                List.of(),
                new Deletion(0, 0, List.of(), List.of()));
    }

    Mapping read(JsonNode document) {
        return new Mapping(List.of(), new Mapping.Options(true, true, true, 1), document.asText());
    }

    @Override
    public List<Integration> all() {
        return configured
                ? List.of(new Integration(ID, "Git", version, state, "", "", wanted, null, configuration))
                : List.of();
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.empty();
    }

    @Override
    public Fetched starting(IntegrationId integration) {
        return new Fetched(List.of(), false, false);
    }

    @Override
    public Fetched completed(IntegrationId integration) {
        return new Fetched(List.of(), false, false);
    }

    @Override
    public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink) {
        return new Fetched(List.of(), false, false);
    }

    @Override
    public List<ProviderStatus> providers() {
        return components.stream()
                .map(component ->
                        new ProviderStatus(ID.toString(), List.of("*"), List.of(), component, "bundle", provider, ""))
                .toList();
    }

    @Override
    public RunId start(IntegrationId integration, Trigger trigger) throws RunRefused {
        if (refusals-- > 0) {
            throw new RunRefused("just left");
        }
        started.add(trigger);
        return begin(Mode.FULL, trigger.label());
    }

    @Override
    public RunId incremental(IntegrationId integration, Trigger trigger) throws RunRefused {
        if (runs.values().stream().anyMatch(run -> run.status() == Status.RUNNING)) {
            throw new RunRefused("another run is under way");
        }
        incremental.add(trigger);
        return new RunId("incremental");
    }

    @Override
    public RunId plan(IntegrationId integration, Trigger trigger) throws RunRefused {
        throw new RunRefused("not here");
    }

    @Override
    public RunId apply(RunId plan, Trigger trigger) throws RunRefused {
        throw new RunRefused("not here");
    }

    @Override
    public RunId approve(RunId run, String by) throws RunRefused {
        throw new RunRefused("not here");
    }

    @Override
    public long reject(RunId run, String by) throws RunRefused {
        throw new RunRefused("not here");
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        changes.forEach(consumer);
    }

    @Override
    public void failures(RunId run, Consumer<Ledger.Failed> consumer) {}

    @Override
    public List<String> certificate(RunId run) {
        return List.of();
    }

    @Override
    public boolean cancel(RunId run, String reason) {
        return false;
    }

    @Override
    public List<RunReport> recent(int limit) {
        return List.copyOf(runs.values()).reversed();
    }

    @Override
    public Optional<RunReport> report(RunId run) {
        return Optional.ofNullable(runs.get(run));
    }

    @Override
    public Optional<RunReport> await(RunId run, Duration atMost) {
        return report(run);
    }

    @Override
    public String address() {
        return "here";
    }

    @Override
    public Catalog.Installation install(Integration integration, Defaults defaults) {
        installed++;
        return this;
    }

    @Override
    public Optional<Catalog.Installation> find(Integration integration) throws CatalogException {
        if (away) {
            throw new CatalogException("away", null);
        }
        questions++;
        return Optional.of(this);
    }

    @Override
    public IntegrationId integration() {
        return ID;
    }

    @Override
    public Optional<Instant> requested() {
        return Optional.ofNullable(asked);
    }

    @Override
    public JsonNode mapping() {
        return JsonNodeFactory.instance.textNode(mapping);
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
