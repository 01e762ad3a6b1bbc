package io.atoll.admin.it.platform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger.Failed;
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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A platform with one integration that is ready, one that is faulty, and the runs {@code run-1} (incomplete), {@code run-2} (held) and
 * {@code run-3} (under way, until it is cancelled). A run that is asked for begins and ends at
 * once, but an incremental one goes on until it is cancelled.
 */
public final class FakePlatform implements Integrations, Fetcher, SyncEngine {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant MOMENT = Instant.parse("2026-11-21T10:00:00Z");
    private static final IntegrationId GIT = new IntegrationId("git", "demo");

    private final String text;
    private final List<RunReport> runs = new ArrayList<>();

    /** A platform whose every free text is this one. */
    public FakePlatform(String text) {
        this.text = text;
        add(Mode.FULL, Status.INCOMPLETE);
        add(Mode.FULL, Status.HELD);
        add(Mode.FULL, Status.RUNNING);
    }

    private synchronized RunId add(Mode mode, Status status) {
        RunId id = new RunId("run-" + (runs.size() + 1));
        runs.addFirst(run(id, mode, status));
        return id;
    }

    private RunReport run(RunId id, Mode mode, Status status) {
        KindReport kind = new KindReport(
                "commit-0",
                "commit",
                "complete",
                10,
                1,
                2,
                5,
                1,
                1,
                List.of(text),
                List.of(text),
                List.of(new Failure("map", text, text)));
        return new RunReport(
                id,
                GIT,
                mode,
                7,
                text,
                status,
                text,
                MOMENT,
                status == Status.RUNNING ? Optional.empty() : Optional.of(MOMENT.plusSeconds(9)),
                100,
                List.of(kind),
                new Deletion(3, 1, List.of(text), List.of(new Ref("service", text))));
    }

    @Override
    public List<Integration> all() {
        return List.of(
                new Integration(GIT, text, "1.0.0", Integrations.State.READY, "", text, true, null, "c1"),
                new Integration(
                        new IntegrationId("jira", "a"),
                        text,
                        "",
                        Integrations.State.FAULTY,
                        text,
                        text,
                        true,
                        null,
                        "c2"),
                new Integration(
                        new IntegrationId("jira", "b"),
                        text,
                        "",
                        Integrations.State.MISSING,
                        text,
                        text,
                        true,
                        null,
                        "c3"));
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.empty();
    }

    @Override
    public List<ProviderStatus> providers() {
        return List.of(
                new ProviderStatus(
                        "git~demo", List.of("commit"), List.of(), "Commits", "io.atoll.git 1.0.0", "active", ""),
                new ProviderStatus("", List.of("*"), List.of(text), text, text, "unsatisfied", text));
    }

    @Override
    public synchronized List<RunReport> recent(int limit) {
        return runs.stream().limit(limit).toList();
    }

    @Override
    public synchronized Optional<RunReport> report(RunId run) {
        return runs.stream().filter(each -> each.id().equals(run)).findFirst();
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        for (int i = 0; i < 120; i++) {
            consumer.accept(new Change(
                    i % 2 == 0 ? Change.Action.UPDATE : Change.Action.DELETE,
                    "service",
                    JSON.textNode(text + i),
                    "commit-0",
                    i % 2 == 0 ? JSON.objectNode().put("title", text) : null,
                    List.of(new Difference("title", JSON.nullNode(), JSON.textNode(text))),
                    Change.State.PLANNED,
                    text));
        }
    }

    @Override
    public void failures(RunId run, Consumer<Failed> consumer) {
        consumer.accept(new Failed("commit-0", "", "map", JSON.objectNode().put("name", text), text));
        consumer.accept(new Failed("commit-0", text, "apply", JSON.arrayNode().add(1), text));
    }

    @Override
    public List<String> certificate(RunId run) {
        return List.of(text);
    }

    @Override
    public RunId start(IntegrationId integration, Trigger trigger) throws RunRefused {
        ready(integration);
        return add(Mode.FULL, Status.COMPLETE);
    }

    @Override
    public RunId incremental(IntegrationId integration, Trigger trigger) throws RunRefused {
        ready(integration);
        return add(Mode.INCREMENTAL, Status.RUNNING);
    }

    @Override
    public RunId plan(IntegrationId integration, Trigger trigger) throws RunRefused {
        ready(integration);
        return add(Mode.PLAN, Status.COMPLETE);
    }

    @Override
    public RunId apply(RunId plan, Trigger trigger) throws RunRefused {
        if (report(plan).orElseThrow().mode() != Mode.PLAN) {
            throw new RunRefused(plan + " is no plan");
        }
        return add(Mode.APPLY, Status.COMPLETE);
    }

    @Override
    public RunId approve(RunId run, String by) throws RunRefused {
        held(run);
        return add(Mode.APPROVED, Status.COMPLETE);
    }

    @Override
    public long reject(RunId run, String by) throws RunRefused {
        held(run);
        return 2;
    }

    private void held(RunId run) throws RunRefused {
        if (report(run).orElseThrow().status() != Status.HELD) {
            throw new RunRefused("nothing of " + run + " waits for approval");
        }
    }

    private static void ready(IntegrationId integration) throws RunRefused {
        if (!integration.equals(GIT)) {
            throw new RunRefused(integration + " is not ready");
        }
    }

    @Override
    public synchronized boolean cancel(RunId run, String reason) {
        for (int i = 0; i < runs.size(); i++) {
            RunReport each = runs.get(i);
            if (each.id().equals(run) && each.status() == Status.RUNNING) {
                runs.set(i, run(run, each.mode(), Status.INTERRUPTED));
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<RunReport> await(RunId run, Duration atMost) {
        return report(run);
    }

    @Override
    public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Fetched starting(IntegrationId integration) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Fetched completed(IntegrationId integration) {
        throw new UnsupportedOperationException();
    }
}
