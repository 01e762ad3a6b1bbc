package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.Examples;
import io.atoll.apply.internal.endpoint.Ingest;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.apply.internal.endpoint.KindMetrics;
import io.atoll.apply.internal.endpoint.MetricIngest;
import io.atoll.model.Masking;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the catalog the figures of a run while it goes on: of each resource when its state changes, and that the run is alive.
 *
 * <p>This is done by a thread of its own, which ends with the run. What cannot be told is left untold: figures are for people, and
 * nothing waits for them.
 */
final class Telling {

    private static final Logger log = LoggerFactory.getLogger(Telling.class);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int WAITING = 100;

    private final Session session;
    private final IntegrationRecord record;
    private final BlockingQueue<News> news = new ArrayBlockingQueue<>(WAITING);
    private final Map<String, String> told = new HashMap<>();
    private final Map<String, String> blueprints;
    private final Duration heartbeat;
    private Optional<MetricIngest> metrics = Optional.empty();
    private @Nullable Thread thread;

    /**
     * Tells nothing yet.
     *
     * @param blueprints the mapping's text for the blueprint of each resource, by its label
     * @param heartbeat how often it is told that the run goes on
     */
    Telling(Session session, IntegrationRecord record, Map<String, String> blueprints, Duration heartbeat) {
        this.session = session;
        this.record = record;
        this.blueprints = Map.copyOf(blueprints);
        this.heartbeat = heartbeat;
    }

    /** Something to tell. */
    private sealed interface News {

        /** A run begins. */
        record Begun(RunReport report) implements News {}

        /** A run goes on. */
        record Progress(RunReport report) implements News {}

        /** Raw records of a kind were read. */
        record Shown(String kind, List<JsonNode> records) implements News {}

        /** A run is over. */
        record Over(RunReport report) implements News {}
    }

    void begun(RunReport report) {
        thread = Thread.ofVirtual()
                .name("atoll-apply-telling-" + report.id())
                .start(() -> work(report.id().value()));
        offer(new News.Begun(report));
    }

    void progress(RunReport report) {
        offer(new News.Progress(report));
    }

    void examples(String kind, List<JsonNode> records) {
        offer(new News.Shown(kind, records));
    }

    /** Tells the end, and waits a little until it is told. */
    void over(RunReport report) throws InterruptedException {
        offer(new News.Over(report));
        Thread teller = thread;
        if (teller != null && !teller.join(LAST_WORDS)) {
            teller.interrupt();
        }
    }

    private void offer(News one) {
        if (!news.offer(one)) {
            log.debug("The catalog is slow; some figures of the run are left untold");
        }
    }

    private void work(String runId) {
        long beat = System.nanoTime();
        try {
            while (true) {
                long left = beat + heartbeat.toNanos() - System.nanoTime();
                News next = left > 0 ? news.poll(left, TimeUnit.NANOSECONDS) : null;
                beat = next == null ? System.nanoTime() : beat;
                try {
                    if (tell(next, runId)) {
                        return;
                    }
                } catch (CatalogException untold) {
                    log.debug("The catalog could not be told how run {} goes on", runId, untold);
                    if (next instanceof News.Over) {
                        return;
                    }
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells one thing; whether it was the last. */
    private boolean tell(@Nullable News next, String runId) throws CatalogException, InterruptedException {
        switch (next) {
            case null -> {
                if (metrics.isPresent()) {
                    metrics.get().heartbeat(runId);
                }
            }
            case News.Begun begun -> begin(begun.report());
            case News.Progress progress -> kinds(progress.report());
            case News.Shown shown ->
                new Examples(session)
                        .show(
                                shown.kind(),
                                shown.records().stream().map(Masking::of).toList());
            case News.Over over -> {
                end(over.report());
                return true;
            }
        }
        return false;
    }

    private void begin(RunReport report) throws CatalogException, InterruptedException {
        var known = record.read();
        if (known.isPresent()) {
            metrics = Ingest.of(session, known.get()).metrics();
        }
        if (metrics.isPresent()) {
            var all = new ArrayList<KindMetrics>();
            report.kinds().forEach(kind -> all.add(metrics(report, kind, "pending")));
            all.add(whole(report, KindMetrics.RUN, "syncing"));
            metrics.get().report(all);
        }
    }

    private void kinds(RunReport report) throws CatalogException, InterruptedException {
        if (metrics.isEmpty()) {
            return;
        }
        for (KindReport kind : report.kinds()) {
            String state = wire(report, kind);
            if (!state.equals("pending") && !state.equals(told.put(kind.label(), state))) {
                metrics.get().replace(metrics(report, kind, state));
            }
        }
    }

    private void end(RunReport report) throws CatalogException, InterruptedException {
        if (metrics.isEmpty()) {
            return;
        }
        kinds(report);
        String state = state(report.status());
        metrics.get().replace(whole(report, KindMetrics.RECONCILIATION, state));
        metrics.get().report(List.of(whole(report, KindMetrics.RUN, state)));
    }

    private static String wire(RunReport report, KindReport kind) {
        boolean over = report.status() != Status.RUNNING;
        return switch (kind.state()) {
            case "complete" -> "completed";
            case "incomplete" -> over && report.status() == Status.INTERRUPTED ? "aborted" : "failed";
            case "running" -> over ? "aborted" : "syncing";
            default -> over ? "aborted" : "pending";
        };
    }

    /** How the Port API calls the end of a run. */
    static String state(Status status) {
        return switch (status) {
            case COMPLETE, HELD -> "completed";
            case INCOMPLETE, FAILED -> "failed";
            case INTERRUPTED, SUSPENDED -> "aborted";
            case RUNNING -> "syncing";
        };
    }

    private KindMetrics metrics(RunReport report, KindReport kind, String state) {
        boolean complete = kind.state().equals("complete");
        return new KindMetrics(
                kind.label(),
                report.id().value(),
                state,
                blueprints.getOrDefault(kind.label(), ""),
                complete,
                Map.of("resync", seconds(report)),
                Map.of(
                        "extract", extracted(kind),
                        "transform",
                                Map.of(
                                        "transformed", kind.upserted() + kind.unchanged(),
                                        "filtered_out", kind.filtered(),
                                        "failed", kind.failed()),
                        "load",
                                Map.of(
                                        "loaded",
                                        kind.upserted(),
                                        "failed",
                                        kind.failed(),
                                        "skipped",
                                        kind.unchanged())));
    }

    private static Map<String, Long> extracted(KindReport kind) {
        return kind.gaps().isEmpty()
                ? Map.of("raw_extracted", kind.fetched())
                : Map.of("raw_extracted", kind.fetched(), "failed", (long)
                        kind.gaps().size());
    }

    private KindMetrics whole(RunReport report, String label, String state) {
        return new KindMetrics(
                label,
                report.id().value(),
                state,
                "",
                state.equals("completed"),
                Map.of("resync", seconds(report)),
                label.equals(KindMetrics.RECONCILIATION)
                        ? Map.of("delete", Map.of("deleted", report.deletion().deleted()))
                        : Map.of());
    }

    private double seconds(RunReport report) {
        var end = report.endedAt().orElseGet(session.time()::now);
        return Duration.between(report.startedAt(), end).toMillis() / 1000.0;
    }
}
