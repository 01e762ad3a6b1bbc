package io.atoll.health.internal;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import java.time.Duration;
import java.time.Instant;

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
        gauges.set(
                "duration_seconds",
                "How long a phase took, or takes until now.",
                Duration.between(run.startedAt(), run.endedAt().orElse(now)).toMillis() / 1000.0,
                "integration",
                run.integration().toString(),
                "kind",
                WHOLE,
                "phase",
                "resync");
        success(WHOLE, run.status() == Status.COMPLETE);
        run.kinds().forEach(this::kind);
        count(RECONCILIATION, "delete", "deleted", run.deletion().deleted());
        success(RECONCILIATION, run.status() == Status.COMPLETE);
    }

    private void kind(KindReport kind) {
        count(kind.label(), "extract", "raw_extracted", kind.fetched());
        count(kind.label(), "transform", "transformed", kind.upserted() + kind.unchanged());
        count(kind.label(), "transform", "filtered_out", kind.filtered());
        count(kind.label(), "transform", "failed", kind.failed());
        count(kind.label(), "load", "loaded", kind.upserted());
        count(kind.label(), "load", "failed", kind.failed());
        count(kind.label(), "load", "skipped", kind.unchanged());
        success(kind.label(), kind.state().equals("complete"));
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
