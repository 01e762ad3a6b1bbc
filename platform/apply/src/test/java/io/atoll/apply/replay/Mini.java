package io.atoll.apply.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The small integration with which Ocean was recorded: what its kinds give. */
final class Mini implements Fetcher {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int BATCHES = 2;

    private final int size;
    private final boolean incremental;
    private final CountDownLatch reading = new CountDownLatch(1);
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** One whose batches and lists have so many records. */
    Mini(int size) {
        this(size, false);
    }

    private Mini(int size, boolean incremental) {
        this.size = size;
        this.incremental = incremental;
    }

    /** One that knows what has changed of one of its kinds. */
    static Mini incremental() {
        return new Mini(0, true);
    }

    /** Waits until a page of the slow kind was taken, whose reading then stops until it is interrupted. */
    boolean awaitReading() throws InterruptedException {
        return reading.await(60, TimeUnit.SECONDS);
    }

    @Override
    public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink)
            throws InterruptedException {
        var gaps = new ArrayList<Gap>();
        switch (resource.kind().name()) {
            case "slow" -> slow(sink);
            case "gen" -> {
                if (incremental) {
                    sink.page("", List.of(topo("i1", "I", 1, null)), null);
                    break;
                }
                for (int batch = 0; batch < BATCHES; batch++) {
                    int number = batch;
                    sink.page("", records(size, i -> generated(number, i)), null);
                }
            }
            case "lst" -> sink.page("", records(size, Mini::listed), null);
            case "bad" -> {
                sink.page("", List.of(NODES.objectNode().put("id", "b1").put("x", "1")), null);
                gaps.add(new Gap("", "boom"));
            }
            case "topo" ->
                sink.page(
                        "",
                        List.of(
                                topo("fail-a", "A", 1, "fail-b"),
                                topo("fail-b", "B", 2, null),
                                topo("ok", "C", 3, "fail-a")),
                        null);
            default -> gaps.add(new Gap("", "no provider"));
        }
        sink.ended("", gaps.isEmpty() ? null : gaps.getFirst().reason());
        return new Fetched(gaps, false, false);
    }

    private void slow(PageSink sink) throws InterruptedException {
        for (int i = 0; i < size; i++) {
            sink.page(
                    "",
                    List.of(NODES.objectNode()
                            .put("id", "s" + i)
                            .put("name", "x")
                            .put("x", "1")),
                    null);
            if (!stopped.getAndSet(true)) {
                reading.countDown();
                new CountDownLatch(1).await();
            }
        }
    }

    @Override
    public boolean incremental(IntegrationId integration, Kind kind) {
        return incremental && kind.name().equals("gen");
    }

    private static List<JsonNode> records(int count, IntFunction<JsonNode> record) {
        return IntStream.range(0, count).mapToObj(record).toList();
    }

    private static JsonNode generated(int batch, int i) {
        ObjectNode record = NODES.objectNode();
        record.put("id", "g" + batch + "-" + i)
                .put("name", "n" + i)
                .put("x", "v")
                .put("parent", "g0-0");
        return withArray(record);
    }

    private static JsonNode listed(int i) {
        ObjectNode record = NODES.objectNode();
        record.put("id", "l-" + i).put("name", i % 2 == 0 ? "L" + i : null).putNull("x");
        return withArray(record).put("keep", i % 3 != 0);
    }

    private static ObjectNode withArray(ObjectNode record) {
        var array = record.putArray("arr");
        array.addObject().put("k", 1);
        array.addObject().put("k", 2);
        return record;
    }

    private static JsonNode topo(String id, String name, int x, @Nullable String parent) {
        return NODES.objectNode()
                .put("id", id)
                .put("name", name)
                .put("x", "" + x)
                .put("parent", parent);
    }

    @Override
    public Fetched starting(IntegrationId integration) {
        return new Fetched(List.of(), false, false);
    }

    @Override
    public Fetched completed(IntegrationId integration) {
        return new Fetched(List.of(), false, false);
    }

    @Override
    public List<ProviderStatus> providers() {
        return List.of(new ProviderStatus("mini~mini-1", List.of("*"), List.of(), "mini", "mini 1.2.3", "active", ""));
    }
}
