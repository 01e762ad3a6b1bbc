package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What people see of one resource while its run goes on. Safe for use by several threads. */
final class Tally {

    private static final int FAILURES_KEPT = 50;
    private static final int NOTES_KEPT = 50;
    private static final int GAPS_KEPT = 100;
    private static final int ITEM_LENGTH = 4096;

    private final Resource resource;
    private final AtomicLong progress;
    private final Meter meter;
    private final LongAdder fetched = new LongAdder();
    private final LongAdder created = new LongAdder();
    private final LongAdder updated = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final List<String> gaps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private String state = "waiting";
    private long conflicts;

    /**
     * Begins at zero.
     *
     * @param progress grows with everything that is counted
     * @param meter measures what the resource takes, from {@link #measure} to its end
     */
    Tally(Resource resource, AtomicLong progress, Meter meter) {
        this.resource = resource;
        this.progress = progress;
        this.meter = meter;
    }

    Resource resource() {
        return resource;
    }

    /** Begins, or goes on with what was counted earlier in the run. */
    synchronized void begin(Counts before) {
        state = "running";
        fetched.add(before.fetched());
        created.add(before.created());
        updated.add(before.updated());
        unchanged.add(before.unchanged());
        filtered.add(before.filtered());
        failed.add(before.failed());
    }

    /** Measures from now on. */
    void measure() {
        meter.begin();
    }

    /** Takes what the process takes of its machine now. */
    void sampled(Load load) {
        meter.sampled(load);
    }

    void fetched() {
        count(fetched);
    }

    void created() {
        count(created);
    }

    void updated() {
        count(updated);
    }

    void unchanged() {
        count(unchanged);
    }

    void filtered() {
        count(filtered);
    }

    private void count(LongAdder counter) {
        counter.increment();
        progress.incrementAndGet();
    }

    /** Counts one failed record or entity, and keeps the first of them. */
    void failed(String stage, JsonNode item, String reason) {
        count(failed);
        synchronized (this) {
            if (failures.size() < FAILURES_KEPT) {
                String text = item.toString();
                failures.add(new Failure(
                        stage, text.length() > ITEM_LENGTH ? text.substring(0, ITEM_LENGTH) + "…" : text, reason));
            }
        }
    }

    /** An entity that was refused was written after all. */
    void retried() {
        failed.decrement();
        count(updated);
    }

    /** Notes that two records give the same fields of the same entity different values. */
    synchronized void conflict(String entity, List<String> fields) {
        conflicts++;
        if (notes.size() < NOTES_KEPT) {
            notes.add(entity + " is made by several records, which differ in " + String.join(", ", fields)
                    + ": the value of the first stays");
        }
    }

    /** Notes what a person should know. */
    synchronized void note(String note) {
        if (notes.size() < NOTES_KEPT) {
            notes.add(note);
        }
    }

    /** Settles whether the resource was read to its end. */
    synchronized void end(List<Gap> missing) {
        for (Gap gap : missing) {
            if (gaps.size() < GAPS_KEPT) {
                gaps.add(gap.partition().isEmpty() ? gap.reason() : gap.partition() + ": " + gap.reason());
            }
        }
        state = missing.isEmpty() && failed.sum() == 0 ? "complete" : "incomplete";
        meter.end();
    }

    /** Marks a resource that was not read to its end. */
    synchronized void abandon() {
        if (state.equals("running")) {
            state = "incomplete";
            meter.end();
        }
    }

    synchronized KindReport report() {
        var told = new ArrayList<>(notes);
        if (conflicts > notes.size()) {
            told.add("and " + (conflicts - notes.size()) + " more");
        }
        return new KindReport(
                resource.label(),
                resource.kind().name(),
                state,
                fetched.sum(),
                created.sum(),
                updated.sum(),
                unchanged.sum(),
                filtered.sum(),
                failed.sum(),
                gaps,
                told,
                failures,
                meter.effort());
    }
}
