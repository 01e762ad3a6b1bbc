package io.atoll.records.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.pipeline.Records.Page;
import io.atoll.pipeline.Records.Reader;
import io.atoll.pipeline.Records.Reading;
import io.atoll.pipeline.Records.Recorder;
import io.atoll.pipeline.Records.Recording;
import io.atoll.pipeline.Records.Unreadable;
import io.atoll.pipeline.RunId;
import io.atoll.records.internal.Limits.Keep;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of readings, in real files. */
class RecordStoreTest {

    private static final IntegrationId ID = new IntegrationId("fake", "one");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Limits ALL =
            new Limits(Keep.ALL, 1 << 28, 1 << 30, Duration.ofDays(30), Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    private final Configured configured = new Configured(ID);
    private final List<RecordStore> stores = new ArrayList<>();
    private RecordStore store;

    @BeforeEach
    void open() {
        store = open(ALL);
    }

    @AfterEach
    void close() {
        stores.forEach(RecordStore::close);
    }

    private RecordStore open(Limits limits) {
        var opened = new RecordStore(folder, limits, configured, Clock.fixed(NOW, ZoneOffset.UTC));
        stores.add(opened);
        return opened;
    }

    private static Resource resource(String kind, String... selector) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("query", "true");
        for (int i = 0; i < selector.length; i += 2) {
            json.put(selector[i], selector[i + 1]);
        }
        var template = new Resource.Template(
                JsonNodeFactory.instance.textNode(".name"), "\"thing\"", null, null, null, Map.of(), Map.of());
        return new Resource(0, new Kind(kind), json, "true", null, template);
    }

    private static Reading reading(String run) {
        return new Reading(ID, new RunId(run), resource("thing"), "m1", NOW, false);
    }

    private static Reading resumed(String run) {
        return new Reading(ID, new RunId(run), resource("thing"), "m1", NOW, true);
    }

    private static JsonNode thing(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static List<JsonNode> things(String... names) {
        return List.of(names).stream().map(RecordStoreTest::thing).toList();
    }

    private Recording last() {
        return store.of(ID, resource("thing")).getFirst();
    }

    private List<String> names(Recording recording) throws Unreadable, InterruptedException {
        var names = new ArrayList<String>();
        store.read(
                recording,
                any -> true,
                page -> page.records()
                        .forEach(record -> names.add(
                                page.partition() + ":" + record.path("name").asText())));
        return names;
    }

    private static void keep(Recorder recorder, String partition, @Nullable String resumeAt, String... names) {
        recorder.page(partition, things(names), 1, resumeAt);
    }

    private static Progress progress(Map<String, String> places, String... complete) {
        return new Progress() {
            @Override
            public boolean complete(String partition) {
                return List.of(complete).contains(partition);
            }

            @Override
            public Optional<String> resumeAt(String partition) {
                return Optional.ofNullable(places.get(partition));
            }

            @Override
            public Optional<Instant> changedSince() {
                return Optional.empty();
            }
        };
    }

    @Test
    void givesBackWhatWasReadInItsOrder() throws Exception {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "", null, "a", "b");
            keep(recorder, "eu/x", "2", "c");
            recorder.unreadable("eu/x", thing("odd"), "too long");
            recorder.ended("eu/x", null);
            recorder.ended("", null);
            recorder.complete(List.of());
        }

        var told = new ArrayList<String>();
        store.read(last(), any -> true, new Reader() {
            @Override
            public void page(Page page) {
                told.add("page %d at %d in '%s': %s"
                        .formatted(page.number(), page.first(), page.partition(), page.records()));
            }

            @Override
            public void unreadable(String partition, JsonNode record, String reason) {
                told.add("unreadable in " + partition + ": " + record + " " + reason);
            }

            @Override
            public void ended(String partition, @Nullable String gap) {
                told.add("end of '" + partition + "' " + gap);
            }
        });
        assertThat(told)
                .containsExactly(
                        "page 0 at 0 in '': [{\"name\":\"a\"}, {\"name\":\"b\"}]",
                        "page 1 at 0 in 'eu/x': [{\"name\":\"c\"}]",
                        "unreadable in eu/x: {\"name\":\"odd\"} too long",
                        "end of 'eu/x' null",
                        "end of '' null");
        assertThat(last().whole()).isTrue();
        assertThat(last().records()).isEqualTo(3);
        assertThat(last().pages()).isEqualTo(2);
        assertThat(last().mapping()).isEqualTo("m1");
    }

    @Test
    void keepsEveryRecordAsItWas() throws Exception {
        var json = JsonNodeFactory.instance;
        ObjectNode odd = json.objectNode();
        odd.put("half", "\ud800 and \udc00")
                .put("long", Long.MAX_VALUE)
                .put("small", 1e-300)
                .put("text", "line\nline \u0000 \u20ac \ud83d\ude00")
                .putNull("none");
        odd.set("big", json.numberNode(new java.math.BigInteger("123456789012345678901234567890")));
        ObjectNode deep = json.objectNode();
        ObjectNode at = deep;
        for (int i = 0; i < 900; i++) {
            at = at.putObject("in");
        }
        var random = new Random(7);
        var many = new ArrayList<JsonNode>(List.of(odd, deep));
        for (int i = 0; i < 2000; i++) {
            var bytes = new byte[900];
            random.nextBytes(bytes);
            many.add(json.objectNode()
                    .put("name", "n" + i)
                    .put("text", java.util.Base64.getEncoder().encodeToString(bytes)));
        }
        try (var recorder = store.record(reading("r1"))) {
            recorder.page("", many, 3000, null);
            recorder.page("", List.of(), 0, "behind");
            recorder.complete(List.of());
        }

        var found = new ArrayList<JsonNode>();
        var parts = new ArrayList<Integer>();
        store.read(last(), page -> page == 0, page -> {
            assertThat(page.first()).isEqualTo(found.size());
            found.addAll(page.records());
            parts.add(page.size());
        });
        assertThat(found).isEqualTo(many);
        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(last().records()).isEqualTo(many.size());
    }

    @Test
    void aRecordThatCannotBeWrittenIsMissingWithItsPageOnly() throws Exception {
        ObjectNode deep = JsonNodeFactory.instance.objectNode();
        ObjectNode at = deep;
        for (int i = 0; i < 100_000; i++) {
            at = at.putObject("in");
        }
        try (var recorder = store.record(reading("r1"))) {
            recorder.page("", List.of(deep), 600, null);
            recorder.page("", things("a"), 1, null);
            recorder.complete(List.of());
        }

        assertThat(last().reason()).startsWith("page 0 is missing, as its records cannot be written as JSON");
        assertThat(names(last())).containsExactly(":a");
    }

    @Test
    void theQueryOfTheSelectorDoesNotMatter() {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "", null, "a");
            recorder.complete(List.of());
        }

        assertThat(store.of(ID, resource("thing", "query", ".archived == false")))
                .hasSize(1);
        assertThat(store.of(ID, resource("thing", "state", "open"))).isEmpty();
        assertThat(store.of(new IntegrationId("fake", "two"), resource("thing")))
                .isEmpty();
    }

    @Test
    void keepsTheLastWholeOneUntilANewerWholeOneIsThere() {
        for (String run : List.of("r1", "r2")) {
            try (var recorder = store.record(reading(run))) {
                keep(recorder, "", null, run);
                recorder.complete(List.of());
            }
        }
        assertThat(store.all()).extracting(one -> one.run().value()).containsExactly("r2");

        for (String run : List.of("r3", "r4")) {
            try (var recorder = store.record(reading(run))) {
                keep(recorder, "", null, run);
                recorder.complete(List.of(new Gap("eu", "401")));
            }
        }
        assertThat(store.all()).extracting(one -> one.run().value()).containsExactly("r4", "r2");
        assertThat(last().reason()).isEqualTo("it was not read to its end: eu: 401");
        assertThat(open(ALL).all()).isEqualTo(store.all());
    }

    @Test
    void whatIsReadAgainAsItWasIsCopiedAndTheRestIsNot() throws Exception {
        var random = new Random(3);
        var pages = new ArrayList<List<JsonNode>>();
        for (int i = 0; i < 20; i++) {
            var noise = new byte[60_000];
            random.nextBytes(noise);
            String text = java.util.Base64.getEncoder().encodeToString(noise);
            pages.add(IntStream.range(0, 12)
                    .<JsonNode>mapToObj(j -> JsonNodeFactory.instance
                            .objectNode()
                            .put("name", "n" + j)
                            .put("text", text + j))
                    .toList());
        }
        for (String run : List.of("r1", "r2", "r3")) {
            if (run.equals("r3")) {
                pages.remove(4);
                pages.set(7, things("changed"));
                pages.add(2, things("n0"));
            }
            try (var recorder = store.record(reading(run))) {
                for (List<JsonNode> page : pages) {
                    assertThat(recorder.page("p " + run, page, 100, null)).isNotNegative();
                    drain();
                }
                recorder.complete(List.of());
            }

            assertThat(last().run().value()).isEqualTo(run);
            assertThat(last().whole()).isTrue();
            var found = new ArrayList<List<JsonNode>>();
            store.read(last(), any -> true, page -> {
                assertThat(page.partition()).isEqualTo("p " + run);
                if (page.first() == 0) {
                    assertThat(page.number()).isEqualTo(found.size());
                    found.add(new ArrayList<>());
                }
                found.getLast().addAll(page.records());
            });
            assertThat(found).isEqualTo(pages);
        }
    }

    @Test
    void hashesTellRecordsApart() throws Exception {
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        var texts = List.of(
                "[]",
                "[{}]",
                "[{},{}]",
                "[{\"a\":1}]",
                "[{\"a\":\"1\"}]",
                "[{\"a\":true}]",
                "[{\"a\":\"true\"}]",
                "[{\"a\":1.0}]",
                "[{\"a\":null}]",
                "[{\"a\":[]}]",
                "[{\"a\":{}}]",
                "[{\"a\":[1],\"b\":2}]",
                "[{\"a\":[1,\"b\",2]}]",
                "[{\"b\":2,\"a\":[1]}]",
                "[{\"ab\":\"c\"}]",
                "[{\"a\":\"bc\"}]",
                "[{\"a\":1},{\"b\":2}]",
                "[{\"a\":1,\"b\":2}]");
        var hashes = new java.util.HashSet<Long>();
        for (String text : texts) {
            var records = new ArrayList<JsonNode>();
            json.readTree(text).forEach(records::add);
            hashes.add(Hash.of(records));
        }
        assertThat(hashes).hasSameSizeAs(texts);
    }

    @Test
    void aReadingThatWasCutOffIsNotWhole() {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "", null, "a");
        }

        assertThat(last().whole()).isFalse();
        assertThat(last().reason()).isEqualTo("the run was cut off");
    }

    @Test
    void goesOnBehindTheLastPageThatIsKept() throws Exception {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "done", "1", "a");
            recorder.ended("done", null);
            keep(recorder, "half", "1", "b");
            keep(recorder, "half", "2", "c");
            keep(recorder, "again", null, "d");
            keep(recorder, "gone", null, "e");
        }

        store = open(ALL);
        try (var recorder = store.record(resumed("r1"))) {
            var progress = recorder.watch(progress(Map.of("half", "1"), "done"));
            assertThat(progress.complete("done")).isTrue();
            assertThat(progress.complete("half")).isFalse();
            assertThat(progress.resumeAt("half")).contains("1");
            keep(recorder, "half", "2", "c");
            recorder.ended("half", null);
            assertThat(progress.resumeAt("again")).isEmpty();
            keep(recorder, "again", null, "d");
            recorder.ended("again", null);
            recorder.ended("", null);
            recorder.complete(List.of());
        }

        assertThat(last().reason()).isEmpty();
        assertThat(names(last())).containsExactly("done:a", "half:b", "half:c", "again:d");
        assertThat(last().records()).isEqualTo(4);
        assertThat(last().pages()).isEqualTo(4);
    }

    @Test
    void isNotWholeIfAPageIsMissingBehindWhichTheRunGoesOn() throws Exception {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "half", "1", "a");
        }

        store = open(ALL);
        try (var recorder = store.record(resumed("r1"))) {
            recorder.watch(progress(Map.of("half", "2"))).resumeAt("half");
            keep(recorder, "half", "3", "c");
            recorder.complete(List.of());
        }

        assertThat(last().reason())
                .isEqualTo(
                        "something that was read shortly before the run was cut off is missing, in partition 'half'");
        assertThat(names(last())).containsExactly("half:a", "half:c");
    }

    @Test
    void whatWasCutOffWithinAPageIsLeftOut() throws Exception {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "p", "1", "a");
            keep(recorder, "p", "2", "b");
        }
        Path file = file();
        long whole = Files.size(file);
        byte[] content = Files.readAllBytes(file);

        for (long length = whole - 1; length > whole - 20; length--) {
            // as the process leaves it that is killed: what describes it is that of its beginning
            forgetEnd(file);
            Files.write(file, content);
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            store = open(ALL);
            assertThat(names(last())).containsExactly("p:a");
            assertThat(last().reason()).isEqualTo("the run was cut off");
        }

        try (var recorder = store.record(resumed("r1"))) {
            recorder.watch(progress(Map.of("p", "1"))).resumeAt("p");
            keep(recorder, "p", "2", "b again");
            recorder.ended("p", null);
            recorder.complete(List.of());
        }
        assertThat(names(last())).containsExactly("p:a", "p:b again");
        assertThat(last().whole()).isTrue();
    }

    @Test
    void aBitThatFellOverIsFound() throws Exception {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "p", "1", "a", "b", "c");
            keep(recorder, "p", "2", "d");
            recorder.complete(List.of());
        }
        byte[] content = Files.readAllBytes(file());
        content[content.length / 2] ^= 1;
        Files.write(file(), content);

        assertThatThrownBy(() -> names(last()))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("is damaged at byte");
    }

    @Test
    void beyondItsSizeTheFirstPagesStay() throws Exception {
        store = open(new Limits(Keep.ALL, 20_000, 1 << 30, Duration.ofDays(30), Duration.ofMinutes(1)));
        int kept = fill();

        assertThat(last().whole()).isFalse();
        assertThat(last().reason())
                .isEqualTo(
                        "only the first %,d pages are kept: they take 0 MiB: raise kind.mebibytes in conf/records.yaml"
                                .formatted(kept));
        assertThat(names(last())).hasSize(kept);
        assertThat(last().bytes()).isBetween(20_000L, 25_000L);
    }

    @Test
    void beyondTheSizeOfAllNothingMoreIsKept() throws Exception {
        store = open(new Limits(Keep.ALL, 1 << 28, 20_000, Duration.ofDays(30), Duration.ofMinutes(1)));
        int kept = fill();

        assertThat(last().reason())
                .startsWith("only the first %,d pages are kept: all records together".formatted(kept));
        assertThat(names(last())).hasSize(kept);
    }

    private int fill() {
        var random = new Random(5);
        int kept = 0;
        try (var recorder = store.record(reading("r1"))) {
            for (int i = 0; i < 200; i++) {
                var noise = new byte[750];
                random.nextBytes(noise);
                String text = java.util.Base64.getEncoder().encodeToString(noise);
                kept += recorder.page("", things(text), 1, null) < 0 ? 0 : 1;
                drain();
            }
            recorder.complete(List.of());
        }
        assertThat(kept).isBetween(10, 100);
        return kept;
    }

    /** Waits until everything that was queued is written. */
    private void drain() {
        var done = new java.util.concurrent.CountDownLatch(1);
        store.execute(done::countDown);
        try {
            assertThat(done.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsSamplesOnlyIfThatIsWanted() throws Exception {
        store = open(new Limits(Keep.SAMPLES, 1 << 28, 1 << 30, Duration.ofDays(30), Duration.ofMinutes(1)));
        try (var recorder = store.record(reading("r1"))) {
            String[] many = IntStream.range(0, 150).mapToObj(i -> "n" + i).toArray(String[]::new);
            keep(recorder, "", null, many);
            keep(recorder, "", null, "more");
            recorder.complete(List.of());
        }

        assertThat(names(last())).hasSize(100);
        assertThat(last().whole()).isFalse();
    }

    @Test
    void keepsNothingIfThatIsWanted() {
        store = open(new Limits(Keep.NONE, 1 << 28, 1 << 30, Duration.ofDays(30), Duration.ofMinutes(1)));
        try (var recorder = store.record(reading("r1"))) {
            assertThat(recorder.page("", things("a"), 1, null)).isEqualTo(-1);
            recorder.complete(List.of());
        }

        assertThat(store.all()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoFaultOfTheRun() throws IOException {
        Files.writeString(folder.resolve(ID.toString()), "in the way");

        try (var recorder = store.record(reading("r1"))) {
            assertThat(recorder.page("", things("a"), 1, null)).isEqualTo(-1);
            recorder.complete(List.of());
        }
        assertThat(store.all()).isEmpty();
    }

    @Test
    void aDiskThatStopsEndsTheRecordingAndNotTheRun() throws Exception {
        store = open(new Limits(Keep.ALL, 1 << 28, 1 << 30, Duration.ofDays(30), Duration.ofMillis(50)));
        var gate = new java.util.concurrent.CountDownLatch(1);
        store.execute(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var numbers = new ArrayList<Integer>();
        try (var recorder = store.record(reading("r1"))) {
            for (int i = 0; i < 20; i++) {
                numbers.add(recorder.page("", things("n" + i), 1000, null));
            }
            recorder.complete(List.of());
            gate.countDown();
        }

        assertThat(numbers).startsWith(0, 1, 2, 3).endsWith(-1, -1);
        assertThat(last().reason()).endsWith("the disk is slower than the reading");
        assertThat(names(last())).startsWith(":n0", ":n1", ":n2", ":n3");
    }

    @Test
    void nobodyElseCanReadTheFiles() throws IOException {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "", null, "a");
            recorder.complete(List.of());
        }

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(path -> !path.equals(folder)).toList())
                    .hasSize(4)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .endsWith("------"));
        }
    }

    @Test
    void isDeletedWhenItIsOldAndWhenItsInstanceIsGone() {
        var two = new IntegrationId("fake", "two");
        configured.ids.add(two);
        for (var id : List.of(ID, two)) {
            try (var recorder = store.record(new Reading(id, new RunId("r1"), resource("thing"), "m1", NOW, false))) {
                keep(recorder, "", null, "a");
                recorder.complete(List.of());
            }
        }
        configured.ids.remove(two);
        store.tidy();
        assertThat(store.all()).hasSize(2); // the settings may be read at this moment
        store.tidy();
        assertThat(store.all()).extracting(Recording::integration).containsExactly(ID);

        var later =
                new RecordStore(folder, ALL, configured, Clock.fixed(NOW.plus(Duration.ofDays(31)), ZoneOffset.UTC));
        stores.add(later);
        later.tidy();
        assertThat(later.all()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void knowsThePagesThatAnEntityCameFrom() throws Exception {
        try (var recorder = store.record(reading("r1"))) {
            for (int i = 0; i < 50; i++) {
                int page = recorder.page("", things("a" + i, "b" + i), 1, null);
                if (i != 7) {
                    recorder.made(page, 1, List.of(new Ref("thing", "a" + i)));
                    recorder.made(page, 1, List.of(new Ref("thing", "b" + i)));
                }
            }
            recorder.complete(List.of());
        }

        assertThat(store.pagesOf(last(), new Ref("thing", "b40"))).containsExactlyInAnyOrder(7, 40);
        assertThat(store.pagesOf(last(), new Ref("thing", "a3"))).containsExactlyInAnyOrder(7, 3);
        assertThat(store.pagesOf(last(), new Ref("other", "a3"))).containsExactly(7);
    }

    @Test
    void whatWasReplacedWhileItIsAskedForIsSaidToBe() {
        try (var recorder = store.record(reading("r1"))) {
            keep(recorder, "", null, "a");
            recorder.complete(List.of());
        }
        var old = last();
        try (var recorder = store.record(reading("r2"))) {
            keep(recorder, "", null, "a");
            recorder.complete(List.of());
        }

        assertThatThrownBy(() -> names(old))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("replaced by newer ones");
    }

    private Path file() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".records"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void forgetEnd(Path file) throws IOException {
        Path description = file.resolveSibling("r1.json");
        Files.writeString(description, Files.readString(description).replaceAll("\"ended\":\"[^\"]*\"", "\"x\":1"));
    }
}
