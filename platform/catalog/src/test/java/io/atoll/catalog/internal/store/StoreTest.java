package io.atoll.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Stamp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does. */
class StoreTest {

    private static final int WRITERS = 8;
    private static final int WRITES = 25;

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasWrittenAcrossReopening() throws UnusableStore {
        try (var store = TestStore.open(folder)) {
            Samples.write(store, "a", "b");
        }

        try (var store = TestStore.open(folder)) {
            assertThat(store.<Long>read(view -> view.count(Samples.BLUEPRINT))).isEqualTo(2);
        }
    }

    @Test
    void writesNothingOfATransactionThatThrows() throws UnusableStore {
        try (var store = TestStore.open(folder)) {
            assertThatThrownBy(() -> store.write(transaction -> {
                        Samples.write(transaction, "a");
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");

            assertThat(store.<Long>read(view -> view.count(Samples.BLUEPRINT))).isZero();
        }
    }

    @Test
    void keepsTheNewestLinesOfALog() throws UnusableStore {
        try (var store = TestStore.open(folder)) {
            store.write(transaction -> {
                for (var i = 0; i < 5; i++) {
                    transaction.addEntries("log", "s", List.of(Json.object().put("n", i)), 3);
                }
                return true;
            });

            assertThat(store.<List<Entry>>read(view -> view.entriesAfter("log", "s", 0, 10)))
                    .extracting(entry -> entry.document().path("n").asInt())
                    .containsExactly(2, 3, 4);
        }
    }

    /** Each adds one to what it reads: a write that did not see the one before would be lost. */
    @Test
    void letsConcurrentWritersSeeEachOther() throws Exception {
        try (var store = TestStore.open(folder)) {
            concurrently(n -> {
                for (var i = 0; i < WRITES; i++) {
                    store.write(transaction -> {
                        transaction.putDocument("counter", "c", Json.object().put("n", count(transaction) + 1));
                        return true;
                    });
                }
                return true;
            });

            assertThat(store.<Integer>read(StoreTest::count)).isEqualTo(WRITERS * WRITES);
        }
    }

    /** Writes that came together are one transaction, and still each is taken back alone. */
    @Test
    void keepsTheOthersWhenOneOfSomeConcurrentWritesFails() throws Exception {
        try (var store = TestStore.open(folder)) {
            concurrently(n -> {
                for (var i = 0; i < WRITES; i++) {
                    var name = n + "-" + i;
                    if (n % 2 == 0) {
                        Samples.write(store, name);
                    } else {
                        assertThatThrownBy(() -> store.write(transaction -> {
                                    Samples.write(transaction, name);
                                    throw Refusal.notFound(name);
                                }))
                                .hasMessage(name);
                    }
                }
                return true;
            });

            var found = store.<List<CatalogEntity>>read(view -> view.entities(Samples.BLUEPRINT, null, 1000));
            assertThat(found)
                    .hasSize(WRITERS / 2 * WRITES)
                    .allMatch(entity -> (entity.identifier().charAt(0) - '0') % 2 == 0);
        }
    }

    @Test
    void showsAReaderOneMomentWhateverIsWritten() throws Exception {
        try (var store = TestStore.open(folder)) {
            Samples.write(store, "a");
            store.read(view -> {
                assertThat(view.count(Samples.BLUEPRINT)).isEqualTo(1);
                onAnotherThread(() -> Samples.write(store, "b"));
                assertThat(view.count(Samples.BLUEPRINT)).isEqualTo(1);
                return true;
            });

            assertThat(store.<Long>read(view -> view.count(Samples.BLUEPRINT))).isEqualTo(2);
        }
    }

    @Test
    void ordersNamesByTheirCharactersWhateverTheLanguage() throws UnusableStore {
        try (var store = TestStore.open(folder)) {
            Samples.write(store, "b", "B", "a", "ä", "_", "Z", "é", "1");

            assertThat(store.<List<CatalogEntity>>read(view -> view.entities(Samples.BLUEPRINT, null, 100)))
                    .extracting(CatalogEntity::identifier)
                    .containsExactly("1", "B", "Z", "_", "a", "b", "ä", "é");
        }
    }

    @Test
    void givesBackEveryCharacterOfADocument() throws UnusableStore {
        var text = "\0 \u001f \" \\\\ ß \uD83D\uDE00 \uFFFF";
        try (var store = TestStore.open(folder)) {
            store.write(transaction -> {
                transaction.putDocument("k", "d", Json.object().put("text", text));
                return true;
            });

            assertThat(store.read(view -> view.document("k", "d"))
                            .orElseThrow()
                            .path("text")
                            .asText())
                    .isEqualTo(text);
        }
    }

    @Test
    void refusesANameThatOneOfTheStoresCannotKeep() throws UnusableStore {
        try (var store = TestStore.open(folder)) {
            assertThatThrownBy(() -> store.read(view -> view.entity(new Ref("b", "a\0b"))))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("U+0000");
        }
    }

    @Test
    void listsByOwnerInOrderAndAcrossVersions() throws UnusableStore {
        try (var store = TestStore.open(folder)) {
            store.write(transaction -> {
                for (var agent : List.of(
                        "port-ocean/git/2/one/exporter",
                        "port-ocean/git/1/one/exporter",
                        "port-ocean/git/1/two/exporter",
                        "port-ocean/gitlab/1/one/exporter")) {
                    for (var i = 0; i < 3; i++) {
                        put(transaction, agent.replace('/', '.') + "-" + i, agent);
                    }
                }
                return true;
            });
            var ownership = new Ownership("port-ocean/git/", "/one/exporter", null);

            var names = new ArrayList<String>();
            Owned after = null;
            for (var page = page(store, ownership, after); !page.isEmpty(); page = page(store, ownership, after)) {
                page.forEach(entity -> names.add(entity.identifier()));
                after = Owned.of(page.get(page.size() - 1));
            }

            assertThat(names)
                    .containsExactly(
                            "port-ocean.git.1.one.exporter-0",
                            "port-ocean.git.1.one.exporter-1",
                            "port-ocean.git.1.one.exporter-2",
                            "port-ocean.git.2.one.exporter-0",
                            "port-ocean.git.2.one.exporter-1",
                            "port-ocean.git.2.one.exporter-2");
        }
    }

    @Test
    void followsRelationsInBothDirections() throws UnusableStore {
        var blueprint = Json.object().put("identifier", "b");
        blueprint.putObject("relations").putObject("r").put("target", "b").put("many", true);
        try (var store = TestStore.open(folder)) {
            store.write(transaction -> {
                var relations = Json.object();
                relations.putArray("r").add("x").add("y").add("x");
                var entity = new CatalogEntity(
                        new Ref("b", "a"), null, null, List.of(), Json.object(), relations, "agent", Samples.STAMP);
                transaction.put(entity, new Blueprint(blueprint, Samples.STAMP));
                return true;
            });

            assertThat(store.<List<View.Link>>read(view -> view.incoming(new Ref("b", "x"), 10)))
                    .containsExactly(new View.Link(new Ref("b", "a"), "r"));
            assertThat(store.<List<View.Arrow>>read(view -> view.outgoing(new Ref("b", "a"))))
                    .containsExactly(new View.Arrow("r", new Ref("b", "x")), new View.Arrow("r", new Ref("b", "y")));
        }
    }

    @Test
    void countsByBlueprint() throws UnusableStore {
        try (var store = TestStore.open(folder)) {
            Samples.write(store, "a", "b");

            assertThat(store.<Map<String, Long>>read(View::counts)).containsExactly(Map.entry(Samples.BLUEPRINT, 2L));
        }
    }

    @Test
    void answersNoLongerOnceItIsClosed() throws UnusableStore {
        var store = TestStore.open(folder);
        store.close();

        assertThatThrownBy(() -> store.read(View::blueprints))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is closed");
    }

    private static List<CatalogEntity> page(CatalogStore store, Ownership ownership, @Nullable Owned after) {
        return store.read(view -> view.owned(ownership, after, 2));
    }

    private static void put(Transaction transaction, String identifier, String agent) {
        var stamp = Stamp.created(Instant.EPOCH, "client");
        transaction.put(
                new CatalogEntity(
                        new Ref("b", identifier), null, null, List.of(), Json.object(), Json.object(), agent, stamp),
                new Blueprint(Json.object().put("identifier", "b"), stamp));
    }

    private static int count(View view) {
        return view.document("counter", "c")
                .map(document -> document.path("n").asInt())
                .orElse(0);
    }

    private static void onAnotherThread(Runnable work) {
        try (var other = Executors.newSingleThreadExecutor()) {
            other.submit(work).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void concurrently(Task task) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            var running = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < WRITERS; i++) {
                var n = i;
                Callable<Boolean> each = () -> {
                    start.await();
                    return task.run(n);
                };
                running.add(threads.submit(each));
            }
            start.countDown();
            for (var each : running) {
                each.get();
            }
        }
    }

    private interface Task {

        boolean run(int n) throws Exception;
    }
}
