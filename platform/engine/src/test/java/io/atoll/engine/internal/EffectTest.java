package io.atoll.engine.internal;

import static io.atoll.engine.internal.World.ID;
import static io.atoll.engine.internal.World.WHOLE;
import static io.atoll.engine.internal.World.names;
import static io.atoll.engine.internal.World.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.MappingTests.Result;
import io.atoll.pipeline.Records.Recording;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.records.internal.RecordStore;
import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another mapping would change, from real records of earlier runs. */
class EffectTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Trigger.Manual ASKED = new Trigger.Manual("test", 0);
    private static final JsonNode SAME = JsonNodeFactory.instance.objectNode();

    @TempDir
    private Path folder;

    private RecordStore records;
    private World world;

    @BeforeEach
    void keepRecords() {
        records = RecordStore.in(folder, new Nobody());
        world = new World(Map.of("lingerMillis", 0), records);
    }

    @AfterEach
    void stop() {
        world.engine.stop();
        records.close();
    }

    private record Nobody() implements Integrations {
        @Override
        public List<Integration> all() {
            return List.of();
        }

        @Override
        public Optional<Integration> find(IntegrationId id) {
            return Optional.empty();
        }

        @Override
        public Optional<Defaults> defaults(IntegrationId id) {
            return Optional.empty();
        }
    }

    private static ObjectNode without(String name) {
        return JsonNodeFactory.instance.objectNode().put("query", name);
    }

    private RunReport effect(JsonNode mapping) throws RunRefused, InterruptedException {
        return world.engine
                .await(world.engine.effect(ID, mapping, ASKED), PATIENCE)
                .orElseThrow();
    }

    private RunReport plan() throws RunRefused, InterruptedException {
        return world.engine.await(world.engine.plan(ID, ASKED), PATIENCE).orElseThrow();
    }

    private List<String> changes(RunReport run) {
        var changes = new ArrayList<Change>();
        world.engine.changes(run.id(), changes::add);
        return changes.stream()
                .map(change -> change.action() + " " + change.ref() + " " + change.state() + " " + change.entity() + " "
                        + change.differences() + " " + change.reason())
                .sorted()
                .toList();
    }

    private static List<String> counts(RunReport run) {
        return run.kinds().stream()
                .map(kind -> kind.label() + " " + kind.state() + " " + kind.fetched() + " " + kind.created() + " "
                        + kind.updated() + " " + kind.unchanged() + " " + kind.filtered() + " " + kind.failed() + " "
                        + kind.gaps())
                .toList();
    }

    private List<String> actions(RunReport run) {
        var changes = new ArrayList<String>();
        world.engine.changes(
                run.id(),
                change -> changes.add(change.action() + " " + change.ref().identifier() + " " + change.state()));
        return changes.stream().sorted().toList();
    }

    @Test
    void theEffectOfTheSameMappingIsThePlan() throws Exception {
        var random = new Random(11);
        world.kinds = List.of("thing", "other");
        for (String kind : world.kinds) {
            world.sources.put(kind, sink -> {
                var numbers = new Random(kind.hashCode());
                for (int page = 0; page < 20; page++) {
                    var things = new ArrayList<JsonNode>();
                    for (int i = 0; i < 50; i++) {
                        int number = numbers.nextInt(2000);
                        things.add(thing(
                                switch (number % 17) {
                                    case 0 -> "bad" + number;
                                    case 1 -> "skip" + number;
                                    default -> "n" + number;
                                }));
                    }
                    sink.page("part " + page % 3, things, null);
                }
                sink.unreadable("part 1", thing("odd"), "too long");
                for (int part = 0; part < 3; part++) {
                    sink.ended("part " + part, null);
                }
                sink.ended("", null);
                return WHOLE;
            });
        }
        world.run();
        for (Ref ref : List.copyOf(world.catalog.keySet())) {
            switch (random.nextInt(5)) {
                case 0 -> world.catalog.remove(ref);
                case 1 -> world.catalog.put(ref, thing("changed by somebody"));
                case 2 -> world.catalog.put(new Ref(ref.blueprint(), "orphan of " + ref.identifier()), thing("orphan"));
                default -> {}
            }
        }
        var plan = plan();
        var before = Map.copyOf(world.catalog);
        int asked = world.asked.get();
        var effect = effect(SAME);

        assertThat(changes(effect)).hasSizeGreaterThan(100).isEqualTo(changes(plan));
        assertThat(effect.status()).isEqualTo(plan.status());
        assertThat(counts(effect)).isEqualTo(counts(plan));
        assertThat(effect.deletion()).isEqualTo(plan.deletion());
        assertThat(effect.mode()).isEqualTo(Mode.EFFECT);
        assertThat(world.asked).hasValue(asked);
        assertThat(world.catalog).isEqualTo(before);
    }

    @Test
    void showsWhatAnotherMappingWouldDeleteAndWritesNothing() throws Exception {
        world.sources.put("thing", names("a", "b", "x1", "x2"));
        world.run();
        int asked = world.asked.get();

        var effect = effect(without("x"));

        assertThat(actions(effect)).containsExactly("DELETE x1 PLANNED", "DELETE x2 PLANNED");
        assertThat(effect.status()).isEqualTo(Status.COMPLETE);
        assertThat(world.held("thing")).containsExactly("a", "b", "x1", "x2");
        assertThat(world.deletes).isEmpty();
        assertThat(world.asked).hasValue(asked);
        assertThat(records.all()).hasSize(1);
    }

    @Test
    void cannotBeApplied() throws Exception {
        world.sources.put("thing", names("a", "x"));
        world.run();
        RunId effect = effect(without("x")).id();

        assertThatThrownBy(() -> world.engine.apply(effect, ASKED))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining("shows the effect of a mapping")
                .hasMessageContaining("save the mapping");
        assertThatThrownBy(() -> world.engine.approve(effect, "ann"))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining("nothing of it waits for approval");
        assertThat(world.held("thing")).containsExactly("a", "x");
    }

    @Test
    void ofAKindWithoutRecordsNothingIsKnownAndNothingIsDeleted() throws Exception {
        world.sources.put("thing", names("a"));
        world.sources.put("other", sink -> {
            sink.page("", List.of(thing("o")), null);
            return World.gap("it broke off");
        });
        world.kinds = List.of("thing", "other");
        world.holding("other", 0, 2);
        world.run();

        world.kinds = List.of("thing", "other", "third");
        world.holding("third", 0, 1);
        var effect = effect(SAME);

        assertThat(effect.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(effect.kinds().get(1).gaps().getFirst())
                .startsWith("it is not known what this would change: there are no records of other-1 (those of run")
                .contains("it broke off");
        assertThat(effect.kinds().get(2).gaps().getFirst()).contains("none of its kind and selector were kept yet");
        assertThat(actions(effect))
                .containsExactly("DELETE n0 WITHHELD", "DELETE n0 WITHHELD", "DELETE n1 WITHHELD", "DELETE o WITHHELD");
    }

    @Test
    void isRefusedWithoutAnyRecords() {
        assertThatThrownBy(() -> world.engine.effect(ID, SAME, ASKED))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining("make a plan, or run it");
    }

    @Test
    void leavesWhatWasWrittenSinceTheRecordsWereRead() throws Exception {
        world.sources.put("thing", names("a", "b"));
        world.run();
        var born = new Ref("thing", "born");
        var moved = new Ref("thing", "b");
        world.ledger.touched(ID, List.of(born, moved));
        world.catalog.put(born, thing("born"));
        world.catalog.put(moved, thing("moved on"));

        var effect = effect(SAME);

        assertThat(actions(effect)).containsExactly("DELETE born WITHHELD", "UPDATE b WITHHELD");
    }

    @Test
    void doesNotTakeThePlaceOfARun() throws Exception {
        world.sources.put("thing", names("a"));
        world.run();
        var reached = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        world.sources.put("thing", sink -> {
            reached.countDown();
            go.await();
            return names("a").read(sink);
        });
        var id = world.engine.start(ID, ASKED);
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> world.engine.effect(ID, SAME, ASKED))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining(id + " of " + ID + " is under way");

        go.countDown();
        assertThat(world.engine.await(id, PATIENCE).orElseThrow().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void theRecordsOfARunThatWasCutOffAndWentOnAreWhole() throws Exception {
        var reached = new CountDownLatch(1);
        world.sources.put("thing", (World.Resuming) (progress, sink) -> {
            if (progress.resumeAt("").isEmpty()) {
                sink.page("", List.of(thing("a"), thing("b")), "page 2");
                sink.page("", List.of(thing("never noted")), null);
                reached.countDown();
                new CountDownLatch(1).await();
            }
            sink.page("", List.of(thing("c")), null);
            sink.ended("", null);
            return WHOLE;
        });
        var id = world.engine.start(ID, new Trigger.AtStart());
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        awaitFirstPage(id);
        world.engine.stop();
        assertThat(records.all().getFirst().whole()).isFalse();

        var other = world.anotherEngine();
        other.look();
        var report = other.await(id, PATIENCE).orElseThrow();
        other.stop();

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        Recording recording = records.all().getFirst();
        assertThat(recording.reason()).isEmpty();
        var names = new ArrayList<String>();
        records.read(
                recording,
                any -> true,
                page -> page.records()
                        .forEach(record -> names.add(record.path("name").asText())));
        assertThat(names).containsExactly("a", "b", "c");
    }

    private void awaitFirstPage(RunId run) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (world.ledger.report(run).orElseThrow().kinds().getFirst().fetched() < 2) {
            assertThat(Instant.now()).isBefore(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void mappingTestsThatFailAreToldInTheReport() throws Exception {
        world.sources.put("thing", names("a"));
        world.tested = List.of(
                new Result("cases.yaml", "one", Optional.of("thing-0"), List.of()),
                new Result("cases.yaml", "two", Optional.of("thing-0"), List.of("title: expected \"A\", was null")));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(report.kinds().getFirst().notes())
                .containsExactly("the mapping test 'two' in cases.yaml fails: title: expected \"A\", was null");
    }
}
