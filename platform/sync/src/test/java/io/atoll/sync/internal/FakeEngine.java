package io.atoll.sync.internal;

import io.atoll.pipeline.Change;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.KindReport;
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
import org.jspecify.annotations.Nullable;

/** Runs that end as the test says, after they were asked for twice. */
final class FakeEngine implements SyncEngine {

    private static final RunId RUN = new RunId("7");

    private Status status = Status.COMPLETE;
    private String reason = "";
    private @Nullable String refusal;
    private int asked;

    void end(Status how, String why) {
        status = how;
        reason = why;
    }

    void refuse(String why) {
        refusal = why;
    }

    @Override
    public RunId start(IntegrationId integration, Trigger trigger) throws RunRefused {
        if (refusal != null) {
            throw new RunRefused(refusal);
        }
        return RUN;
    }

    @Override
    public Optional<RunReport> await(RunId run, Duration atMost) {
        boolean over = ++asked > 1;
        return Optional.of(new RunReport(
                run,
                FakeIntegrations.A,
                Mode.FULL,
                1,
                "manual",
                over ? status : Status.RUNNING,
                over ? reason : "",
                Instant.EPOCH,
                over ? Optional.of(Instant.EPOCH) : Optional.empty(),
                9,
                List.of(kind("one-0", 1, 2, 3), kind("two-1", 10, 20, 30)),
                new Deletion(4, 4, List.of(), List.of())));
    }

    private static KindReport kind(String label, long created, long updated, long unchanged) {
        return new KindReport(
                label, "kind", "complete", 0, created, updated, unchanged, 0, 0, List.of(), List.of(), List.of());
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
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean cancel(RunId run, String why) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunReport> recent(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RunReport> report(RunId run) {
        throw new UnsupportedOperationException();
    }
}
