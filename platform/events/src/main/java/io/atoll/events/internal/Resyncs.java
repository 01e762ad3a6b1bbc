package io.atoll.events.internal;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What resyncs have read since an event arrived. A kind that was read whole by a run that began after the arrival is known better than the
 * event can tell.
 */
final class Resyncs {

    private static final Duration AGE = Duration.ofSeconds(2);

    private final Supplier<List<RunReport>> newest;
    private List<RunReport> reports = List.of();
    private long since = System.nanoTime() - AGE.toNanos() - 1;

    /**
     * What runs tell.
     *
     * @param newest gives the newest runs
     */
    Resyncs(Supplier<List<RunReport>> newest) {
        this.newest = newest;
    }

    boolean knowBetter(IntegrationId integration, Kind kind, Instant arrival) {
        return latest().stream()
                .filter(report -> report.integration().equals(integration)
                        && report.mode() == Mode.FULL
                        && report.startedAt().isAfter(arrival))
                .anyMatch(report -> whole(report, kind));
    }

    private static boolean whole(RunReport report, Kind kind) {
        var parts = report.kinds().stream()
                .filter(part -> part.kind().equals(kind.name()))
                .toList();
        return !parts.isEmpty() && parts.stream().allMatch(part -> part.state().equals("complete"));
    }

    private synchronized List<RunReport> latest() {
        if (System.nanoTime() - since > AGE.toNanos()) {
            reports = newest.get();
            since = System.nanoTime();
        }
        return reports;
    }
}
