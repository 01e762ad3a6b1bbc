package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.engine.internal.World.Resuming;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncrementalTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World();
    private final List<Optional<Instant>> asked = new ArrayList<>();
    private List<String> names = List.of("a", "b");
    private Fetched end = World.WHOLE;

    @BeforeEach
    void things() {
        world.incremental = Set.of("thing");
        world.sources.put("thing", new Resuming() {
            @Override
            public Fetched read(Progress progress, PageSink sink) throws InterruptedException {
                asked.add(progress.changedSince());
                sink.page("", names.stream().map(World::thing).toList(), null);
                return end;
            }
        });
    }

    @AfterEach
    void stop() {
        world.engine.stop();
    }

    @Test
    void asksForWhatHasChangedSinceTheLastRunThatReadEverything() throws Exception {
        world.now = Instant.EPOCH.plus(Duration.ofHours(1));
        world.run();
        world.now = Instant.EPOCH.plus(Duration.ofHours(2));
        incremental();
        world.now = Instant.EPOCH.plus(Duration.ofHours(3));
        incremental();

        assertThat(asked)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(Instant.EPOCH.plus(Duration.ofHours(1)).minus(MINUTE)),
                        Optional.of(Instant.EPOCH.plus(Duration.ofHours(2)).minus(MINUTE)));
    }

    @Test
    void readsEverythingOfWhatWasNeverReadWhole() throws Exception {
        incremental();

        assertThat(asked).containsExactly(Optional.empty());
    }

    @Test
    void writesAndNeverDeletes() throws Exception {
        world.run();
        names = List.of("b", "c");

        var report = incremental();

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(report.mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(report.kinds().getFirst().updated()).isEqualTo(2);
        assertThat(world.held("thing")).containsExactly("a", "b", "c");
        assertThat(world.deletes).isEmpty();
        names = List.of();
        incremental();
        assertThat(world.held("thing")).containsExactly("a", "b", "c");
    }

    @Test
    void asksAgainForTheSameAfterAGapOrAFailure() throws Exception {
        world.run();
        world.now = Instant.EPOCH.plus(Duration.ofHours(1));
        end = World.gap("the host went away");
        assertThat(incremental().status()).isEqualTo(Status.INCOMPLETE);

        end = World.WHOLE;
        names = List.of("bad one");
        world.now = Instant.EPOCH.plus(Duration.ofHours(2));
        assertThat(incremental().status()).isEqualTo(Status.INCOMPLETE);

        names = List.of("c");
        world.now = Instant.EPOCH.plus(Duration.ofHours(3));
        incremental();
        incremental();

        assertThat(asked.subList(1, 5))
                .containsExactly(
                        Optional.of(Instant.EPOCH.minus(MINUTE)),
                        Optional.of(Instant.EPOCH.minus(MINUTE)),
                        Optional.of(Instant.EPOCH.minus(MINUTE)),
                        Optional.of(Instant.EPOCH.plus(Duration.ofHours(3)).minus(MINUTE)));
    }

    @Test
    void followsAResourceThatMovesInTheMapping() throws Exception {
        world.now = Instant.EPOCH.plus(Duration.ofHours(1));
        world.run();
        world.kinds = List.of("other", "thing");
        world.mappingHash = "m2";

        incremental();

        assertThat(asked)
                .last()
                .isEqualTo(Optional.of(Instant.EPOCH.plus(Duration.ofHours(1)).minus(MINUTE)));
    }

    @Test
    void leavesOutKindsWhoseProvidersCannotTell() throws Exception {
        world.kinds = List.of("other", "thing");

        assertThat(incremental().kinds()).extracting(RunReport.KindReport::kind).containsExactly("thing");
    }

    @Test
    void protectsWhatItWritesFromDeletionsThatWait() throws Exception {
        var full = world.run();

        names = List.of("c");
        incremental();

        assertThat(world.ledger.touchedSince(full.id(), List.of(new Ref("thing", "c"), new Ref("thing", "a"))))
                .containsExactly(new Ref("thing", "c"));
    }

    @Test
    void tellsTheCatalogNothingOfItsRuns() throws Exception {
        world.run();
        world.calls.clear();

        incremental();

        assertThat(world.calls).noneMatch(call -> call.startsWith("run"));
    }

    @Test
    void doesNotBeginBesideAnotherRun() throws Exception {
        var reading = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        world.sources.put("thing", sink -> {
            reading.countDown();
            go.await();
            return World.WHOLE;
        });
        var full = world.engine.start(World.ID, new Trigger.Once());
        reading.await();

        assertThatThrownBy(() -> world.engine.incremental(World.ID, new Trigger.Once()))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining(full.value() + " of fake~one is under way");
        go.countDown();
        assertThat(world.engine.await(full, Duration.ofMinutes(1)).orElseThrow().status())
                .isEqualTo(Status.COMPLETE);
    }

    private RunReport incremental() throws Exception {
        return world.engine
                .await(
                        world.engine.incremental(World.ID, new Trigger.Requested("schedule", true)),
                        Duration.ofMinutes(1))
                .orElseThrow();
    }
}
