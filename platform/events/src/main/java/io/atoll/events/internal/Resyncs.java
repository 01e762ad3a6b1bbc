package io.atoll.events.internal;

import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What resyncs have read since an event arrived. A kind that was read whole by a run that began after the arrival is known better than the
 * event can tell.
 */
final class Resyncs {

    private static final Duration AGE = Duration.ofSeconds(2);

    private final Function<IntegrationId, List<RunReport>> newest;
    private final Map<IntegrationId, Known> known = new HashMap<>();

    /** What runs tell at some time. */
    private record Known(List<RunReport> reports, long since) {}

    /**
     * What runs tell.
     *
     * @param newest gives the newest full runs of an integration
     */
    Resyncs(Function<IntegrationId, List<RunReport>> newest) {
        this.newest = newest;
    }

    boolean knowBetter(IntegrationId integration, Kind kind, Instant arrival) {
        return latest(integration).stream()
                .filter(report -> report.startedAt().isAfter(arrival))
                .anyMatch(report -> whole(report, kind));
    }

    private static boolean whole(RunReport report, Kind kind) {
        var parts = report.kinds().stream()
                .filter(part -> part.kind().equals(kind.name()))
                .toList();
        return !parts.isEmpty() && parts.stream().allMatch(part -> part.state().equals("complete"));
    }

    private synchronized List<RunReport> latest(IntegrationId integration) {
        Known told = known.get(integration);
        if (told == null || System.nanoTime() - told.since() > AGE.toNanos()) {
            told = new Known(newest.apply(integration), System.nanoTime());
            known.put(integration, told);
        }
        return told.reports();
    }
}
