package io.atoll.console.gogo.internal;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A run in short, as {@code atoll:runs -o json} prints it in an array.
 *
 * @param run its id
 * @param integration {@code type~instance}
 * @param mode {@code full}, {@code plan}, {@code apply} or {@code approved}
 * @param epoch grows with each run of the integration, and when a run changes hands
 * @param trigger why it began
 * @param status {@code running}, {@code complete}, {@code incomplete}, {@code held}, {@code suspended}, {@code interrupted} or {@code failed}
 * @param reason why it is not complete; empty while it runs or if it is
 * @param startedAt when it began
 * @param endedAt when it ended; null while it runs
 * @param fetched records of all kinds
 * @param upserted entities created or updated
 * @param unchanged entities that needed no write
 * @param filtered records that the mapping leaves out
 * @param failed records and entities that could not be read, mapped or written
 * @param deleted entities deleted
 */
record RunView(
        String run,
        String integration,
        String mode,
        long epoch,
        String trigger,
        String status,
        String reason,
        String startedAt,
        @Nullable String endedAt,
        long fetched,
        long upserted,
        long unchanged,
        long filtered,
        long failed,
        long deleted) {

    static RunView of(RunReport report) {
        return new RunView(
                report.id().value(),
                report.integration().toString(),
                mode(report),
                report.epoch(),
                report.trigger(),
                status(report),
                report.reason(),
                report.startedAt().toString(),
                report.endedAt().map(Instant::toString).orElse(null),
                sum(report, KindReport::fetched),
                sum(report, KindReport::upserted),
                sum(report, KindReport::unchanged),
                sum(report, KindReport::filtered),
                sum(report, KindReport::failed),
                report.deletion().deleted());
    }

    static String status(RunReport report) {
        return report.status().name().toLowerCase(Locale.ROOT);
    }

    static String mode(RunReport report) {
        return report.mode().name().toLowerCase(Locale.ROOT);
    }

    private static long sum(RunReport report, ToLongFunction<KindReport> count) {
        return report.kinds().stream().mapToLong(count).sum();
    }
}
