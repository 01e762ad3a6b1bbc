package io.atoll.engine.internal;

import static io.atoll.engine.internal.World.ID;
import static io.atoll.engine.internal.World.WHOLE;
import static io.atoll.engine.internal.World.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One run is at work at a time here, and a neighbour's is. */
@Timeout(60)
class RunsTakeTurnsTest {

    private static final IntegrationId NEIGHBOUR = new IntegrationId("fake", "two");

    private final World world = new World(Map.of("runsAtOnce", 1));
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void aNeighbourIsAtWork() throws Exception {
        var atWork = new CountDownLatch(1);
        world.neighbour = Optional.of(NEIGHBOUR);
        world.neighbours = sink -> {
            atWork.countDown();
            over.await();
            return WHOLE;
        };
        world.holding("thing", 0, 2);
        world.sources.put("thing", names("n0"));
        world.engine.start(NEIGHBOUR, new Trigger.AtStart());
        atWork.await();
    }

    @AfterEach
    void stop() {
        over.countDown();
        world.engine.stop();
    }

    @Test
    void aRunThatWaitsSaysSoAndServesAllWhoAskForOne() throws Exception {
        RunId waiting = world.engine.start(ID, new Trigger.AtStart());

        assertThat(world.engine.start(ID, new Trigger.AtStart())).isEqualTo(waiting);
        RunReport report = world.engine.report(waiting).orElseThrow();
        assertThat(report.status()).isEqualTo(Status.RUNNING);
        assertThat(report.reason()).contains("waits for its turn");

        over.countDown();
        assertThat(ended(waiting).status()).isEqualTo(Status.COMPLETE);
        assertThat(ended(waiting).reason()).isEmpty();
    }

    @Test
    void aRunGoesByTheConfigurationThatHoldsWhenItBegins() throws Exception {
        RunId waiting = world.engine.start(ID, new Trigger.AtStart());
        world.configuration = "c2";
        world.now = world.now.plusSeconds(600);
        over.countDown();

        RunReport report = ended(waiting);
        assertThat(report.deletion().withheld()).isEmpty();
        assertThat(world.held("thing")).containsExactly("n0");
        assertThat(report.startedAt()).isEqualTo(world.now);
    }

    @Test
    void aRunThatIsCancelledWhileItWaitsReadsNothing() throws Exception {
        RunId waiting = world.engine.start(ID, new Trigger.AtStart());
        int asked = world.asked.get();

        assertThat(world.engine.cancel(waiting, "not needed")).isTrue();

        assertThat(ended(waiting).status()).isEqualTo(Status.INTERRUPTED);
        assertThat(world.asked).hasValue(asked);
    }

    @Test
    void aRunThatWasCutOffAndIsCancelledWhileItWaitsDoesNotGoOn() throws Exception {
        var reading = new CountDownLatch(1);
        world.sources.put("thing", sink -> {
            reading.countDown();
            new CountDownLatch(1).await();
            return WHOLE;
        });
        RunId run = world.engine.start(ID, new Trigger.Manual("ann", 0));
        reading.await();
        world.engine.stop();
        world.engine.await(run, Duration.ofSeconds(30));
        var atWork = new CountDownLatch(1);
        world.neighbours = sink -> {
            atWork.countDown();
            over.await();
            return WHOLE;
        };
        ResyncEngine next = world.anotherEngine(Map.of("runsAtOnce", 1));
        try {
            next.start(NEIGHBOUR, new Trigger.AtStart());
            atWork.await();
            next.look();
            assertThat(next.report(run).orElseThrow().reason()).contains("waits for its turn");

            assertThat(next.cancel(run, "not needed")).isTrue();
            assertThat(next.await(run, Duration.ofSeconds(30)).orElseThrow().status())
                    .isEqualTo(Status.INTERRUPTED);
            next.look();

            assertThat(next.report(run).orElseThrow().status()).isEqualTo(Status.INTERRUPTED);
        } finally {
            over.countDown();
            next.stop();
        }
    }

    @Test
    void whoComesTooLateToHaveARunGoOnIsServedByIt() throws Exception {
        var reading = new CountDownLatch(2);
        world.sources.put("thing", sink -> {
            reading.countDown();
            over.await();
            return WHOLE;
        });
        RunId run = world.engine.start(ID, new Trigger.Manual("ann", 0));
        while (reading.getCount() > 1) {
            Thread.onSpinWait();
        }
        world.engine.stop();
        world.engine.await(run, Duration.ofSeconds(30));
        ResyncEngine next = world.anotherEngine();
        try {
            next.look();
            reading.await();

            assertThat(next.start(ID, new Trigger.AtStart())).isEqualTo(run);
        } finally {
            over.countDown();
            next.stop();
        }
    }

    @Test
    void aPersonIsNotServedByARunThatWaitsLonger() throws Exception {
        RunId waiting = world.engine.start(ID, new Trigger.AtStart());

        RunId run = world.engine.start(ID, new Trigger.Manual("ann", 0));

        assertThat(run).isNotEqualTo(waiting);
        assertThat(ended(run).status()).isEqualTo(Status.COMPLETE);
        assertThat(world.engine.start(ID, new Trigger.AtStart())).isNotEqualTo(waiting);
    }

    @Test
    void aRunThatAPersonAskedForDoesNotWait() throws Exception {
        RunId run = world.engine.start(ID, new Trigger.Manual("ann", 0));

        assertThat(ended(run).status()).isEqualTo(Status.COMPLETE);
    }

    private RunReport ended(RunId run) throws InterruptedException {
        return world.engine
                .await(run, Duration.ofSeconds(30))
                .filter(report -> report.endedAt().isPresent())
                .orElseThrow();
    }
}
