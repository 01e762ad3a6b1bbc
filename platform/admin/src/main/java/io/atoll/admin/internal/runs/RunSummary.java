package io.atoll.admin.internal.runs;

import io.atoll.operation.Help;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** A run in short. */
public record RunSummary(
        @Help("its id") String run,
        @Help("type~instance") String integration,
        @Help("what it is to do") RunReport.Mode mode,
        @Help("why it began") String trigger,
        @Help("how it stands") RunReport.Status status,

        @Help("why it is not complete; empty while it runs or if it is")
        String reason,

        @Help("when it began") Instant startedAt,
        @Help("when it ended") Optional<Instant> endedAt,

        @Help("entities that the catalog held for the integration when it began")
        long held,

        @Help("records read") long fetched,
        @Help("entities that were new to the catalog") long created,
        @Help("entities that it held with other content") long updated,
        @Help("entities that needed no write") long unchanged,
        @Help("records that the mapping leaves out") long filtered,

        @Help("records and entities that could not be read, mapped or written")
        long failed,

        @Help("entities deleted") long deleted,
        @Help("entities that are not produced any more") long stale) {

    /** Sums up a report. */
    public static RunSummary of(RunReport report) {
        return new RunSummary(
                report.id().value(),
                report.integration().toString(),
                report.mode(),
                report.trigger(),
                report.status(),
                report.reason(),
                report.startedAt(),
                report.endedAt(),
                report.held(),
                sum(report, KindReport::fetched),
                sum(report, KindReport::created),
                sum(report, KindReport::updated),
                sum(report, KindReport::unchanged),
                sum(report, KindReport::filtered),
                sum(report, KindReport::failed),
                report.deletion().deleted(),
                report.deletion().stale());
    }

    private static long sum(RunReport report, ToLongFunction<KindReport> count) {
        return report.kinds().stream().mapToLong(count).sum();
    }
}
