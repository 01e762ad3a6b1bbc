package io.atoll.actions.internal;

import static io.atoll.actions.internal.World.TERMS;
import static io.atoll.actions.internal.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.pipeline.ActionDesk.Run;
import io.atoll.pipeline.ActionDesk.State;
import io.atoll.pipeline.ActionRuns.Ref;
import io.atoll.pipeline.ActionRuns.Source;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.action.ActionExecutor;
import io.atoll.spi.action.ActionResult;
import io.atoll.spi.action.ActionRun;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run, from its claim to its report. */
@Timeout(60)
class DeskTest {

    private static final URI LINK = URI.create("https://third.example/1");

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void build() {
        world = new World(folder, TERMS);
    }

    private World world(Terms terms) {
        world = new World(folder, terms);
        return world;
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void acknowledgesCarriesOutAndReportsARunWithItsLinesAndLinks() throws Exception {
        world.executors.put("restart", run -> {
            run.log("restarting " + run.properties().path("key").asText() + " of " + run.integration());
            return new ActionResult.Succeeded("it runs", List.of(LINK));
        });
        world.runs.start("r1", "restart");
        world.open();

        assertThat(world.reported("r1")).isEqualTo("ended r1 true it runs [" + LINK + "]");
        assertThat(world.runs.requests("r1"))
                .containsExactly(
                        "ack r1", "log r1 INFO restarting r of space~a", "ended r1 true it runs [" + LINK + "]");
        eventually(() -> world.desk.runs().isEmpty());
        assertThat(world.journal.all()).isEmpty();
    }

    @Test
    void carriesOutNodesOfWorkflowsToo() throws Exception {
        world.executors.put("restart", FakeExecutors::done);
        world.runs.start(Source.WORKFLOW, "n1", "restart");
        world.open();

        assertThat(world.reported("n1")).isEqualTo("ended n1 true did n1 []");
    }

    @Test
    void bothSourcesTakeTurnsInBeingAskedFirst() throws Exception {
        world.open();
        eventually(() -> world.runs.claims().size() >= 8);

        assertThat(world.runs.claims().subList(0, 8))
                .extracting(claim -> claim.split(" ")[0])
                .containsExactly(
                        "ACTION", "WORKFLOW", "WORKFLOW", "ACTION", "ACTION", "WORKFLOW", "WORKFLOW", "ACTION");
    }

    @Test
    void reportsAFailureInTheWordsOfTheExecutor() throws Exception {
        world.executors.put("restart", run -> {
            throw new IntegrationException.Unavailable("host a does not answer: look whether it is on");
        });
        world.executors.put("stop", run -> new ActionResult.Failed("it was off", List.of(LINK)));
        world.runs.start("r1", "restart").start("r2", "stop");
        world.open();

        assertThat(world.reported("r1")).isEqualTo("ended r1 false host a does not answer: look whether it is on []");
        assertThat(world.reported("r2")).isEqualTo("ended r2 false it was off [" + LINK + "]");
    }

    @Test
    void reportsADefectOfTheExecutor() throws Exception {
        world.executors.put("restart", run -> {
            throw new IllegalStateException("null host");
        });
        world.executors.put("link", run -> {
            throw new NoClassDefFoundError("com/acme/Client");
        });
        world.runs.start("r1", "restart").start("r2", "link");
        world.open();

        assertThat(world.reported("r1")).contains("false", "Failed to execute run: ", "null host", "not known whether");
        assertThat(world.reported("r2")).contains("false", "com/acme/Client");
    }

    @Test
    void reportsAnExecutorThatAnswersNothing() throws Exception {
        world.executors.put("restart", NothingExecutor.INSTANCE);
        world.runs.start("r1", "restart");
        world.open();

        assertThat(world.reported("r1")).contains("false", "answered nothing", "not known whether");
    }

    @Test
    void cutsOffARunThatTakesTooLong() throws Exception {
        world(limited(Duration.ofMillis(50))).executors.put("restart", run -> {
            new CountDownLatch(1).await();
            return FakeExecutors.done(run);
        });
        world.runs.start("r1", "restart");
        world.open();

        assertThat(world.reported("r1")).contains("false", "did not end within", "not known whether");
        eventually(() -> world.desk.runs().isEmpty());
    }

    @Test
    void anExecutorThatDoesNotStopKeepsAWorkerBusyAndIsShown() throws Exception {
        var stop = new CountDownLatch(1);
        world(limited(Duration.ofSeconds(5))).executors.put("restart", run -> {
            while (stop.getCount() > 0) {
                boolean ignored = Thread.interrupted();
                LockSupport.parkNanos(1_000_000);
            }
            return FakeExecutors.done(run);
        });
        world.executors.put("stop", FakeExecutors::done);
        world.runs.start("r1", "restart");
        world.open();

        assertThat(world.reported("r1")).contains("did not end within");
        eventually(() -> world.desk.runs().stream().anyMatch(run -> run.state() == State.STUCK));
        world.runs.start("r2", "stop");
        assertThat(world.reported("r2")).contains("true");
        stop.countDown();
        eventually(() -> world.desk.runs().isEmpty());
        assertThat(world.runs.requests("r1"))
                .filteredOn(request -> request.startsWith("ended"))
                .hasSize(1);
    }

    @Test
    void reportsARunWhoseIntegrationLeaves() throws Exception {
        var begun = new CountDownLatch(1);
        world.executors.put("restart", run -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return FakeExecutors.done(run);
        });
        world.runs.start("r1", "restart");
        world.open();
        begun.await();

        world.executors.leave();

        assertThat(world.reported("r1")).contains("false", "left the platform", "not known whether");
    }

    @Test
    void aRunWithoutExecutorIsAcknowledgedAndFailsWithWhatToDo() throws Exception {
        world(patient(Duration.ofMillis(20))).runs.start("r1", "dance");
        world.open();

        assertThat(world.reported("r1"))
                .contains("false", "No executor registered for action type 'dance'", "space~a", "deploy");
        assertThat(world.runs.requests("r1")).first().isEqualTo("ack r1");
    }

    @Test
    void aRunWaitsForAnExecutorThatIsAboutToCome() throws Exception {
        world.runs.start("r1", "restart");
        world.open();
        eventually(() -> !world.desk.runs().isEmpty());

        world.executors.put("restart", FakeExecutors::done);

        assertThat(world.reported("r1")).contains("true");
    }

    @Test
    void claimsNothingWithoutTheBundle() throws Exception {
        world.integrations.state = Integrations.State.MISSING;
        world.executors.put("restart", FakeExecutors::done);
        world.runs.start("r1", "restart");
        world.open();
        eventually(() -> world.desk.trouble().contains("not deployed"));
        assertThat(world.runs.claims()).isEmpty();

        world.integrations.state = Integrations.State.READY;
        assertThat(world.reported("r1")).contains("true");
        assertThat(world.desk.trouble()).isEmpty();
    }

    @Test
    void claimsNothingThatItsListenerDoesNotWant() throws Exception {
        world.unwanted = "not wanted";
        world.runs.start("r1", "restart");
        world.open();

        eventually(() -> world.desk.trouble().equals("not wanted"));
        assertThat(world.runs.claims()).isEmpty();
    }

    @Test
    void saysWhyThereIsNothingToClaim() throws Exception {
        world.catalog.known = false;
        world.open();
        eventually(() -> world.desk.trouble().contains("run it once"));

        world.catalog.known = true;
        world.catalog.machine = false;
        eventually(() -> world.desk.trouble().contains("machine"));

        world.catalog.machine = true;
        eventually(() -> world.desk.trouble().isEmpty());
    }

    @Test
    void runsOfOnePartitionAreCarriedOutInOrderAndOthersSideBySide() throws Exception {
        var order = new ConcurrentLinkedQueue<String>();
        var together = new CountDownLatch(2);
        var partitions = new ConcurrentLinkedQueue<String>();
        world.executors.put("restart", new ActionExecutor() {
            @Override
            public ActionResult execute(ActionRun run) throws InterruptedException {
                String partition = partitionKey(run);
                assertThat(partitions).doesNotContain(partition);
                partitions.add(partition);
                together.countDown();
                together.await();
                order.add(run.id());
                partitions.remove(partition);
                return FakeExecutors.done(run);
            }

            @Override
            public String partitionKey(ActionRun run) {
                return run.properties().path("key").asText();
            }
        });
        world.runs
                .start("a1", "restart")
                .start("a2", "restart")
                .start("a3", "restart")
                .start("b1", "restart");
        world.open();

        for (String id : List.of("a1", "a2", "a3", "b1")) {
            assertThat(world.reported(id)).contains("true");
        }
        assertThat(order).filteredOn(id -> id.startsWith("a")).containsExactly("a1", "a2", "a3");
    }

    @Test
    void aDefectPartitionKeyFailsItsRunOnly() throws Exception {
        world.executors.put("restart", new ActionExecutor() {
            @Override
            public ActionResult execute(ActionRun run) {
                return FakeExecutors.done(run);
            }

            @Override
            public String partitionKey(ActionRun run) {
                throw new IllegalStateException("no key");
            }
        });
        world.executors.put("stop", FakeExecutors::done);
        world.runs.start("r1", "restart").start("r2", "stop");
        world.open();

        assertThat(world.reported("r1")).contains("false", "partitionKey", "no key", "Nothing was done");
        assertThat(world.reported("r2")).contains("true");
    }

    @Test
    void carriesOutNoMoreAtOnceThanThereAreWorkers() throws Exception {
        var most = new AtomicInteger();
        var now = new AtomicInteger();
        var go = new Semaphore(0);
        world.executors.put("restart", run -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            go.acquire();
            now.decrementAndGet();
            return FakeExecutors.done(run);
        });
        for (int i = 0; i < 9; i++) {
            world.runs.start("r" + i, "restart");
        }
        world.open();
        eventually(() -> now.get() == 3 && world.desk.runs().size() >= 4);
        go.release(9);

        for (int i = 0; i < 9; i++) {
            assertThat(world.reported("r" + i)).contains("true");
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void claimsNoMoreThanHasRoomAndLeavesRoomForOtherActions() throws Exception {
        var go = new Semaphore(0);
        world.executors.put("slow", run -> {
            go.acquire();
            return FakeExecutors.done(run);
        });
        world.executors.put("quick", FakeExecutors::done);
        for (int i = 0; i < 20; i++) {
            world.runs.start("s" + i, "slow");
        }
        world.open();
        eventually(() -> world.runs.claims().stream().anyMatch(claim -> claim.matches("ACTION \\d+ \\[slow]")));
        assertThat(world.runs.claims()).contains("ACTION 10 []");

        world.runs.start("q1", "quick");
        eventually(() -> world.desk.runs().stream().anyMatch(run -> run.id().equals("q1")));
        assertThat(world.desk.runs()).hasSize(11);
        go.release(20);
        assertThat(world.reported("q1")).contains("true");
        assertThat(world.reported("s19")).contains("true");
    }

    @Test
    void waitsForTheRateLimitBeforeItAcknowledges() throws Exception {
        var open = new CountDownLatch(1);
        var asked = new AtomicInteger();
        world.executors.put("restart", new ActionExecutor() {
            @Override
            public ActionResult execute(ActionRun run) {
                return FakeExecutors.done(run);
            }

            @Override
            public Duration rateLimitWait(ActionRun run) {
                asked.incrementAndGet();
                return open.getCount() == 0 ? Duration.ZERO : Duration.ofMillis(20);
            }
        });
        world.executors.put("stop", FakeExecutors::done);
        world.runs.start("r1", "restart");
        world.open();
        eventually(() -> asked.get() >= 3);
        assertThat(world.runs.requests("r1"))
                .singleElement()
                .asString()
                .startsWith("log r1 WARNING waits 1 s for the rate limit");
        world.runs.start("r2", "stop");
        assertThat(world.reported("r2")).contains("true");

        open.countDown();

        assertThat(world.reported("r1")).contains("true");
        assertThat(world.runs.requests("r1")).element(1).isEqualTo("ack r1");
    }

    @Test
    void leavesARunAloneThatSomebodyElseHas() throws Exception {
        var carriedOut = new ConcurrentLinkedQueue<String>();
        world.executors.put("restart", run -> {
            carriedOut.add(run.id());
            return FakeExecutors.done(run);
        });
        world.runs.start("r1", "restart").start("r2", "restart").takeAway("r1");
        world.open();

        assertThat(world.reported("r2")).contains("true");
        eventually(() -> world.desk.runs().isEmpty());
        assertThat(world.runs.requests("r1")).containsExactly("ack r1");
        assertThat(carriedOut).containsExactly("r2");
        assertThat(world.journal.all()).isEmpty();
    }

    @Test
    void aRunThatIsClaimedTwiceIsCarriedOutOnce() throws Exception {
        var go = new Semaphore(0);
        world.executors.put("slow", run -> {
            go.acquire();
            return FakeExecutors.done(run);
        });
        for (int i = 0; i < 4; i++) {
            world.runs.start("s" + i, "slow");
        }
        world.open();
        eventually(() -> world.desk.runs().size() == 4);
        world.runs.forgetClaims();
        int claims = world.runs.claims().size();
        eventually(() -> world.runs.claims().size() > claims + 4);
        assertThat(world.desk.runs()).hasSize(4);

        go.release(4);
        for (int i = 0; i < 4; i++) {
            assertThat(world.reported("s" + i)).contains("true");
        }
        assertThat(world.runs.requests())
                .filteredOn(request -> request.startsWith("ended"))
                .hasSize(4);
    }

    @Test
    void aRunThatContinuesEndsByItsExternalId() throws Exception {
        world.executors.put("build", run -> new ActionResult.Continues("x" + run.id(), List.of(LINK)));
        world.runs.start("r1", "build");
        world.open();
        eventually(() -> world.runs.requests("r1").size() == 2);
        assertThat(world.runs.requests("r1")).containsExactly("ack r1", "started r1 xr1 [" + LINK + "]");

        var end = new ActionResult.Failed("the build is red", List.of());
        assertThat(world.desk.ended("unknown", end)).isFalse();
        assertThat(world.desk.ended("xr1", end)).isTrue();
        assertThat(world.reported("r1")).isEqualTo("ended r1 false the build is red []");
        assertThat(world.desk.ended("xr1", end)).isFalse();

        world.runs.down(true);
        assertThatThrownBy(() -> world.desk.ended("xr1", end))
                .isInstanceOf(IntegrationException.Unavailable.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void theEndOfARunIsTakenEvenBeforeTheCatalogKnowsThatItContinues() throws Exception {
        world.executors.put("build", run -> new ActionResult.Continues("x1", List.of()));
        world.runs.reportsFail(true);
        world.runs.start("r1", "build");
        world.open();
        eventually(() -> world.desk.runs().stream().anyMatch(run -> run.state() == State.UNREPORTED));
        world.close();
        world.runs.reportsFail(false);

        assertThat(world.desk.ended("x1", new ActionResult.Succeeded("green", List.of())))
                .isTrue();
        assertThat(world.runs.requests("r1")).last().isEqualTo("ended r1 true green []");
        assertThat(world.journal.all()).isEmpty();
    }

    @Test
    void aRunWhoseEndWasToldIsNotToldToGoOn() throws Exception {
        world.executors.put("build", run -> new ActionResult.Continues("x1", List.of()));
        world.runs.reportsFail(true);
        world.runs.start("r1", "build");
        world.open();
        eventually(() -> world.desk.runs().stream().anyMatch(run -> run.state() == State.UNREPORTED));
        world.close();
        Mark seenBefore = world.journal.all().getFirst();
        world.runs.reportsFail(false);

        assertThat(world.desk.ended("x1", new ActionResult.Succeeded("green", List.of())))
                .isTrue();
        world.report.send(world.runs, seenBefore);
        assertThat(world.runs.requests("r1")).last().isEqualTo("ended r1 true green []");
    }

    @Test
    void whatTheCatalogDoesNotTakeNowIsToldLater() throws Exception {
        world.executors.put("restart", FakeExecutors::done);
        world.runs.reportsFail(true);
        world.runs.start("r1", "restart");
        world.open();
        eventually(() -> world.desk.runs().stream().map(Run::state).toList().equals(List.of(State.UNREPORTED)));
        assertThat(world.runs.ended("r1")).isFalse();

        world.runs.reportsFail(false);

        assertThat(world.reported("r1")).isEqualTo("ended r1 true did r1 []");
        eventually(() -> world.journal.all().isEmpty());
    }

    @Test
    void aRunWhoseAcknowledgementIsLostComesAgain() throws Exception {
        world(visible(Duration.ofMinutes(5))).executors.put("restart", FakeExecutors::done);
        world.runs.acknowledgementsFail(true);
        world.runs.start("r1", "restart");
        world.open();
        eventually(() -> world.runs.requests("r1").contains("ack r1"));
        eventually(() -> world.desk.runs().stream().noneMatch(run -> run.state() == State.RUNNING));

        world.runs.acknowledgementsFail(false);
        world.runs.forgetClaims();

        assertThat(world.reported("r1")).isEqualTo("ended r1 true did r1 []");
    }

    @Test
    void nothingIsAcknowledgedThatCannotBeNoted() throws Exception {
        var mark = new Mark(new Ref(Source.ACTION, "r1"), "restart", "memory", Instant.now(), new Mark.Phase.Claimed());
        world.journal.put(mark);
        try (var files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            Files.delete(file);
            Files.createDirectory(Path.of(file + ".new"));
        }
        world.executors.put("restart", FakeExecutors::done);
        world.executors.put("stop", FakeExecutors::done);
        world.runs.start("r1", "restart").start("r2", "stop");
        world.open();

        assertThat(world.reported("r2")).contains("true");
        eventually(() -> world.desk.runs().isEmpty());
        assertThat(world.runs.requests("r1")).isEmpty();
    }

    @Test
    void claimsNothingWhileItCannotReadWhatItHasToAnswerFor() throws Exception {
        world = new World(Files.writeString(folder.resolve("file"), "no folder"), TERMS);
        world.runs.start("r1", "restart");
        world.open();

        eventually(() -> world.desk.trouble().contains("file"));
        assertThat(world.runs.claims()).isEmpty();
    }

    @Test
    void stoppingReportsWhatItCutsOff() throws Exception {
        var begun = new CountDownLatch(1);
        world.executors.put("restart", run -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return FakeExecutors.done(run);
        });
        world.runs.start("r1", "restart");
        world.open();
        begun.await();

        world.close();

        assertThat(world.reported("r1")).contains("false", "The platform stopped", "not known whether");
        assertThat(world.journal.all()).isEmpty();
    }

    static Terms visible(Duration visibility) {
        return new Terms(
                TERMS.buffer(),
                TERMS.share(),
                TERMS.workers(),
                visibility,
                TERMS.interval(),
                TERMS.timeLimit(),
                TERMS.patience());
    }

    private static Terms limited(Duration timeLimit) {
        return new Terms(
                TERMS.buffer(),
                TERMS.share(),
                TERMS.workers(),
                TERMS.visibility(),
                TERMS.interval(),
                timeLimit,
                TERMS.patience());
    }

    private static Terms patient(Duration patience) {
        return new Terms(
                TERMS.buffer(),
                TERMS.share(),
                TERMS.workers(),
                TERMS.visibility(),
                TERMS.interval(),
                TERMS.timeLimit(),
                patience);
    }
}
