package io.atoll.admin.internal.runs;

import io.atoll.operation.Help;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far a run is. */
public record ProgressView(
        @Help("the run in short") RunSummary summary,

        @Help("one for each resource of the mapping, in its order")
        List<KindProgress> kinds,

        @Help("how long it has taken until now, or until its end")
        long seconds,

        @Help("records read in a second, on the average") double recordsPerSecond,

        @Help("how long it will take from now on; absent if that is not known")
        Optional<Long> remainingSeconds,

        @Help("on what that rests, or why it is not known") String remainingReason) {

    private static final long FIRST_SECONDS = 3;

    /**
     * How far a run is now.
     *
     * @param before the latest complete run of the same kind; empty if there is none
     */
    static ProgressView of(RunReport run, Optional<RunReport> before, Instant now) {
        RunSummary summary = RunSummary.of(run);
        double seconds = Math.max(
                0.001,
                Duration.between(run.startedAt(), run.endedAt().orElse(now)).toMillis() / 1000.0);
        double rate = Math.round(summary.fetched() / seconds * 10) / 10.0;
        Remaining remaining = Remaining.of(run, summary.fetched(), seconds, before);
        return new ProgressView(
                summary,
                run.kinds().stream().map(KindProgress::of).toList(),
                (long) seconds,
                rate,
                remaining.seconds(),
                remaining.reason());
    }

    private record Remaining(Optional<Long> seconds, String reason) {

        static Remaining of(RunReport run, long fetched, double seconds, Optional<RunReport> before) {
            if (run.status() != RunReport.Status.RUNNING) {
                return new Remaining(Optional.empty(), "it is not under way");
            }
            if (before.isEmpty()) {
                return new Remaining(Optional.empty(), "there is no complete run to compare with");
            }
            long expected = RunSummary.of(before.get()).fetched();
            if (fetched == 0 || seconds < FIRST_SECONDS) {
                return new Remaining(Optional.empty(), "it has only just begun");
            }
            if (fetched >= expected) {
                return new Remaining(
                        Optional.empty(),
                        "it has read more than run " + before.get().id() + ", which read " + expected);
            }
            return new Remaining(
                    Optional.of(Math.max(1, Math.round((expected - fetched) / (fetched / seconds)))),
                    "run " + before.get().id() + " read " + expected + " records, at the pace of this one so far");
        }
    }

    /** How far one resource is. */
    public record KindProgress(
            @Help("kind and position in the mapping") String label,

            @Help("waiting, running, complete or incomplete")
            String state,

            @Help("records read") long fetched,

            @Help("records mapped: all that were read and have neither failed nor been left out")
            long mapped,

            @Help("records that the mapping leaves out") long filtered,
            @Help("entities that needed no write") long unchanged,
            @Help("entities written") long upserted,

            @Help("records and entities that could not be read, mapped or written")
            long failed) {

        static KindProgress of(KindReport kind) {
            return new KindProgress(
                    kind.label(),
                    kind.state(),
                    kind.fetched(),
                    kind.upserted() + kind.unchanged(),
                    kind.filtered(),
                    kind.unchanged(),
                    kind.upserted(),
                    kind.failed());
        }
    }
}
