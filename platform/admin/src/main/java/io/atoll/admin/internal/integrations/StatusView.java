package io.atoll.admin.internal.integrations;

import io.atoll.admin.internal.runs.RunSummary;
import io.atoll.operation.Help;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.rate.RateBudget.Allowance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How an instance stands. */
public record StatusView(
        @Help("type~instance") String integration,
        @Help("the name of the integration for people") String title,

        @Help("the version of its bundle; empty if that is not deployed")
        String version,

        @Help("in one word") Health health,
        @Help("why, and what to do; empty if it is healthy") String reason,
        @Help("the run under way, or that waits to go on") Optional<RunSummary> running,
        @Help("the latest run that has ended") Optional<RunSummary> last,

        @Help("when a run begins next by the clock, or a little later")
        Optional<Instant> next,

        @Help("entities in the catalog after the latest run that wrote; absent if there was none")
        Optional<Long> owned,

        @Help("what its third parties allow, as far as the integration knows")
        List<Budget> budgets) {

    /** What one host allows. */
    public record Budget(
            @Help("the name of the host") String host,

            @Help("calls that a window allows, if the host told")
            Optional<Long> limit,

            @Help("how many of them are left, if the host told")
            Optional<Long> remaining,

            @Help("when the next window begins, if the host told")
            Optional<Instant> reset,

            @Help("until when nothing is sent; absent if nothing holds calls back")
            Optional<Instant> closed,

            @Help("calls that wait") int waiting,

            @Help("how often the host said that there were too many")
            long refused) {

        static Budget of(Allowance allowance) {
            return new Budget(
                    allowance.host(),
                    optional(allowance.limit()),
                    optional(allowance.remaining()),
                    allowance.reset(),
                    allowance.opensAt(),
                    allowance.waiting(),
                    allowance.refused());
        }

        private static Optional<Long> optional(OptionalLong number) {
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        }
    }

    /** How an instance stands, in one word. */
    public enum Health {
        /** It can run, and its latest run was complete. */
        HEALTHY,
        /** It can run, and has not yet. */
        IDLE,
        /** Something waits for a person. */
        HELD,
        /** Its latest run was not complete. */
        DEGRADED,
        /** It cannot run, or its latest run failed. */
        BROKEN,
        /** It is not to run. */
        DISABLED
    }

    static StatusView of(
            Integration integration,
            Optional<RunReport> running,
            Optional<RunReport> last,
            Optional<RunReport> wrote,
            Optional<Instant> next,
            List<Allowance> allowances) {
        return new StatusView(
                integration.id().toString(),
                integration.title(),
                integration.version(),
                health(integration, last),
                integration.problem().isEmpty() ? last.map(RunReport::reason).orElse("") : integration.problem(),
                running.map(RunSummary::of),
                last.map(RunSummary::of),
                next,
                wrote.map(StatusView::owned),
                allowances.stream().map(Budget::of).toList());
    }

    private static Health health(Integration integration, Optional<RunReport> last) {
        switch (integration.state()) {
            case MISSING, FAULTY -> {
                return Health.BROKEN;
            }
            case DISABLED -> {
                return Health.DISABLED;
            }
            case READY -> {}
        }
        return last.map(RunReport::status)
                .map(status -> switch (status) {
                    case COMPLETE, RUNNING -> Health.HEALTHY;
                    case HELD -> Health.HELD;
                    case INCOMPLETE, SUSPENDED, INTERRUPTED -> Health.DEGRADED;
                    case FAILED -> Health.BROKEN;
                })
                .orElse(Health.IDLE);
    }

    private static long owned(RunReport run) {
        long created =
                run.kinds().stream().mapToLong(RunReport.KindReport::created).sum();
        return Math.max(0, run.held() + created - run.deletion().deleted());
    }

    static boolean underWay(RunReport run) {
        return run.status() == Status.RUNNING || run.status() == Status.SUSPENDED;
    }
}
