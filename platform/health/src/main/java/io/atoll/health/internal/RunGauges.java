package io.atoll.health.internal;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Effort;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Level;
import io.atoll.pipeline.RunReport.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** The figures of one run under the names that Ocean gives them. */
final class RunGauges {

    private static final String WHOLE = "__runtime__";
    private static final String RECONCILIATION = "__reconciliation__";

    private final Gauges gauges;
    private final RunReport run;

    RunGauges(Gauges gauges, RunReport run) {
        this.gauges = gauges;
        this.run = run;
    }

    void add(Instant now) {
        Instant until = run.endedAt().orElse(now);
        duration(WHOLE, "resync", Duration.between(run.startedAt(), until));
        reconciling(until).ifPresent(took -> duration(RECONCILIATION, "delete", took));
        success(WHOLE, run.status() == Status.COMPLETE);
        run.kinds().forEach(this::kind);
        count(RECONCILIATION, "delete", "deleted", run.deletion().deleted());
        success(RECONCILIATION, run.status() == Status.COMPLETE);
    }

    /** What comes after the last kind: writing refused entities again, comparing, deleting; empty as long as kinds are dealt with. */
    private Optional<Duration> reconciling(Instant until) {
        boolean dealtWith = run.kinds().stream()
                .noneMatch(
                        kind -> kind.state().equals("waiting") || kind.state().equals("running"));
        return run.kinds().stream()
                .flatMap(kind -> kind.effort().stream())
                .map(Effort::until)
                .max(Comparator.naturalOrder())
                .filter(last -> dealtWith && !last.isAfter(until))
                .map(last -> Duration.between(last, until));
    }

    private void kind(KindReport kind) {
        kind.effort().ifPresent(effort -> effort(kind.label(), effort));
        count(kind.label(), "extract", "raw_extracted", kind.fetched());
        count(kind.label(), "transform", "transformed", kind.upserted() + kind.unchanged());
        count(kind.label(), "transform", "filtered_out", kind.filtered());
        count(kind.label(), "transform", "failed", kind.failed());
        count(kind.label(), "load", "loaded", kind.upserted());
        count(kind.label(), "load", "failed", kind.failed());
        count(kind.label(), "load", "skipped", kind.unchanged());
        success(kind.label(), kind.state().equals("complete"));
    }

    private void effort(String kind, Effort effort) {
        duration(kind, "resync", effort.took());
        level(
                kind,
                "cpu_%s_percent",
                "Use of the processors by the process during a kind, in percent of one",
                effort.processor());
        level(kind, "memory_%s_bytes", "Memory of the system that the process held during a kind", effort.memory());
    }

    private void duration(String kind, String phase, Duration took) {
        gauges.set(
                "duration_seconds",
                "How long a phase took, or takes until now.",
                took.toMillis() / 1000.0,
                "integration",
                run.integration().toString(),
                "kind",
                kind,
                "phase",
                phase);
    }

    private void level(String kind, String name, String help, Level level) {
        level(kind, name.formatted("max"), help + ": the most.", level.most());
        level(kind, name.formatted("median"), help + ": the median.", level.median());
        level(kind, name.formatted("avg"), help + ": the mean.", level.mean());
    }

    private void level(String kind, String name, String help, double value) {
        gauges.set(name, help, value, "integration", run.integration().toString(), "kind", kind);
    }

    private void count(String kind, String phase, String type, long count) {
        gauges.set(
                "object_count",
                "How many objects a phase dealt with, and how.",
                (double) count,
                "integration",
                run.integration().toString(),
                "kind",
                kind,
                "phase",
                phase,
                "object_count_type",
                type);
    }

    private void success(String kind, boolean success) {
        gauges.set(
                "success",
                "Whether a phase was complete: 1 or 0.",
                success ? 1 : 0,
                "integration",
                run.integration().toString(),
                "kind",
                kind,
                "phase",
                "resync");
    }
}
