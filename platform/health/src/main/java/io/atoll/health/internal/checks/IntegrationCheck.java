package io.atoll.health.internal.checks;

import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.IntegrationId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/**
 * How one instance stands.
 *
 * @param id of the instance
 * @param integrations know whether it can run
 * @param engine knows its runs
 * @param mask takes secrets out of what is told
 */
record IntegrationCheck(IntegrationId id, Integrations integrations, SyncEngine engine, UnaryOperator<String> mask)
        implements HealthCheck {

    @Override
    public Result execute() {
        return integrations
                .find(id)
                .map(this::judged)
                .orElseGet(() -> new Result(Status.WARN, id + " is not configured any more"));
    }

    private Result judged(Integration integration) {
        return switch (integration.state()) {
            case MISSING, FAULTY -> new Result(Status.CRITICAL, mask.apply(id + ": " + integration.problem()));
            case DISABLED -> new Result(Status.OK, id + " is disabled");
            case READY -> last().map(this::judged).orElseGet(() -> new Result(Status.OK, id + " has not run yet"));
        };
    }

    /** The latest run that writes and has ended, or waits to go on. */
    private Optional<RunReport> last() {
        return engine.recent(id, RunReport.Mode.WRITING, 2).stream()
                .filter(run -> run.status() != RunReport.Status.RUNNING)
                .findFirst();
    }

    private Result judged(RunReport run) {
        Status status = switch (run.status()) {
            case RUNNING, COMPLETE -> Status.OK;
            case HELD, INCOMPLETE, SUSPENDED, INTERRUPTED -> Status.WARN;
            case FAILED -> Status.CRITICAL;
        };
        String reason = run.reason().isEmpty() ? "" : ": " + run.reason();
        return new Result(
                status,
                mask.apply("run " + run.id() + " of " + id + " is "
                        + run.status().name().toLowerCase(Locale.ROOT) + reason));
    }
}
