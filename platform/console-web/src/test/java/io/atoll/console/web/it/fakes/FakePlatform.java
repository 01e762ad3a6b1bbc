package io.atoll.console.web.it.fakes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A platform with one integration that is ready, one that is faulty, and a run that begins when it is asked for. Every text that a
 * third party could choose is the given one.
 */
public final class FakePlatform implements Integrations, Fetcher, SyncEngine {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant MOMENT = Instant.parse("2026-11-21T10:00:00Z");
    private static final IntegrationId GIT = new IntegrationId("git", "demo");

    private final String name;
    private final List<RunReport> runs = new CopyOnWriteArrayList<>();
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** A platform whose names are all this one. */
    public FakePlatform(String name) {
        this.name = name;
        runs.add(run("run-1", Status.INCOMPLETE));
    }

    /** What was asked of the engine, one line each. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    private RunReport run(String id, Status status) {
        return run(id, Mode.FULL, status);
    }

    private RunReport run(String id, Mode mode, Status status) {
        KindReport kind = new KindReport(
                name + "-0",
                name,
                "incomplete",
                107,
                11,
                13,
                71,
                8,
                4,
                List.of("gap " + name),
                List.of("note " + name),
                List.of(new Failure("map", "{\"raw\":\"" + name + "\"}", "because " + name)));
        return new RunReport(
                new RunId(id),
                GIT,
                mode,
                status == Status.SUSPENDED ? 3 : 1,
                "trigger " + name,
                status,
                status == Status.RUNNING ? "" : "reason " + name,
                MOMENT,
                status == Status.RUNNING ? Optional.empty() : Optional.of(MOMENT.plusSeconds(61)),
                300,
                List.of(kind),
                new Deletion(9, 2, List.of("withheld " + name), List.of(new Ref(name, name))));
    }

    @Override
    public List<Integration> all() {
        return List.of(
                new Integration(
                        GIT,
                        "Git " + name,
                        "1.0.0",
                        Integrations.State.READY,
                        "",
                        "git~demo.yaml",
                        true,
                        JSON.objectNode().put("resources", name),
                        "h"),
                new Integration(
                        new IntegrationId("jira", "broken"),
                        "Jira " + name,
                        name,
                        Integrations.State.FAULTY,
                        "problem " + name,
                        "source " + name,
                        false,
                        null,
                        "h"));
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(integration -> integration.id().equals(id)).findFirst();
    }

    @Override
    public Map<String, String> problems() {
        return Map.of("jira~broken.yaml", "line 3: problem " + name);
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
        throw new UnsupportedOperationException("pages only look");
    }

    @Override
    public List<ProviderStatus> providers() {
        return List.of(
                new ProviderStatus("git~demo", List.of(name), List.of(), "component", "bundle 1.0.0", "active", ""),
                new ProviderStatus(
                        name, List.of("*"), List.of(name), "c " + name, "b " + name, "unsatisfied", "no " + name));
    }

    /** The deployments, which {@link #all()} cannot give as well. */
    public Deployments deployments() {
        return new Deployments() {
            @Override
            public List<Deployment> all() {
                return List.of(new Deployment(
                        "file " + name, "bundle " + name, name, Deployments.State.REFUSED, "reason " + name, MOMENT));
            }

            @Override
            public boolean settled() {
                return true;
            }
        };
    }

    @Override
    public RunId start(IntegrationId integration, Trigger trigger) throws RunRefused {
        if (!integration.equals(GIT)) {
            throw new RunRefused("cannot run " + name);
        }
        RunReport run = run("run-" + (runs.size() + 1), Status.RUNNING);
        runs.add(0, run);
        calls.add("start " + integration + " " + trigger.label());
        return run.id();
    }

    @Override
    public RunId plan(IntegrationId integration, Trigger trigger) throws RunRefused {
        if (!integration.equals(GIT)) {
            throw new RunRefused("cannot plan " + name);
        }
        return begin(Mode.PLAN, "plan " + integration + " " + trigger.label());
    }

    @Override
    public RunId apply(RunId plan, Trigger trigger) throws RunRefused {
        require(plan, Mode.PLAN, "no plan " + name);
        return begin(Mode.APPLY, "apply " + plan + " " + trigger.label());
    }

    @Override
    public RunId approve(RunId run, String by) throws RunRefused {
        require(run, Mode.FULL, "nothing waits " + name);
        return begin(Mode.APPROVED, "approve " + run + " " + by);
    }

    @Override
    public long reject(RunId run, String by) throws RunRefused {
        require(run, Mode.FULL, "nothing waits " + name);
        calls.add("reject " + run + " " + by);
        return 2;
    }

    private void require(RunId run, Mode mode, String otherwise) throws RunRefused {
        if (report(run).filter(report -> report.mode() == mode).isEmpty()) {
            throw new RunRefused(otherwise);
        }
    }

    private RunId begin(Mode mode, String call) {
        RunReport run = run("run-" + (runs.size() + 1), mode, Status.RUNNING);
        runs.add(0, run);
        calls.add(call);
        return run.id();
    }

    /** Adds a run. */
    public void add(String id, Mode mode, Status status) {
        runs.add(run(id, mode, status));
    }

    /** Adds changes of every run: one of each action and state. */
    public void change(int times) {
        for (int i = 0; i < times; i++) {
            for (Change.Action action : Change.Action.values()) {
                for (Change.State state : Change.State.values()) {
                    changes.add(new Change(
                            action,
                            name,
                            JSON.textNode("entity-" + changes.size() + name),
                            name,
                            action == Change.Action.DELETE
                                    ? null
                                    : JSON.objectNode().put("title", name),
                            List.of(new Difference(
                                    "properties." + name, JSON.nullNode(), JSON.textNode(name + "y".repeat(5000)))),
                            state,
                            "because " + name));
                }
            }
        }
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        changes.forEach(consumer);
    }

    @Override
    public void failures(RunId run, Consumer<Ledger.Failed> consumer) {
        for (int i = 0; i < 60; i++) {
            consumer.accept(
                    new Ledger.Failed(name, name, "map", JSON.objectNode().put("raw-" + i, name), "because " + name));
        }
    }

    @Override
    public List<String> certificate(RunId run) {
        return List.of("Nothing may be deleted: " + name);
    }

    @Override
    public boolean cancel(RunId run, String reason) {
        calls.add("cancel " + run + ": " + reason);
        return report(run).filter(found -> found.status() == Status.RUNNING).isPresent();
    }

    @Override
    public List<RunReport> recent(int limit) {
        return new ArrayList<>(runs).stream().limit(limit).toList();
    }

    @Override
    public Optional<RunReport> report(RunId run) {
        return runs.stream().filter(report -> report.id().equals(run)).findFirst();
    }

    @Override
    public Optional<RunReport> await(RunId run, Duration atMost) {
        return report(run);
    }
}
