package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The pipeline services that commands use, with contents of one's choice. */
public final class FakePlatform implements Integrations, SyncEngine, Fetcher {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    final List<Integration> integrations = new ArrayList<>();
    final List<ProviderStatus> providers = new ArrayList<>();
    final List<Deployments.Deployment> deployments = new ArrayList<>();
    final List<RunReport> runs = new ArrayList<>();
    final Deque<RunReport> awaited = new ArrayDeque<>();
    final List<Change> changes = new ArrayList<>();
    final List<Ledger.Failed> failures = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    List<String> certificate = List.of();
    String refusal = "";
    boolean settled = true;

    public static FakePlatform withOneRun() {
        FakePlatform platform = new FakePlatform();
        platform.integrations.add(ready("git~demo"));
        platform.runs.add(complete("20261121-1", "git~demo"));
        return platform;
    }

    /** Has a run that will have ended with a bad outcome. */
    public void awaited(String run) {
        awaited.add(troubled(run));
    }

    static Integration ready(String id) {
        return integration(id, "1.2.0", State.READY, "");
    }

    static Integration integration(String id, String version, State state, String problem) {
        IntegrationId name = IntegrationId.parse(id);
        return new Integration(name, "Git", version, state, problem, "integrations/" + id + ".yaml", true, null, "c");
    }

    static RunReport complete(String run, String integration) {
        return report(
                run,
                integration,
                Status.COMPLETE,
                "",
                List.of(new KindReport(
                        "repo-0", "repo", "complete", 10, 2, 3, 4, 1, 0, List.of(), List.of(), List.of())),
                new Deletion(1, 1, List.of(), List.of()));
    }

    static RunReport running(String run, String integration, long fetched) {
        return new RunReport(
                new RunId(run),
                IntegrationId.parse(integration),
                RunReport.Mode.FULL,
                1,
                "manual (shell)",
                Status.RUNNING,
                "",
                NOON,
                Optional.empty(),
                7,
                List.of(new KindReport(
                        "repo-0", "repo", "running", fetched, 0, 0, 0, 0, 0, List.of(), List.of(), List.of())),
                Deletion.none());
    }

    static RunReport troubled(String run) {
        return report(
                run,
                "git~demo",
                Status.HELD,
                "2 deletions exceed the budget of 1",
                List.of(
                        new KindReport(
                                "repo-0",
                                "repo",
                                "complete",
                                10,
                                2,
                                3,
                                4,
                                0,
                                1,
                                List.of(),
                                List.of(),
                                List.of(new Failure(
                                        "map", "{\"id\":7,\"name\":\"\u001b[2J\"}", ".identifier is null"))),
                        new KindReport(
                                "issue-1",
                                "issue",
                                "incomplete",
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                List.of("repo demo: answered 500\nthree times"),
                                List.of(),
                                List.of())),
                new Deletion(
                        2, 0, List.of("the budget is 1"), List.of(new Ref("service", "a"), new Ref("service", "b"))));
    }

    static RunReport plan(String run, Status status, KindReport... kinds) {
        return new RunReport(
                new RunId(run),
                IntegrationId.parse("git~demo"),
                RunReport.Mode.PLAN,
                1,
                "manual (shell)",
                status,
                status == Status.COMPLETE ? "" : "why",
                NOON,
                Optional.of(NOON.plusSeconds(5)),
                7,
                List.of(kinds),
                Deletion.none());
    }

    static Change change(Change.Action action, String identifier, Change.State state, String reason) {
        return new Change(
                action,
                "service",
                JsonNodeFactory.instance.textNode(identifier),
                action == Change.Action.DELETE ? "" : "repo-0",
                null,
                List.of(),
                state,
                reason);
    }

    static RunReport report(
            String run, String integration, Status status, String reason, List<KindReport> kinds, Deletion deletion) {
        return new RunReport(
                new RunId(run),
                IntegrationId.parse(integration),
                RunReport.Mode.FULL,
                1,
                "manual (shell)",
                status,
                reason,
                NOON,
                Optional.of(NOON.plusSeconds(5)),
                7,
                kinds,
                deletion);
    }

    @Override
    public List<Integration> all() {
        return integrations;
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return integrations.stream()
                .filter(integration -> integration.id().equals(id))
                .findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunId start(IntegrationId integration, Trigger trigger) throws RunRefused {
        return begin("start " + integration + " " + trigger);
    }

    @Override
    public RunId plan(IntegrationId integration, Trigger trigger) throws RunRefused {
        return begin("plan " + integration + " " + trigger);
    }

    @Override
    public RunId apply(RunId plan, Trigger trigger) throws RunRefused {
        return begin("apply " + plan + " " + trigger);
    }

    @Override
    public RunId approve(RunId run, String by) throws RunRefused {
        return begin("approve " + run + " by " + by);
    }

    @Override
    public long reject(RunId run, String by) throws RunRefused {
        begin("reject " + run + " by " + by);
        return 2;
    }

    private RunId begin(String what) throws RunRefused {
        if (!refusal.isEmpty()) {
            throw new RunRefused(refusal);
        }
        asked.add(what);
        return new RunId("20261121-9");
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        changes.forEach(consumer);
    }

    @Override
    public void failures(RunId run, Consumer<Ledger.Failed> consumer) {
        failures.forEach(consumer);
    }

    @Override
    public List<String> certificate(RunId run) {
        return certificate;
    }

    @Override
    public boolean cancel(RunId run, String reason) {
        asked.add("cancel " + run + " " + reason);
        return report(run).map(report -> report.status() == Status.RUNNING).orElse(false);
    }

    @Override
    public List<RunReport> recent(int limit) {
        return runs.stream().limit(limit).toList();
    }

    /** One that is followed stands, each time that it is looked at, as the next of those that were prepared. */
    @Override
    public Optional<RunReport> report(RunId run) {
        RunReport first = awaited.peek();
        if (first != null && first.id().equals(run)) {
            return Optional.ofNullable(awaited.size() > 1 ? awaited.poll() : first);
        }
        return runs.stream().filter(report -> report.id().equals(run)).findFirst();
    }

    @Override
    public Optional<RunReport> await(RunId run, Duration atMost) {
        throw new UnsupportedOperationException("no command does");
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
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ProviderStatus> providers() {
        return providers;
    }

    /** The deploy folder; apart because {@code all()} is the name of two methods. */
    Deployments folder() {
        return new Deployments() {
            @Override
            public List<Deployment> all() {
                return deployments;
            }

            @Override
            public boolean settled() {
                return settled;
            }
        };
    }
}
