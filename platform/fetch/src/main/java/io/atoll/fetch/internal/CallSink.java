package io.atoll.fetch.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what one call of a provider pushes, in the whole or for one partition, as long as the call lasts. */
final class CallSink implements RecordSink {

    /** How many records a page has at most when it goes on. */
    static final int PAGE = 500;

    private final Call call;
    private final PageSink pages;
    private final String partition;
    private final Gaps gaps;
    private volatile boolean closed;

    CallSink(Call call, PageSink pages, String partition, Gaps gaps) {
        this.call = call;
        this.pages = pages;
        this.partition = partition;
        this.gaps = gaps;
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page) throws InterruptedException {
        requireOpen();
        requireList(page);
        List<JsonNode> part = new ArrayList<>();
        int index = 0;
        for (JsonNode record : page) {
            part.add(requireObject(record, index++));
            if (part.size() == PAGE) {
                pass(part);
                part = new ArrayList<>();
            }
        }
        if (!part.isEmpty()) {
            pass(part);
        }
    }

    private void pass(List<JsonNode> records) throws InterruptedException {
        call.push(() -> pages.page(partition, List.copyOf(records)));
    }

    @Override
    public void unreadable(JsonNode record, String reason) throws InterruptedException {
        requireOpen();
        call.push(() -> pages.unreadable(partition, record, reason));
    }

    @Override
    public void partition(String name, PartitionReader reader) throws InterruptedException {
        requireOpen();
        if (name.isBlank()) {
            throw new IllegalArgumentException("a partition needs a name");
        }
        String path = partition.isEmpty() ? name : partition + "/" + name;
        var part = new CallSink(call, pages, path, gaps);
        try {
            reader.read(part);
        } catch (InterruptedException e) {
            throw e;
        } catch (IntegrationException e) {
            call.requireOpen();
            gaps.add(path, e);
        } catch (Throwable e) { // a part may fail in any way without the others
            call.requireOpen();
            gaps.addDefect(path, e);
        } finally {
            part.closed = true;
        }
    }

    private void requireOpen() throws InterruptedException {
        call.requireOpen();
        if (closed) {
            throw new IllegalStateException(
                    "partition '" + partition + "' was read already; its sink is valid within its reader only");
        }
    }

    private static void requireList(@Nullable Iterable<? extends JsonNode> page) {
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
    }

    private static JsonNode requireObject(@Nullable JsonNode record, int index) {
        if (record == null || !record.isObject()) {
            throw new IllegalArgumentException("a record is a JSON object, but element " + index + " of the page is "
                    + (record == null ? "null" : "JSON " + record.getNodeType()));
        }
        return record;
    }
}
