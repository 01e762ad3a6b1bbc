package io.atoll.diff.internal;

import static io.atoll.diff.internal.Entities.entity;
import static io.atoll.diff.internal.Entities.json;
import static io.atoll.pipeline.Reconciler.Verdict.CHANGED;
import static io.atoll.pipeline.Reconciler.Verdict.NEW;
import static io.atoll.pipeline.Reconciler.Verdict.SEARCHED;
import static io.atoll.pipeline.Reconciler.Verdict.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Reconciler.ComparisonFailure;
import io.atoll.pipeline.Reconciler.Examined;
import io.atoll.pipeline.Reconciler.Judgement;
import io.atoll.pipeline.Reconciler.Reconciliation;
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
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DiskReconcilerTest {

    @TempDir
    Path folder;

    private DiskReconciler reconciler;
    private Reconciliation comparison;

    @BeforeEach
    void begin() {
        reconciler = new DiskReconciler(folder);
        comparison = reconciler.begin(false);
    }

    @AfterEach
    void end() {
        reconciler.close();
    }

    @Test
    void judgesByWhatIsHeld() {
        comparison.held(entity("a", "{title: 'A', properties: {size: 1}}"));

        assertThat(judge(entity("a", "{title: 'A', properties: {size: 1.0}}"))).isEqualTo(UNCHANGED);
        assertThat(judge(entity("b", "{title: 'A'}"))).isEqualTo(NEW);
        assertThat(judge(entity("a", "{blueprint: 'other', title: 'A'}"))).isEqualTo(NEW);
    }

    @Test
    void judgesASecondProductionAgainstTheFirst() {
        comparison.held(entity("held", "{title: 'old', properties: {a: 1}}"));

        assertThat(judge(entity("held", "{title: 'new'}"))).isEqualTo(CHANGED);
        assertThat(judge(entity("held", "{title: 'new', properties: {a: 1}}"))).isEqualTo(UNCHANGED);
        assertThat(judge(entity("held", "{title: 'old'}"))).isEqualTo(UNCHANGED);
        assertThat(judge(entity("new", "{properties: {a: null}}"))).isEqualTo(NEW);
        assertThat(judge(entity("new", "{properties: {a: null}}"))).isEqualTo(UNCHANGED);
        assertThat(judge(entity("new", "{properties: {a: 1}}"))).isEqualTo(UNCHANGED);
        assertThat(judge(entity("new", "{title: 'T', properties: {a: 1}}"))).isEqualTo(CHANGED);
    }

    @Test
    void namesWhatWasNotProducedInOrder() {
        for (String name : List.of("c", "a", "d", "b")) {
            comparison.held(entity(name, "{title: 'T'}"));
            comparison.held(entity(name, "{blueprint: 'incomplete', title: 'T'}"));
            comparison.held(entity(name, "{blueprint: 'host', title: 'T'}"));
        }
        judge(entity("b", "{title: 'T'}"));
        judge(entity("c", "{title: 'other'}"));
        judge(entity("a", "{blueprint: 'host'}"));

        assertThat(stale())
                .containsExactly(
                        new Ref("host", "b"),
                        new Ref("host", "c"),
                        new Ref("host", "d"),
                        new Ref("incomplete", "a"),
                        new Ref("incomplete", "b"),
                        new Ref("incomplete", "c"),
                        new Ref("incomplete", "d"),
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

        assertThat(judge(searched)).isEqualTo(SEARCHED);
        assertThat(judge(searched)).isEqualTo(SEARCHED);
        assertThat(stale()).containsExactly(new Ref("host", "a"));
    }

    @Test
    void relationsSaveNothing() {
        comparison.held(entity("a", "{blueprint: 'host', title: 'T'}"));

        judge(entity("new", "{relations: {on: 'a'}}"));

        assertThat(stale()).containsExactly(new Ref("host", "a"));
    }

    @Test
    void savesWhatWasProducedEarlierInTheRun() {
        comparison.held(entity("a", "{title: 'T'}"));
        comparison.held(entity("b", "{title: 'T'}"));

        comparison.produced(new Ref("service", "a"), List.of());
        comparison.produced(new Ref("service", "unknown"), List.of());

        assertThat(stale()).containsExactly(new Ref("service", "b"));
        assertThat(judge(entity("unknown", "{title: 'T'}"))).isEqualTo(NEW);
        assertThat(judge(entity("a", "{title: 'U'}"))).isEqualTo(CHANGED);
    }

    @Test
    void whatWasProducedEarlierInTheRunKeepsWhatTheCatalogHoldsByNow() {
        comparison.held(entity("a", "{title: 'T', icon: 'I', properties: {x: 1}}"));
        comparison.produced(new Ref("service", "a"), List.of("title", "properties.x", "properties.y", "relations.on"));

        Judgement later = comparison.judge(
                comparison.examine(
                        entity("a", "{title: 'U', icon: 'J', properties: {x: 1, y: 2}, relations: {on: null}}")),
                1);

        assertThat(later.verdict()).isEqualTo(CHANGED);
        assertThat(later.conflicts()).containsExactly("title", "properties.y");
        assertThat(later.entity()).isEqualTo(entity("a", "{icon: 'J', properties: {x: 1}, relations: {on: null}}"));
    }

    @Test
    void whatWasRefusedEarlierInTheRunKeepsWhatItWanted() {
        comparison.held(entity("a", "{title: 'T'}"));
        judge(entity("a", "{title: 'wanted'}"));
        comparison.produced(new Ref("service", "a"), List.of("title"));

        assertThat(judge(entity("a", "{title: 'wanted'}"))).isEqualTo(UNCHANGED);
        assertThat(comparison
                        .judge(comparison.examine(entity("a", "{title: 'T'}")), 1)
                        .conflicts())
                .containsExactly("title");
    }

    @Test
    void savesABlueprintOfWhichSomethingWasFoundBySearchEarlierInTheRun() {
        comparison.held(entity("a", "{title: 'T'}"));
        comparison.held(entity("b", "{blueprint: 'host', title: 'T'}"));

        comparison.searched("service");

        assertThat(stale()).containsExactly(new Ref("host", "b"));
    }

    @Test
    void leavesOutWhatContradictsAnEarlierOne() {
        comparison.held(entity("a", "{title: 'T', properties: {x: 1, y: 1}}"));
        judge(entity("a", "{title: 'U', properties: {x: 1}, relations: {on: 'o'}}"));

        Judgement second = comparison.judge(
                comparison.examine(
                        entity("a", "{title: 'V', icon: 'I', properties: {x: 2, y: 1}, relations: {on: 'p'}}")),
                1);

        assertThat(second.verdict()).isEqualTo(CHANGED);
        assertThat(second.conflicts()).containsExactly("title", "properties.x", "relations.on");
        assertThat(second.entity()).isEqualTo(entity("a", "{icon: 'I', properties: {y: 1}}"));
    }

    @Test
    void namesWhatChanges() {
        Reconciliation another = reconciler.begin(true);
        another.held(entity(
                "a", "{title: 'T', team: ['x'], properties: {same: 1, other: {a: 1}, gone: 2}, relations: {on: 'o'}}"));

        Judgement judgement = another.judge(
                another.examine(
                        entity(
                                "a",
                                "{title: 'T', icon: 'I', team: 'x', properties: {same: 1.0, other: {a: 2}, gone: null, none: null}, relations: {on: ['o', 'p']}}")),
                0);
        Judgement created = another.judge(another.examine(entity("b", "{title: 'T'}")), 0);

        assertThat(judgement.verdict()).isEqualTo(CHANGED);
        assertThat(judgement.differences())
                .containsExactly(
                        new Difference("icon", json("null"), json("'I'")),
                        new Difference("properties.other", json("{a: 1}"), json("{a: 2}")),
                        new Difference("properties.gone", json("2"), json("null")),
                        new Difference("relations.on", json("'o'"), json("['o', 'p']")));
        assertThat(created.verdict()).isEqualTo(NEW);
        assertThat(created.differences()).isEmpty();
    }

    @Test
    void theDigestTellsSetsOfHeldEntitiesApart() {
        String first = digest(entity("a", "{title: 'T'}"), entity("b", "{title: 'T', team: 'x'}"));

        assertThat(digest(entity("b", "{title: 'T', team: ['x'], icon: null}"), entity("a", "{title: 'T'}")))
                .isEqualTo(first);
        assertThat(digest(
                        entity("a", "{title: 'old'}"),
                        entity("b", "{title: 'T', team: 'x'}"),
                        entity("a", "{title: 'T'}")))
                .isEqualTo(first);
        assertThat(digest(entity("a", "{title: 'T'}"))).isNotEqualTo(first);
        assertThat(digest(entity("a", "{title: 'T'}"), entity("b", "{title: 'T', team: 'y'}")))
                .isNotEqualTo(first);
        assertThat(digest(entity("a", "{title: 'T'}"), entity("c", "{title: 'T', team: 'x'}")))
                .isNotEqualTo(first);
    }

    @Test
    void countsWhatIsHeldOnce() {
        comparison.held(entity("a", "{title: 'T'}"));
        comparison.held(entity("a", "{title: 'U'}"));
        comparison.held(entity("a", "{blueprint: 'host', title: 'T'}"));
        judge(entity("b", "{title: 'T'}"));

        assertThat(comparison.heldCount()).isEqualTo(2);
        assertThat(comparison.heldCount("service")).isEqualTo(1);
        assertThat(comparison.heldCount("host")).isEqualTo(1);
        assertThat(comparison.heldCount("none")).isZero();
    }

    private String digest(Entity... held) {
        try (Reconciliation another = reconciler.begin(false)) {
            for (Entity entity : held) {
                another.held(entity);
            }
            return another.digest();
        }
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
            verdicts.merge(judge(entity("id-" + n, "{properties: {n: " + n + "}}")), 1, Integer::sum);
        }

        assertThat(judge(entity("id-7", "{properties: {n: 7}}"))).isEqualTo(UNCHANGED);
        assertThat(comparison.heldCount()).isEqualTo(50_000);
        assertThat(verdicts).containsExactly(Map.entry(UNCHANGED, 25_000));
        assertThat(stale())
                .hasSize(24_999)
                .isSortedAccordingTo((one, other) -> one.identifier().compareTo(other.identifier()))
                .allMatch(ref -> Integer.parseInt(ref.identifier().substring(3)) % 2 == 1);
    }

    @Test
    void findsExactlyOneNewAmongEqualEntitiesThatManyThreadsExamine() throws Exception {
        for (int n = 0; n < 500; n++) {
            comparison.held(entity("held-" + n, "{title: 'T'}"));
        }
        Object verdictLock = new Object();
        Callable<Map<Verdict, Integer>> judging = () -> {
            Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
            for (int n = 0; n < 1_000; n++) {
                String name = (n < 500 ? "held-" : "new-") + n;
                Examined examined = comparison.examine(entity(name, "{title: 'T'}"));
                synchronized (verdictLock) {
                    verdicts.merge(comparison.judge(examined, 0).verdict(), 1, Integer::sum);
                }
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
        assertThat(judge(entity("id-1", "{title: 'T'}"))).isEqualTo(UNCHANGED);
        assertThat(judge(entity("id-59999", "{title: 'T'}"))).isEqualTo(UNCHANGED);
    }

    @Test
    void refusesHeldEntitiesOnceOneWasJudged() {
        judge(entity("a", "{}"));

        assertThatThrownBy(() -> comparison.held(entity("b", "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before");
    }

    @Test
    void leavesNothingBehindWhenClosed() throws IOException {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Reconciliation another = reconciler.begin(false);
        IntStream.range(0, 30_000).forEach(n -> another.held(entity("id-" + n, "{title: 'T'}")));
        another.judge(another.examine(entity("a", "{}")), 0);
        assertThat(files()).hasSize(1);

        another.close();
        another.close();

        assertThat(files()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
        assertThatThrownBy(() -> another.judge(another.examine(entity("a", "{}")), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the comparison is closed");
    }

    @Test
    void makesNoFileForAFewEntities() throws IOException {
        IntStream.range(0, 100).forEach(n -> comparison.held(entity("id-" + n, "{title: 'T', properties: {n: 1}}")));
        IntStream.range(50, 100)
                .forEach(n -> assertThat(judge(entity("id-" + n, "{title: 'T', properties: {n: 1}}")))
                        .isEqualTo(UNCHANGED));

        assertThat(stale()).hasSize(50);
        assertThat(files()).isEmpty();
    }

    @Test
    void knowsWhatItKnewWhenItHasGoneToTheDisk() throws IOException {
        int size = 1;
        for (int n = 0; files().isEmpty(); n++) {
            comparison.held(entity("id-" + n, "{title: 'T', properties: {n: " + n + "}}"));
            size = n + 1;
        }
        for (int n = 0; n < size - 1; n++) {
            assertThat(judge(entity("id-" + n, "{title: 'T', properties: {n: " + n + "}}")))
                    .isEqualTo(UNCHANGED);
        }

        assertThat(stale()).containsExactly(new Ref("service", "id-" + (size - 1)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsNothingMappedWhenClosed() throws Exception {
        IntStream.range(0, 30_000).forEach(n -> comparison.held(entity("id-" + n, "{title: 'T'}")));
        assertThat(mappings()).isPositive();

        comparison.close();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (mappings() > 0 && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(mappings()).isZero();
    }

    /** How many parts of files in the folder are mapped into the memory of this process. */
    private long mappings() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(map -> map.contains(folder.toString())).count();
        }
    }

    @Test
    void refusesWhatIsUnderWayWhenItIsClosed() throws Exception {
        comparison.held(entity("a", "{title: 'T'}"));
        Examined examined = comparison.examine(entity("a", "{title: 'T'}"));
        CountDownLatch underWay = new CountDownLatch(1);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> judging = thread.submit(() -> {
                while (true) {
                    comparison.judge(examined, 0);
                    underWay.countDown();
                }
            });
            underWay.await();

            reconciler.close();

            assertThatThrownBy(judging::get).hasRootCauseMessage("the comparison is closed");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesToNameMoreWhenItIsClosedMeanwhile() throws IOException {
        comparison.held(entity("a", "{title: 'T'}"));
        comparison.held(entity("b", "{title: 'T'}"));
        List<Ref> named = new ArrayList<>();

        assertThatThrownBy(() -> comparison.stale(ref -> {
                    named.add(ref);
                    comparison.close();
                }))
                .hasMessage("the comparison is closed");
        assertThat(named).containsExactly(new Ref("service", "a"));
        assertThat(files()).isEmpty();
    }

    @Test
    void closesOpenComparisonsWhenItLeaves() throws IOException {
        IntStream.range(0, 3_000).forEach(n -> comparison.held(entity("id-" + n, "{title: 'T'}")));
        assertThat(files()).hasSize(1);

        reconciler.close();

        assertThat(files()).isEmpty();
    }

    @Test
    void deletesWhatAKilledProcessLeft() throws IOException {
        IntStream.range(0, 3_000).forEach(n -> comparison.held(entity("id-" + n, "{title: 'T'}")));
        Files.writeString(folder.resolve("notes.txt"), "not ours");
        assertThat(files()).hasSize(2);

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
        Path full = Files.createSymbolicLink(folder.resolve("blobs"), Path.of("/dev/full"));
        DiskReconciliation another = new DiskReconciliation(new Workplace(() -> folder), false, closed -> {});

        assertThatThrownBy(() -> IntStream.range(0, 3_000)
                        .forEach(n -> another.held(entity("id-" + n, "{title: 'T', properties: {n: 1}}"))))
                .isInstanceOf(ComparisonFailure.class)
                .hasMessageContaining(full.toString())
                .hasMessageContaining("has room");
    }

    @Test
    void saysThatItsFolderIsGone() throws IOException {
        Files.delete(folder);

        assertThatThrownBy(() ->
                        IntStream.range(0, 3_000).forEach(n -> comparison.held(entity("id-" + n, "{title: 'T'}"))))
                .isInstanceOf(ComparisonFailure.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("can write to");

        Files.createDirectory(folder);
    }

    private Verdict judge(Entity entity) {
        return comparison.judge(comparison.examine(entity), 0).verdict();
    }

    private List<Ref> stale() {
        List<Ref> stale = new ArrayList<>();
        comparison.stale(stale::add);
        return stale;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
