package io.atoll.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Fetcher.PageSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Keeps what arrives, as {@code partition: number of records} or {@code partition: reason}. */
final class Pages implements PageSink {

    private final List<String> arrived = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);

    @Override
    public synchronized void page(String partition, List<JsonNode> records, @Nullable String resumeAt) {
        arrived.add(partition + ": " + records.size());
        places.add(partition + ": " + records.size() + " then " + resumeAt);
        first.countDown();
    }

    @Override
    public synchronized void unreadable(String partition, JsonNode record, String reason) {
        arrived.add(partition + ": " + record + " " + reason);
    }

    @Override
    public synchronized void ended(String partition, @Nullable String gap) {
        ended.add(partition + ": " + (gap == null ? "whole" : gap));
    }

    synchronized List<String> arrived() {
        return List.copyOf(arrived);
    }

    /** The pages, each with the place to resume at that came with it. */
    synchronized List<String> places() {
        return List.copyOf(places);
    }

    /** What ended, as {@code partition: whole} or {@code partition: gap}. */
    synchronized List<String> ended() {
        return List.copyOf(ended);
    }

    /** Waits for the first page. */
    void awaitFirst() throws InterruptedException {
        first.await();
    }

    static List<ObjectNode> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> JsonNodeFactory.instance.objectNode().put("id", id))
                .toList();
    }

    /** Goes on as if nothing had been thrown, as careless providers do. */
    static void swallow(ThrowingCallable code) {
        var swallowed = catchThrowable(code);
        assertThat(swallowed).isNotInstanceOf(AssertionError.class);
    }
}
