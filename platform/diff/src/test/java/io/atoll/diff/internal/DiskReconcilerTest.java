package io.atoll.diff.internal;

import static io.atoll.diff.internal.Entities.entity;
import static io.atoll.diff.internal.Entities.json;
import static io.atoll.pipeline.Reconciler.Verdict.CHANGED;
import static io.atoll.pipeline.Reconciler.Verdict.NEW;
import static io.atoll.pipeline.Reconciler.Verdict.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.RelationTargets;
import io.atoll.pipeline.Reconciler.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DiskReconcilerTest {

    /** Relations point to hosts, as far as they are known. */
    private static final RelationTargets TARGETS =
            (blueprint, relation) -> relation.equals("strange") ? Optional.empty() : Optional.of("host");

    @TempDir
    Path folder;

    private DiskReconciler reconciler;
    private Reconciliation comparison;

    @BeforeEach
    void begin() {
        reconciler = new DiskReconciler(folder);
        comparison = reconciler.begin(TARGETS);
    }

    @AfterEach
    void end() {
        reconciler.close();
    }

    @Test
    void judgesByWhatIsHeld() {
        comparison.held(entity("a", "{title: 'A', properties: {size: 1}}"));

        assertThat(comparison.judge(entity("a", "{title: 'A', properties: {size: 1.0}}")))
                .isEqualTo(UNCHANGED);
        assertThat(comparison.judge(entity("b", "{title: 'A'}"))).isEqualTo(NEW);
        assertThat(comparison.judge(entity("a", "{blueprint: 'other', title: 'A'}")))
                .isEqualTo(NEW);
    }

    @Test
    void judgesASecondProductionAgainstTheFirst() {
        comparison.held(entity("held", "{title: 'old', properties: {a: 1}}"));

        assertThat(comparison.judge(entity("held", "{title: 'new'}"))).isEqualTo(CHANGED);
        assertThat(comparison.judge(entity("held", "{title: 'new', properties: {a: 1}}")))
                .isEqualTo(UNCHANGED);
        assertThat(comparison.judge(entity("held", "{title: 'old'}"))).isEqualTo(CHANGED);
        assertThat(comparison.judge(entity("new", "{properties: {a: null}}"))).isEqualTo(NEW);
        assertThat(comparison.judge(entity("new", "{properties: {a: null}}"))).isEqualTo(UNCHANGED);
        assertThat(comparison.judge(entity("new", "{properties: {a: 1}}"))).isEqualTo(CHANGED);
    }

    @Test
    void namesWhatWasNotProducedInOrder() {
        for (String name : List.of("c", "a", "d", "b")) {
            comparison.held(entity(name, "{title: 'T'}"));
            comparison.held(entity(name, "{blueprint: 'incomplete', title: 'T'}"));
            comparison.held(entity(name, "{blueprint: 'host', title: 'T'}"));
        }
        comparison.judge(entity("b", "{title: 'T'}"));
        comparison.judge(entity("c", "{title: 'other'}"));
        comparison.judge(entity("a", "{blueprint: 'host'}"));

        assertThat(stale("incomplete"))
                .containsExactly(
                        new Ref("host", "b"),
                        new Ref("host", "c"),
                        new Ref("host", "d"),
                        new Ref("service", "a"),
                        new Ref("service", "d"));
    }

    @Test
    void cannotCompareEntitiesThatAreFoundBySearch() {
        comparison.held(entity("a", "{title: 'T'}"));
        comparison.held(entity("a", "{blueprint: 'host', title: 'T'}"));
        Entity searched = new Entity(
                "service",
                json("{combinator: 'and', rules: []}"),
                null,
                null,
                null,
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode());

        assertThat(comparison.judge(searched)).isEqualTo(CHANGED);
        assertThat(comparison.judge(searched)).isEqualTo(CHANGED);
        assertThat(stale()).containsExactly(new Ref("host", "a"));
    }

    @Test
    void savesWhatAProducedEntityRelatesTo() {
        for (String name : List.of("a", "b", "c", "d")) {
            comparison.held(entity(name, "{blueprint: 'host', title: 'T'}"));
        }
        comparison.held(entity("a", "{title: 'T'}"));
        comparison.held(entity("gone", "{title: 'T', relations: {on: 'd'}}"));

        comparison.judge(entity("new", "{relations: {on: 'a', alsoOn: ['b', 'unknown'], none: null}}"));

        assertThat(stale())
                .containsExactly(
                        new Ref("host", "c"),
                        new Ref("host", "d"),
                        new Ref("service", "a"),
                        new Ref("service", "gone"));
    }

    @Test
    void savesEveryEntityOfAnIdentifierWhoseBlueprintIsNotKnown() {
        comparison.held(entity("a", "{blueprint: 'host', title: 'T'}"));
        comparison.held(entity("a", "{title: 'T'}"));
        comparison.held(entity("b", "{title: 'T'}"));

        comparison.judge(entity("new", "{relations: {strange: 'a'}}"));

        assertThat(stale()).containsExactly(new Ref("service", "b"));
    }

    @Test
    void sortsManyEntitiesInAnyOrderAndKeepsTheLastOfTwo() {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, 50_000).boxed().toList());
        Collections.shuffle(numbers, new Random(1));
        comparison.held(entity("id-7", "{properties: {n: 'first'}}"));
        numbers.forEach(n -> comparison.held(entity("id-" + n, "{properties: {n: " + n + "}}")));

        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (int n = 0; n < 50_000; n += 2) {
            verdicts.merge(comparison.judge(entity("id-" + n, "{properties: {n: " + n + "}}")), 1, Integer::sum);
        }

        assertThat(comparison.judge(entity("id-7", "{properties: {n: 7}}"))).isEqualTo(UNCHANGED);
        assertThat(comparison.heldCount()).isEqualTo(50_000);
        assertThat(verdicts).containsExactly(Map.entry(UNCHANGED, 25_000));
        assertThat(stale())
                .hasSize(24_999)
                .isSortedAccordingTo((one, other) -> one.identifier().compareTo(other.identifier()))
                .allMatch(ref -> Integer.parseInt(ref.identifier().substring(3)) % 2 == 1);
    }

    @Test
    void findsExactlyOneNewAmongEqualProductionsOfManyThreads() throws Exception {
        for (int n = 0; n < 500; n++) {
            comparison.held(entity("held-" + n, "{title: 'T'}"));
        }
        Callable<Map<Verdict, Integer>> judging = () -> {
            Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
            for (int n = 0; n < 1_000; n++) {
                String name = (n < 500 ? "held-" : "new-") + n;
                verdicts.merge(comparison.judge(entity(name, "{title: 'T'}")), 1, Integer::sum);
            }
            return verdicts;
        };

        Map<Verdict, Integer> total = new EnumMap<>(Verdict.class);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Map<Verdict, Integer>> one : threads.invokeAll(Collections.nCopies(8, judging))) {
                one.get().forEach((verdict, count) -> total.merge(verdict, count, Integer::sum));
            }
        }

        assertThat(total).containsOnly(Map.entry(NEW, 500), Map.entry(UNCHANGED, 7_500));
        assertThat(stale()).isEmpty();
    }

    @Test
    void goesOnAfterAThreadWasInterrupted() {
        Thread.currentThread().interrupt();
        IntStream.range(0, 60_000)
                .forEach(n -> comparison.held(entity("id-" + n, "{title: 'T', properties: {a: 1, b: 2, c: 3, d: 4}}")));
        boolean interrupted = Thread.interrupted();

        assertThat(interrupted).isTrue();
        assertThat(comparison.judge(entity("id-1", "{title: 'T'}"))).isEqualTo(UNCHANGED);
        assertThat(comparison.judge(entity("id-59999", "{title: 'T'}"))).isEqualTo(UNCHANGED);
    }

    @Test
    void refusesHeldEntitiesOnceOneWasJudged() {
        comparison.judge(entity("a", "{}"));

        assertThatThrownBy(() -> comparison.held(entity("b", "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before");
    }

    @Test
    void leavesNothingBehindWhenClosed() throws IOException {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Reconciliation another = reconciler.begin(TARGETS);
        IntStream.range(0, 30_000).forEach(n -> another.held(entity("id-" + n, "{title: 'T'}")));
        another.judge(entity("a", "{}"));
        assertThat(files()).hasSize(2);

        another.close();
        another.close();

        assertThat(files()).hasSize(1);
        assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
        assertThatThrownBy(() -> another.judge(entity("a", "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the comparison is closed");
    }

    @Test
    void closesOpenComparisonsWhenItLeaves() throws IOException {
        reconciler.close();

        assertThat(files()).isEmpty();
    }

    @Test
    void deletesWhatAKilledProcessLeft() throws IOException {
        comparison.held(entity("a", "{}"));
        Files.writeString(folder.resolve("notes.txt"), "not ours");

        DiskReconciler next = new DiskReconciler(folder);

        assertThat(files()).containsExactly(folder.resolve("notes.txt"));
        next.close();
    }

    @Test
    void saysWhichFolderItCannotUse() throws IOException {
        Path occupied = Files.writeString(folder.resolve("data"), "a file");

        assertThatThrownBy(() -> new DiskReconciler(occupied.resolve("diff")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(occupied.resolve("diff").toString())
                .hasMessageContaining("write");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatTheDiskIsFull() throws IOException {
        Path full = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));

        assertThatThrownBy(() -> new DiskReconciliation(full, TARGETS, closed -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(full.toString())
                .hasMessageContaining("has room");
    }

    private List<Ref> stale(String... protectedBlueprints) {
        List<Ref> stale = new ArrayList<>();
        comparison.stale(Set.of(protectedBlueprints), stale::add);
        return stale;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
