package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import java.util.ArrayList;
import java.util.List;

/** Counts what became of the records of one resource. Safe for use by several threads. */
final class Tally {

    private static final int FAILURES_KEPT = 50;
    private static final int GAPS_KEPT = 100;
    private static final int ITEM_LENGTH = 4096;

    private final Resource resource;
    private String state = "waiting";
    private long fetched;
    private long created;
    private long updated;
    private long unchanged;
    private long filtered;
    private long failed;
    private final List<String> gaps = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    Tally(Resource resource) {
        this.resource = resource;
    }

    Resource resource() {
        return resource;
    }

    synchronized void begin() {
        state = "running";
    }

    synchronized void fetched() {
        fetched++;
    }

    synchronized void created() {
        created++;
    }

    synchronized void updated() {
        updated++;
    }

    synchronized void unchanged() {
        unchanged++;
    }

    synchronized void filtered() {
        filtered++;
    }

    /** Counts one failed record and keeps the first of them. */
    void failed(String stage, JsonNode item, String reason) {
        String text = item.toString();
        failed(stage, text.length() > ITEM_LENGTH ? text.substring(0, ITEM_LENGTH) + "…" : text, reason);
    }

    /** Counts one failed record, told by its name, and keeps the first of them. */
    synchronized void failed(String stage, String item, String reason) {
        failed++;
        if (failures.size() < FAILURES_KEPT) {
            failures.add(new Failure(stage, item, reason));
        }
    }

    /** Notes that something is missing. */
    synchronized void gap(Gap gap) {
        if (gaps.size() < GAPS_KEPT) {
            gaps.add(gap.partition().isEmpty() ? gap.reason() : gap.partition() + ": " + gap.reason());
        }
    }

    /** Settles whether the resource was read, mapped and written whole, and whether the counts say so too. */
    synchronized void end() {
        long accounted = created + updated + unchanged + filtered + failed;
        if (fetched != accounted) {
            gaps.add("the counts do not reconcile: " + fetched + " fetched, " + accounted + " accounted for");
        }
        state = gaps.isEmpty() && failed == 0 ? "complete" : "incomplete";
    }

    /** Marks a resource that was not read to its end. */
    synchronized void abandon() {
        if (state.equals("running")) {
            state = "incomplete";
        }
    }

    synchronized boolean complete() {
        return state.equals("complete");
    }

    synchronized KindReport report() {
        return new KindReport(
                resource.label(),
                resource.kind().name(),
                state,
                fetched,
                created,
                updated,
                unchanged,
                filtered,
                failed,
                gaps,
                failures);
    }
}
