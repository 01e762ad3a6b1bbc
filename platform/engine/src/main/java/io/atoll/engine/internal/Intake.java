package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.engine.internal.Share.Piece;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.pipeline.Records.Recorder;
import io.atoll.pipeline.Tracer.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the fetch stage reads.
 *
 * <p>Records that could not be read are noted with the page that they were met in, which comes after them, so that a run that is cut off
 * between them goes on where it was.
 */
final class Intake implements PageSink {

    private static final int EXAMPLES = 5;

    /** So many records that could not be read wait for their page at most, none of which is heavier: 16 KiB. */
    private static final int WAITING = 20;

    private static final int WAITING_WEIGHT = 16;

    private final String label;
    private final Conveyor<Passage> arrived;
    private final Conveyor<Conduit.Unmapped> unmapped;
    private final Committer committer;
    private final Share share;
    private final Pace.Lane pace;
    private final Tally tally;
    private final Recorder recorder;
    private final Consumer<List<JsonNode>> examples;
    private final PageSteps steps;
    private final AtomicBoolean shown = new AtomicBoolean();

    /** What could not be read since the last page, by partition. */
    private final Map<String, List<Unread>> unread = new ConcurrentHashMap<>();

    /** A record that could not be read. */
    private record Unread(JsonNode record, String reason) {

        void noteIn(Passage page) {
            page.fetched();
            page.failed("fetch", record, reason);
        }
    }

    Intake(
            String label,
            Conveyor<Passage> arrived,
            Conveyor<Conduit.Unmapped> unmapped,
            Committer committer,
            Share share,
            Pace.Lane pace,
            Tally tally,
            Recorder recorder,
            Consumer<List<JsonNode>> examples,
            PageSteps steps) {
        this.label = label;
        this.arrived = arrived;
        this.unmapped = unmapped;
        this.committer = committer;
        this.share = share;
        this.pace = pace;
        this.tally = tally;
        this.recorder = recorder;
        this.examples = examples;
        this.steps = steps;
    }

    @Override
    public Step reading(String partition) {
        return steps.reading(partition);
    }

    @Override
    public void page(String partition, List<JsonNode> records, @Nullable String resumeAt) throws InterruptedException {
        FailPoint.PAGE_FETCHED.pass();
        if (!records.isEmpty() && shown.compareAndSet(false, true)) {
            examples.accept(List.copyOf(records.subList(0, Math.min(EXAMPLES, records.size()))));
        }
        List<Piece> pieces = share.divide(records);
        int number = recorder.page(
                partition, records, pieces.stream().mapToLong(Piece::weight).sum(), resumeAt);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean last = i == pieces.size() - 1;
            take(partition, piece, number, last ? resumeAt : null, last ? waiting(partition) : List.of());
        }
    }

    private List<Unread> waiting(String partition) {
        List<Unread> waiting = unread.remove(partition);
        return waiting == null ? List.of() : waiting;
    }

    private void take(String partition, Piece piece, int number, @Nullable String resumeAt, List<Unread> before)
            throws InterruptedException {
        if (!share.holds(piece.weight())) {
            String reason = share.tooHeavy(piece.weight());
            failed(partition, counted(partition, piece.records().getFirst(), reason), resumeAt, before);
            return;
        }
        pace.take(piece.bytes(), piece.records().size());
        Passage page = passage(partition, piece.weight(), resumeAt);
        before.forEach(record -> record.noteIn(page));
        arrived.put(page);
        unmapped.put(new Conduit.Unmapped(page, piece.records(), number));
    }

    @Override
    public void unreadable(String partition, JsonNode record, String reason) throws InterruptedException {
        recorder.unreadable(partition, record, reason);
        Unread one = counted(partition, record, reason);
        List<Unread> waiting = unread.computeIfAbsent(partition, none -> new CopyOnWriteArrayList<>());
        if (waiting.size() < WAITING && Share.weight(one.record()) <= WAITING_WEIGHT) {
            waiting.add(one);
        } else {
            failed(partition, one, null, waiting(partition));
        }
    }

    private Unread counted(String partition, JsonNode record, String reason) {
        JsonNode known = share.holds(Share.weight(record)) ? record : Weight.sketch(record);
        tally.fetched();
        tally.failed("fetch", known, partition.isEmpty() ? reason : partition + ": " + reason);
        return new Unread(known, reason);
    }

    private void failed(String partition, Unread record, @Nullable String resumeAt, List<Unread> before)
            throws InterruptedException {
        var page = passage(partition, Share.weight(record.record()), resumeAt);
        before.forEach(earlier -> earlier.noteIn(page));
        record.noteIn(page);
        page.judged();
    }

    /** No page follows: what waits for one is noted by itself. */
    void end() {
        unread.keySet().forEach(this::noteWaiting);
    }

    private void noteWaiting(String partition) {
        List<Unread> waiting = waiting(partition);
        if (!waiting.isEmpty()) {
            var page = new Passage(label, partition, null, 0, committer::done);
            committer.expect(page);
            waiting.forEach(record -> record.noteIn(page));
            page.judged();
        }
    }

    /** Begins a passage, as soon as the memory of the run has room for it. */
    private Passage passage(String partition, int weight, @Nullable String resumeAt) throws InterruptedException {
        share.take(weight);
        Step step = steps.arrived(partition);
        var page = new Passage(label, partition, resumeAt, weight, done -> {
            step.close();
            committer.done(done);
        });
        committer.expect(page);
        return page;
    }

    @Override
    public void ended(String partition, @Nullable String gap) {
        noteWaiting(partition);
        steps.ended(partition, gap);
        recorder.ended(partition, gap);
        committer.ended(partition, gap);
    }
}
