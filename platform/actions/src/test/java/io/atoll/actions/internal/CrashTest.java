package io.atoll.actions.internal;

import static io.atoll.actions.internal.World.TERMS;
import static io.atoll.actions.internal.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.actions.internal.Mark.Phase;
import io.atoll.pipeline.ActionDesk.State;
import io.atoll.pipeline.ActionRuns.Ref;
import io.atoll.pipeline.ActionRuns.Source;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of acknowledged runs when the platform dies. */
@Timeout(120)
class CrashTest {

    private static final Ref RUN = new Ref(Source.ACTION, "r1");

    @TempDir
    Path folder;

    /** A moment at which the platform dies. */
    enum Moment {
        /** The catalog has acknowledged the run, and its answer is under way. */
        ACKNOWLEDGED,
        /** The executor is at work. */
        EXECUTING,
        /** The catalog is told the end. */
        REPORTING
    }

    /** A platform that says when it has come to a moment, and waits there to be killed. */
    static final class Child {

        private Child() {}

        /** Takes the folder of the journal and the moment. */
        public static void main(String[] args) throws Exception {
            Moment deadly = Moment.valueOf(args[1]);
            var runs = new FakeRuns() {
                @Override
                public synchronized boolean acknowledge(Ref run) {
                    reached(Moment.ACKNOWLEDGED, deadly);
                    return true;
                }

                @Override
                public synchronized boolean ended(Ref run, boolean success, String summary, List<URI> links) {
                    reached(Moment.REPORTING, deadly);
                    return true;
                }
            };
            var world = new World(Path.of(args[0]), TERMS, runs);
            world.executors.put("restart", run -> {
                reached(Moment.EXECUTING, deadly);
                return FakeExecutors.done(run);
            });
            runs.start("r1", "restart");
            world.open();
            new CountDownLatch(1).await();
        }

        private static void reached(Moment moment, Moment deadly) {
            if (moment == deadly) {
                System.out.println(moment);
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatWasAcknowledgedIsReportedAfterTheNextStart(Moment moment) throws Exception {
        killAt(moment);

        try (var world = new World(folder)) {
            world.executors.put("restart", FakeExecutors::done);
            world.runs.takeAway("r1");
            assertThat(world.desk.runs())
                    .singleElement()
                    .satisfies(run -> assertThat(run.state()).isEqualTo(State.UNREPORTED));
            world.open();

            assertThat(world.reported("r1"))
                    .contains(
                            switch (moment) {
                                case ACKNOWLEDGED -> "false The platform stopped, or lost the catalog, while it";
                                case EXECUTING ->
                                    "false The platform stopped while this was carried out; it is not known";
                                case REPORTING -> "true did r1";
                            });
            eventually(() -> world.desk.runs().isEmpty());
        }
        assertThat(new Journal(folder).all()).isEmpty();
    }

    private void killAt(Moment moment) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        moment.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = child.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.equals(moment.name())) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo(moment.name());
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void aRunThatWasNotAcknowledgedIsCarriedOutWhenItComesAgain() throws Exception {
        new Journal(folder).put(mark(new Phase.Claimed(), Instant.now()));

        try (var world = new World(folder, DeskTest.visible(Duration.ofMinutes(5)))) {
            world.executors.put("restart", FakeExecutors::done);
            world.runs.start("r1", "restart");
            world.open();

            assertThat(world.reported("r1")).isEqualTo("ended r1 true did r1 []");
            assertThat(world.runs.requests("r1")).filteredOn("ack r1"::equals).hasSize(1);
        }
    }

    @Test
    void aRunThatGoesOnIsToldToTheCatalogAfterTheNextStart() throws Exception {
        new Journal(folder).put(mark(new Phase.Continues("x1", List.of(URI.create("https://ci/1"))), Instant.now()));

        try (var world = new World(folder)) {
            world.open();
            eventually(() -> world.desk.runs().isEmpty());

            assertThat(world.runs.requests()).containsExactly("started r1 x1 [https://ci/1]");
        }
    }

    @Test
    void runsOfAnotherCatalogStayUntilThatIsBack() throws Exception {
        new Journal(folder).put(new Mark(RUN, "restart", "elsewhere", Instant.now(), new Phase.Begun()));

        try (var world = new World(folder)) {
            world.runs.forgetRuns();
            world.open();
            eventually(() -> world.runs.claims().size() > 8);

            assertThat(world.runs.requests()).hasSize(1);
            assertThat(world.desk.runs()).hasSize(1);
        }
    }

    @Test
    void runsOfACatalogUnderANewAddressAreReported() throws Exception {
        new Journal(folder).put(new Mark(RUN, "restart", "elsewhere", Instant.now(), new Phase.Begun()));

        try (var world = new World(folder)) {
            world.open();

            assertThat(world.reported("r1")).contains("false The platform stopped");
            eventually(() -> world.desk.runs().isEmpty());
        }
    }

    @Test
    void aRunThatTheCatalogDoesNotKnowAnyMoreIsForgotten() throws Exception {
        new Journal(folder).put(mark(new Phase.Begun(), Instant.now()));

        try (var world = new World(folder)) {
            world.runs.forgetRuns();
            world.open();

            eventually(() -> world.desk.runs().isEmpty());
        }
    }

    @Test
    void aBrokenRecordHidesNoOther() throws Exception {
        new Journal(folder).put(mark(new Phase.Begun(), Instant.now()));
        Files.writeString(folder.resolve("0.json"), "{\"source\":");
        Files.writeString(folder.resolve("1.json"), "{\"source\":\"LOTTERY\"}");

        try (var world = new World(folder)) {
            world.open();

            assertThat(world.reported("r1")).contains("false The platform stopped");
        }
    }

    @Test
    void theJournalKeepsEveryPhase() throws Exception {
        var journal = new Journal(folder);
        var links = List.of(URI.create("https://ci/1"));
        for (Phase phase : List.of(
                new Phase.Claimed(),
                new Phase.Begun(),
                new Phase.Over(true, "ü \"x\"", links),
                new Phase.Continues("x1", links))) {
            var mark = mark(phase, Instant.parse("2026-11-22T04:00:00.123456Z"));
            journal.put(mark);
            assertThat(new Journal(folder).all()).containsExactly(mark);
        }
        var node = new Mark(new Ref(Source.WORKFLOW, "r1"), "a", "c", Instant.EPOCH, new Phase.Begun());
        journal.put(node);
        assertThat(journal.all()).hasSize(2);
        journal.remove(RUN);
        assertThat(journal.all()).containsExactly(node);
    }

    private static Mark mark(Phase phase, Instant since) {
        return new Mark(RUN, "restart", "memory", since, phase);
    }
}
