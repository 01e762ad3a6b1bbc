package io.atoll.catalog.internal.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.TestStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes from random graphs, with cycles and entities related to themselves, and looks at what is left. */
class DeletionPropertyTest {

    private static final Stamp STAMP = Stamp.created(Instant.EPOCH, "test");
    private static final Author AUTHOR = new Author("test", "agent", Instant.EPOCH, null, null);
    private static final int NODES = 15;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void deletesExactlyWhatDependsOnADeletedEntity(long seed) throws Exception {
        var random = new Random(seed);
        var graph = graph(random);
        try (var store = TestStore.open(folder)) {
            fill(store, graph, false);
            var given = new TreeSet<>(List.of(name(random), name(random)));

            store.write(transaction -> new Deletion(transaction, AUTHOR).delete(refs(given), true));

            var left = new TreeSet<>(graph.keySet());
            left.removeAll(dependents(graph, given));
            assertThat(identifiers(store)).isEqualTo(left);
            assertNothingDangles(store);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void clearsRelationsToWhatIsDeletedWithoutDependents(long seed) throws Exception {
        var random = new Random(seed);
        var graph = graph(random);
        try (var store = TestStore.open(folder)) {
            fill(store, graph, false);
            var given = new TreeSet<>(List.of(name(random), name(random)));

            store.write(transaction -> new Deletion(transaction, AUTHOR).delete(refs(given), false));

            var left = new TreeSet<>(graph.keySet());
            left.removeAll(given);
            assertThat(identifiers(store)).isEqualTo(left);
            assertNothingDangles(store);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void deletesAllOrNothingWhereRelationsAreRequired(long seed) throws Exception {
        var random = new Random(seed);
        var graph = graph(random);
        try (var store = TestStore.open(folder)) {
            fill(store, graph, true);
            var given = new TreeSet<>(List.of(name(random), name(random)));
            var blocked = graph.entrySet().stream()
                    .anyMatch(entry -> !given.contains(entry.getKey())
                            && entry.getValue().stream().limit(1).anyMatch(given::contains));

            boolean refused;
            try {
                store.write(transaction -> new Deletion(transaction, AUTHOR).delete(refs(given), false));
                refused = false;
            } catch (Refusal e) {
                assertThat(e.code()).isEqualTo("has_dependents");
                refused = true;
            }

            assertThat(refused).isEqualTo(blocked);
            var left = new TreeSet<>(graph.keySet());
            if (!blocked) {
                left.removeAll(given);
            }
            assertThat(identifiers(store)).isEqualTo(left);
        }
    }

    /** By entity what it is related to: the first by the relation {@code one}, the others by {@code many}. */
    private static Map<String, List<String>> graph(Random random) {
        var graph = new TreeMap<String, List<String>>();
        for (var i = 0; i < NODES; i++) {
            var targets = new ArrayList<String>();
            for (var j = random.nextInt(4); j > 0; j--) {
                targets.add(name(random));
            }
            graph.put("n" + i, targets);
        }
        return graph;
    }

    private static Set<String> dependents(Map<String, List<String>> graph, Set<String> given) {
        var doomed = new TreeSet<>(given);
        while (graph.entrySet().stream()
                .anyMatch(
                        entry -> entry.getValue().stream().anyMatch(doomed::contains) && doomed.add(entry.getKey()))) {
            // one more was found
        }
        return doomed;
    }

    private static void fill(CatalogStore store, Map<String, List<String>> graph, boolean required) {
        var document = Json.object().put("identifier", "b");
        var definitions = document.putObject("relations");
        definitions.putObject("one").put("target", "b").put("many", false).put("required", required);
        definitions.putObject("many").put("target", "b").put("many", true).put("required", false);
        var blueprint = new Blueprint(document, STAMP);
        store.write(transaction -> {
            transaction.put(blueprint);
            graph.forEach((name, targets) -> {
                var relations = Json.object();
                targets.stream().limit(1).forEach(target -> relations.put("one", target));
                targets.stream().skip(1).forEach(relations.withArrayProperty("many")::add);
                transaction.put(
                        new CatalogEntity(
                                new Ref("b", name), null, null, List.of(), Json.object(), relations, "test", STAMP),
                        blueprint);
            });
            return true;
        });
    }

    private static Set<String> identifiers(CatalogStore store) {
        return store.<List<CatalogEntity>>read(view -> view.entities("b", null, 100)).stream()
                .map(CatalogEntity::identifier)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertNothingDangles(CatalogStore store) {
        var there = identifiers(store);
        for (var entity : store.<List<CatalogEntity>>read(view -> view.entities("b", null, 100))) {
            assertThat(there).containsAll(entity.targets("one")).containsAll(entity.targets("many"));
        }
    }

    private static List<Ref> refs(Set<String> names) {
        return names.stream().map(name -> new Ref("b", name)).toList();
    }

    private static String name(Random random) {
        return "n" + random.nextInt(NODES);
    }
}
