package io.atoll.catalog.internal.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.compute.Computation;
import io.atoll.catalog.internal.entity.EntityModel.Thing;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.SqliteStore;
import io.atoll.catalog.internal.store.Transaction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random writes, changes, renames and deletions leave in the store what they leave in a model of a few maps. */
class EntityModelTest {

    private static final Computation COMPUTATION = new Computation(new Expressions(), Clock.systemUTC());
    private static final int STEPS = 250;
    private static final int NAMES = 6;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsWhatTheModelKeeps(long seed) throws Exception {
        var random = new Random(seed);
        var model = new EntityModel();
        try (var store = SqliteStore.open(folder)) {
            store.write(transaction -> {
                EntityModel.BLUEPRINTS.values().forEach(transaction::put);
                return true;
            });
            var taken = 0;
            for (var step = 0; step < STEPS; step++) {
                taken += step(random, store, model, step) ? 1 : 0;
                assertThat(contents(store)).isEqualTo(model.things());
                assertThat(links(store)).isEqualTo(model.links());
            }
            assertThat(taken).as("steps that changed something").isBetween(STEPS / 4, STEPS - 20);
        }
    }

    /** Does the same to both, and says whether it was taken; they must agree on that. */
    private static boolean step(Random random, CatalogStore store, EntityModel model, int step) {
        var author = new Author("client", "agent", Instant.ofEpochSecond(step), null, null);
        var blueprint = random.nextInt(3) == 0 ? "c" : "n";
        var options = new WriteOptions(
                random.nextInt(4) > 0, random.nextBoolean(), random.nextInt(10) == 0, random.nextInt(3) == 0);
        return switch (random.nextInt(6)) {
            case 0, 1 -> {
                var sent = body(random, blueprint);
                yield both(
                        "write " + options + " " + blueprint + sent,
                        store,
                        transaction -> {
                            writer(transaction, blueprint, options, author).write(sent);
                            return "";
                        },
                        model,
                        changed -> {
                            changed.write(blueprint, sent, options, step);
                            return "";
                        });
            }
            case 2, 3 -> {
                List<JsonNode> sent = new ArrayList<>();
                for (var i = 1 + random.nextInt(4); i > 0; i--) {
                    sent.add(body(random, blueprint));
                }
                yield both(
                        "bulk " + options + " " + blueprint + sent,
                        store,
                        transaction -> writer(transaction, blueprint, options, author).writeAll(sent).stream()
                                .map(outcome -> outcome instanceof Outcome.Written ? "w" : "r")
                                .toList()
                                .toString(),
                        model,
                        changed -> changed.writeAll(blueprint, sent, options, step));
            }
            case 4 -> {
                var identifier = name(random);
                var sent = body(random, blueprint);
                sent.put("identifier", random.nextInt(3) == 0 ? name(random) : identifier);
                var whole = random.nextBoolean()
                        ? WriteOptions.replace(options.createMissing())
                        : WriteOptions.change(options.createMissing());
                yield both(
                        "rewrite " + whole + " " + blueprint + "/" + identifier + sent,
                        store,
                        transaction -> {
                            writer(transaction, blueprint, whole, author).rewrite(identifier, sent);
                            return "";
                        },
                        model,
                        changed -> {
                            changed.rewrite(blueprint, identifier, sent, whole, step);
                            return "";
                        });
            }
            default -> {
                var refs = new TreeSet<>(List.of(blueprint + "/" + name(random), blueprint + "/" + name(random)));
                var dependents = random.nextInt(6) == 0;
                yield both(
                        "delete " + refs + " " + dependents,
                        store,
                        transaction -> String.valueOf(new Deletion(transaction, author)
                                .delete(refs.stream().map(EntityModelTest::ref).toList(), dependents)
                                .size()),
                        model,
                        changed -> String.valueOf(changed.delete(refs, dependents)));
            }
        };
    }

    private static boolean both(
            String what,
            CatalogStore store,
            Function<Transaction, String> real,
            EntityModel model,
            Function<EntityModel, String> modelled) {
        String actual;
        try {
            actual = store.write(real);
        } catch (Refusal e) {
            actual = "refused";
        }
        var changed = model.copy();
        String expected;
        try {
            expected = modelled.apply(changed);
            model.become(changed);
        } catch (EntityModel.No e) {
            expected = "refused";
        }
        assertThat(actual).as(what).isEqualTo(expected);
        return !actual.equals("refused");
    }

    private static EntityWriter writer(Transaction transaction, String blueprint, WriteOptions options, Author author) {
        return new EntityWriter(transaction, EntityModel.named(blueprint), options, author, COMPUTATION);
    }

    private static ObjectNode body(Random random, String blueprint) {
        var body = Json.object().put("identifier", name(random));
        if (random.nextBoolean()) {
            body.put("title", random.nextInt(4) == 0 ? null : "t" + random.nextInt(3));
        }
        var properties = body.putObject("properties");
        if (blueprint.equals("n") && random.nextInt(5) > 0) {
            properties.put("x", random.nextInt(5));
        }
        if (random.nextInt(3) == 0) {
            properties.put("y", random.nextInt(3) == 0 ? null : "y");
        }
        if (random.nextInt(15) == 0) {
            properties.put("y", 7);
        }
        var relations = body.putObject("relations");
        for (var relation : EntityModel.named(blueprint).relations().values()) {
            var set = random.nextInt(relation.required() ? 6 : 2) > 0;
            if (set && relation.many()) {
                var list = relations.putArray(relation.key());
                for (var i = random.nextInt(3); i > 0; i--) {
                    list.add(name(random));
                }
            } else if (set) {
                relations.put(relation.key(), random.nextInt(8) == 0 ? null : name(random));
            }
        }
        return body;
    }

    private static Map<String, Thing> contents(CatalogStore store) {
        var contents = new TreeMap<String, Thing>();
        for (var blueprint : EntityModel.BLUEPRINTS.values()) {
            for (var entity :
                    store.<List<CatalogEntity>>read(view -> view.entities(blueprint.identifier(), null, 100))) {
                contents.put(entity.ref().toString(), thing(entity, blueprint));
            }
        }
        return contents;
    }

    private static Thing thing(CatalogEntity entity, Blueprint blueprint) {
        var thing = new Thing(
                entity.title(),
                new TreeMap<>(),
                new TreeMap<>(),
                entity.stamp().createdAt().getEpochSecond());
        entity.properties().properties().forEach(value -> {
            if (!value.getValue().isNull()) {
                thing.properties().put(value.getKey(), value.getValue());
            }
        });
        blueprint.relations().keySet().forEach(key -> {
            if (!entity.targets(key).isEmpty()) {
                thing.relations().put(key, entity.targets(key));
            }
        });
        return thing;
    }

    /** Who leads where, as the store finds it from the other end. */
    private static Set<String> links(CatalogStore store) {
        var links = new TreeSet<String>();
        for (var blueprint : EntityModel.BLUEPRINTS.keySet()) {
            for (var i = 0; i < NAMES; i++) {
                var target = new Ref(blueprint, "e" + i);
                store.read(view -> view.incoming(target, 1000))
                        .forEach(link -> links.add(link.source() + " " + link.relation() + " " + target));
            }
        }
        return links;
    }

    private static Ref ref(String name) {
        return new Ref(name.substring(0, 1), name.substring(2));
    }

    private static String name(Random random) {
        return "e" + random.nextInt(NAMES);
    }
}
