package io.atoll.fetch.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Tracer;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one call of a provider pushes, in the whole or for one partition, as long as the call lasts.
 *
 * <p>What it refuses is a gap, whether or not the provider lets the exception through.
 */
final class CallSink implements RecordSink {

    /** How many records a page has at most when it goes on. */
    static final int PAGE = 500;

    /** How many bytes of UTF-8 a place to resume at has at most. */
    static final int TOKEN = 64 * 1024;

    private final Call call;
    private final KindReading reading;
    private final Gaps gaps;
    private final String partition;
    private final Gate gate = new Gate();

    /**
     * Opens a sink.
     *
     * @param partition the path of the partition; empty for the call itself
     */
    CallSink(Call call, KindReading reading, String partition) {
        this.call = call;
        this.reading = reading;
        this.gaps = reading.gaps();
        this.partition = partition;
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page) throws InterruptedException {
        whileOpen(() -> take(page, null));
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page, String resumeAt) throws InterruptedException {
        whileOpen(() -> {
            requireToken(resumeAt);
            take(page, resumeAt);
        });
    }

    @Override
    public Optional<String> resumeAt() {
        return reading.resumeAt(partition);
    }

    @Override
    public void unreadable(JsonNode record, String reason) throws InterruptedException {
        whileOpen(() -> call.push(() -> reading.unreadable(partition, record, reason)));
    }

    @Override
    public void partition(String name, PartitionReader reader) throws InterruptedException {
        whileOpen(() -> {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a partition needs a name");
            }
            String path = partition.isEmpty() ? name : partition + "/" + name;
            if (!reading.begin(path)) {
                gaps.addDefect(
                        "",
                        new IllegalArgumentException("partition '" + path + "' was begun twice, and read once only;"
                                + " among all that is read of a kind, the name of a partition is unique"));
            } else if (!reading.complete(path)) {
                new CallSink(call, reading, path).read(reader);
            }
        });
    }

    private void read(PartitionReader reader) throws InterruptedException {
        try (var within = Tracer.enter(reading.step(partition))) {
            reader.read(this);
        } catch (InterruptedException e) {
            throw e;
        } catch (IntegrationException e) {
            call.requireOpen();
            gaps.add(partition, e);
        } catch (Throwable e) { // a part may fail in any way without the others
            call.requireOpen();
            gaps.addDefect(partition, e);
        }
        close();
        call.push(() -> reading.ended(partition));
    }

    /** Takes nothing more, once what is being taken has been. */
    void close() throws InterruptedException {
        if (!gate.close()) {
            gaps.addDefect(
                    partition,
                    new IllegalStateException(reader() + " returned while threads of it were still pushing; it has to"
                            + " wait for them, else what they read is lost"));
        }
    }

    private String reader() {
        return partition.isEmpty() ? "the provider" : "the reader of partition '" + partition + "'";
    }

    private void whileOpen(Call.Push action) throws InterruptedException {
        call.requireOpen();
        if (!gate.enter()) {
            var late = new IllegalStateException(
                    partition.isEmpty()
                            ? "the provider has returned; a sink is valid during the call only"
                            : "partition '" + partition
                                    + "' was read already; its sink is valid within its reader only");
            gaps.addDefect("", late);
            throw late;
        }
        try {
            action.run();
        } catch (InterruptedException e) {
            if (!call.revoked()) {
                gaps.add("", reader() + " stopped as if interrupted, but nobody cancelled the run");
            }
            throw e;
        } catch (RuntimeException e) {
            if (!call.revoked()) {
                gaps.addDefect(partition, e);
            }
            throw e;
        } finally {
            gate.leave();
        }
    }

    private void take(@Nullable Iterable<? extends JsonNode> page, @Nullable String resumeAt)
            throws InterruptedException {
        List<JsonNode> part = new ArrayList<>();
        int index = 0;
        for (JsonNode item : requireList(page)) {
            if (part.size() == PAGE) {
                pass(part, null);
                part = new ArrayList<>();
            }
            part.add(requireObject(item, index++));
        }
        if (!part.isEmpty() || resumeAt != null) {
            pass(part, resumeAt);
        }
    }

    private void pass(List<JsonNode> records, @Nullable String resumeAt) throws InterruptedException {
        call.push(() -> reading.page(partition, List.copyOf(records), resumeAt));
    }

    private static Iterable<? extends JsonNode> requireList(@Nullable Iterable<? extends JsonNode> page) {
        if (page == null) {
            throw new IllegalArgumentException("a page is a list of JSON objects, but this is null");
        }
        if (page instanceof JsonNode node && !node.isArray()) {
            throw new IllegalArgumentException(
                    node.isObject()
                            ? "a page is a list of JSON objects, but this is one object, whose values would be taken"
                                    + " for records; to push a single record, wrap it: emit(List.of(record))"
                            : "a page is a list of JSON objects, but this is JSON " + node.getNodeType()
                                    + "; does the answer have the expected key?");
        }
        return page;
    }

    private static JsonNode requireObject(@Nullable JsonNode item, int index) {
        if (item == null || !item.isObject()) {
            throw new IllegalArgumentException("a record is a JSON object, but element " + index + " of the page is "
                    + (item == null ? "null" : "JSON " + item.getNodeType()));
        }
        return item;
    }

    private static void requireToken(@Nullable String resumeAt) {
        if (resumeAt == null) {
            throw new IllegalArgumentException(
                    "the place to resume at is null; a page that has none is pushed without");
        }
        int size = resumeAt.getBytes(StandardCharsets.UTF_8).length;
        if (size > TOKEN) {
            throw new IllegalArgumentException("a place to resume at has at most " + TOKEN + " bytes, but this has "
                    + size + "; it is to tell where reading goes on, not what was read");
        }
    }
}
