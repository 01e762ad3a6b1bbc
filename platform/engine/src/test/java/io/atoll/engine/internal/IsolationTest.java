package io.atoll.engine.internal;

import static io.atoll.engine.internal.World.ID;
import static io.atoll.engine.internal.World.WHOLE;
import static io.atoll.engine.internal.World.gap;
import static io.atoll.engine.internal.World.thing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.engine.internal.World.Source;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one instance has is its own: threads, places in the pipeline, and memory, of which one MiB here. */
class IsolationTest {

    private static final IntegrationId NEIGHBOUR = new IntegrationId("fake", "two");
    private static final int MIB = 1024 * 1024;

    private final CountDownLatch over = new CountDownLatch(1);
    private final World world = new World(Map.of("memoryMebibytes", 1, "lingerMillis", 60_000));

    @BeforeEach
    void aNeighbour() {
        world.neighbour = Optional.of(NEIGHBOUR);
        world.sources.put("thing", things(2_000));
    }

    @AfterEach
    void stop() {
        over.countDown();
        world.engine.stop();
    }

    @Test
    void aProviderThatNeverAnswersHoldsUpNobodyElse() throws Exception {
        var reading = new CountDownLatch(1);
        world.neighbours = sink -> {
            reading.countDown();
            over.await();
            return gap("it is over");
        };
        world.engine.start(NEIGHBOUR, new Trigger.Manual("test", 0));
        reading.await();

        assertThat(run().kinds().getFirst().created()).isEqualTo(2_000);
    }

    @Test
    void aFullPipelineHoldsUpItsOwnInstanceOnly() throws Exception {
        var pages = new AtomicInteger();
        world.beforeNeighbourWrites = () -> awaitUninterruptibly(over);
        world.neighbours = flood(pages, 100);
        world.engine.start(NEIGHBOUR, new Trigger.Manual("test", 0));
        awaitSteady(pages);

        assertThat(run().kinds().getFirst().created()).isEqualTo(2_000);
    }

    @Test
    void whatCannotBeMappedWithoutEndHoldsUpNobodyElse() throws Exception {
        var pages = new AtomicInteger();
        world.neighbours = sink -> {
            while (pages.incrementAndGet() < 1_000_000) {
                sink.page("", List.of(thing("bad")), null);
            }
            return WHOLE;
        };
        world.engine.start(NEIGHBOUR, new Trigger.Manual("test", 0));

        assertThat(run().kinds().getFirst().created()).isEqualTo(2_000);
        assertThat(world.engine.cancel(world.engine.recent(2).getLast().id(), "enough"))
                .isTrue();
    }

    @Test
    void recordsUnderWayWeighNoMoreThanTheShare() throws Exception {
        var pages = new AtomicInteger();
        int weight = 100_000;
        world.beforeNeighbourWrites = () -> awaitUninterruptibly(over);
        world.neighbours = flood(pages, weight);
        world.engine.start(NEIGHBOUR, new Trigger.Manual("test", 0));

        awaitSteady(pages);

        assertThat(pages.get()).isBetween(2, MIB / weight);
    }

    @Test
    void aPageThatWeighsMoreThanTheShareIsTakenInPieces() throws Exception {
        world.sources.put("thing", sink -> {
            sink.page("", heavy("a", 60, 100_000), null);
            return WHOLE;
        });

        assertThat(run().kinds().getFirst().created()).isEqualTo(60);
    }

    @Test
    void aBulkThatIsNotFullIsWrittenWhenTheMemoryIsNeeded() throws Exception {
        world.sources.put("thing", sink -> {
            for (int page = 0; page < 12; page++) {
                sink.page("", heavy("p" + page, 1, 300_000), null);
            }
            return WHOLE;
        });

        assertThat(run().kinds().getFirst().created()).isEqualTo(12);
    }

    @Test
    void aRecordThatWeighsMoreThanTheShareIsRefusedWithTheReasonAndTheOthersAreWritten() throws Exception {
        world.holding("thing", 0, 1);
        world.sources.put("thing", sink -> {
            sink.page("", List.of(thing("before"), heavy("giant", 1, 2 * MIB).getFirst(), thing("after")), null);
            return WHOLE;
        });

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report.kinds().getFirst().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.item()).isEqualTo("{\"name\":\"giant0\"}");
            assertThat(failure.reason()).contains("2,049 KiB", "1,024 KiB", "memoryMebibytes");
        });
        assertThat(world.held("thing")).containsExactly("after", "before", "n0");
    }

    private RunReport run() throws Exception {
        return world.engine
                .await(world.engine.start(ID, new Trigger.Manual("test", 0)), Duration.ofSeconds(30))
                .filter(report -> report.status() == Status.COMPLETE)
                .orElseThrow();
    }

    private static Source things(int count) {
        return sink -> {
            for (int page = 0; page < count / 100; page++) {
                int from = 100 * page;
                sink.page(
                        "",
                        IntStream.range(from, from + 100)
                                .mapToObj(i -> thing("n" + i))
                                .toList(),
                        null);
            }
            return WHOLE;
        };
    }

    /** Pages of one record, without end; counts those that were taken. */
    private static Source flood(AtomicInteger pages, int weight) {
        return sink -> {
            while (true) {
                sink.page("", heavy("f" + pages, 1, weight), null);
                pages.incrementAndGet();
            }
        };
    }

    private static List<JsonNode> heavy(String name, int count, int weight) {
        return IntStream.range(0, count)
                .<JsonNode>mapToObj(i -> ((ObjectNode) thing(name + i)).put("text", "x".repeat(weight)))
                .toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitSteady(AtomicInteger number) throws InterruptedException {
        int before = -1;
        while (before < 2 || before != number.get()) {
            before = number.get();
            new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        }
    }
}
