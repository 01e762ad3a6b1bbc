package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.Ledger.Page;
import io.atoll.pipeline.Ledger.Produced;
import io.atoll.pipeline.Reconciler.Examined;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page on its way through the stages: keeps account of its records until every one of them is dealt with. Safe for use by several
 * threads.
 */
final class Passage {

    private final String label;
    private final String partition;
    private final @Nullable String resumeAt;
    private final int weight;
    private final Consumer<Passage> whenDone;
    private final CompletableFuture<List<Step>> mapped = new CompletableFuture<>();
    private final List<Produced> produced = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();

    private long fetched;
    private long created;
    private long updated;
    private long unchanged;
    private long filtered;
    private long open = 1;

    /**
     * Begins a passage, which stays open until {@link #judged} and all of its writes are over.
     *
     * @param weight what it takes of the run's {@link Share}
     * @param whenDone is told once when every record is dealt with
     */
    Passage(String label, String partition, @Nullable String resumeAt, int weight, Consumer<Passage> whenDone) {
        this.label = label;
        this.partition = partition;
        this.resumeAt = resumeAt;
        this.weight = weight;
        this.whenDone = whenDone;
    }

    /** What the mapping made of one record or item. */
    sealed interface Step {

        /** An entity. */
        record Made(Examined entity) implements Step {}

        /** Nothing, as the mapping wants it. */
        record Filtered() implements Step {}

        /** Nothing, by a fault. */
        record Broken(JsonNode item, String reason) implements Step {}
    }

    String label() {
        return label;
    }

    String partition() {
        return partition;
    }

    /** What it takes of the run's share. */
    int weight() {
        return weight;
    }

    /** Hands over what the mapping made of the page. */
    void mapped(List<Step> steps) {
        mapped.complete(steps);
    }

    /** Waits for what the mapping made of the page. */
    List<Step> awaitMapped() throws InterruptedException {
        try {
            return mapped.get();
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    synchronized void fetched() {
        fetched++;
    }

    synchronized void filtered() {
        filtered++;
    }

    synchronized void unchanged() {
        unchanged++;
    }

    /** Notes a produced entity, written or not. */
    synchronized void produced(Ref ref, long content, List<String> conflicts) {
        produced.add(new Produced(ref, content, conflicts));
    }

    /** Notes a record or item that failed. */
    synchronized void failed(String stage, JsonNode item, String reason) {
        failed.add(new Failed(label, partition, stage, item, reason));
    }

    /** An entity of the page is to be written; one of the following three has to end that. */
    synchronized void writing() {
        open++;
    }

    void created() {
        synchronized (this) {
            created++;
        }
        close();
    }

    void updated() {
        synchronized (this) {
            updated++;
        }
        close();
    }

    void refused(Entity entity, String reason) {
        failed("apply", entity.json(), reason);
        close();
    }

    /** All of the page was judged; what remains are its writes. */
    void judged() {
        close();
    }

    private void close() {
        boolean done;
        synchronized (this) {
            open--;
            done = open == 0;
        }
        if (done) {
            whenDone.accept(this);
        }
    }

    synchronized boolean done() {
        return open == 0;
    }

    /** What the ledger is to know of it. */
    synchronized Page page() {
        return new Page(
                label,
                partition,
                resumeAt,
                new Counts(fetched, created, updated, unchanged, filtered, failed.size()),
                produced,
                failed);
    }
}
