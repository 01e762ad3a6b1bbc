package io.atoll.fetch.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Fetcher.PageSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Keeps what arrives, as {@code partition: number of records} or {@code partition: reason}. */
final class Pages implements PageSink {

    private final List<String> arrived = new ArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);

    @Override
    public synchronized void page(String partition, List<JsonNode> records) {
        arrived.add(partition + ": " + records.size());
        first.countDown();
    }

    @Override
    public synchronized void unreadable(String partition, JsonNode record, String reason) {
        arrived.add(partition + ": " + record + " " + reason);
    }

    synchronized List<String> arrived() {
        return List.copyOf(arrived);
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
}
