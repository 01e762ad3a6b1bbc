package io.atoll.health.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Effort;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Level;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A platform with one integration and its runs. */
public final class FakePlatform implements Integrations, SyncEngine {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final IntegrationId DEMO = IntegrationId.parse("git~demo");

    private static final Effort EFFORT = new Effort(
            NOON.plusSeconds(3), Duration.ofMillis(2500), new Level(180, 90, 95.5), new Level(3e8, 1e8, 2e8));

    volatile boolean settled = true;
    volatile boolean configured = true;
    volatile Status status = Status.COMPLETE;
    volatile String reason = "";
    volatile Catalog.Access.State access = Catalog.Access.State.OPEN;

    Deployments folder() {
        return new Deployments() {
            @Override
            public List<Deployment> all() {
                return List.of();
            }

            @Override
            public boolean settled() {
                return settled;
            }
        };
    }

    Catalog catalog() {
        return new Catalog() {
            @Override
            public String address() {
                return "memory";
            }

            @Override
            public Access access() {
                return new Access(access, "");
            }

            @Override
            public Installation install(Integration integration, Defaults defaults) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Installation> find(Integration integration) {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** A plan, then the newest full run, then an older one with a kind that the mapping has no more. */
    @Override
    public List<RunReport> recent(int limit) {
        return List.of(
                run("3", Mode.PLAN, "repo-0", 1), run("2", Mode.FULL, "repo-0", 10), run("1", Mode.FULL, "old-0", 7));
    }

    private RunReport run(String id, Mode mode, String label, long fetched) {
        var kind = new KindReport(
                label,
                "repo",
                "complete",
                fetched,
                2,
                3,
                4,
                1,
                0,
                List.of(),
                List.of(),
                List.of(),
                Optional.of(EFFORT));
        return new RunReport(
                new RunId(id),
                DEMO,
                mode,
                1,
                "test",
                status,
                reason,
                NOON,
                Optional.of(NOON.plusSeconds(5)),
                0,
                List.of(kind),
                new Deletion(1, 1, List.of(), List.of()));
    }

    @Override
    public List<Integration> all() {
        return configured
                ? List.of(new Integration(DEMO, "Git", "1.0.0", State.READY, "", "git~demo.yaml", false, null, "1"))
                : List.of();
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
    public RunId start(IntegrationId integration, Trigger trigger) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunId plan(IntegrationId integration, Trigger trigger) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunId apply(RunId plan, Trigger trigger) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunId approve(RunId run, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long reject(RunId run, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void failures(RunId run, Consumer<Ledger.Failed> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> certificate(RunId run) {
        return List.of();
    }

    @Override
    public boolean cancel(RunId run, String reason) {
        return false;
    }

    @Override
    public Optional<RunReport> report(RunId run) {
        return Optional.empty();
    }

    @Override
    public Optional<RunReport> await(RunId run, Duration atMost) {
        return Optional.empty();
    }
}
