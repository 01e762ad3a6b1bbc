package io.atoll.catalog.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.compute.Computation;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operator with every kind of value finds with the help of the database what it finds without. */
class SieveTest {

    private static final Stamp STAMP = Stamp.created(Instant.EPOCH, "test");
    private static final String KEY = "p-@_=1";
    private static final Computation COMPUTATION = new Computation(new Expressions(), Clock.systemUTC());
    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "-0.0",
            "1",
            "1.0",
            "1e0",
            "42",
            "42.000",
            "4.2E+1",
            "41.99999999999999999999",
            "42.00000000000000000001",
            "9007199254740993",
            "9007199254740992",
            "9223372036854775808",
            "1e308",
            "1e400",
            "-1e400",
            "5e-324",
            "0.1",
            "0.30000000000000004",
            "true",
            "false",
            "\"\"",
            "\"42\"",
            "\"true\"",
            "\"a\"",
            "\"A\"",
            "\"ab\"",
            "\"b\\\"a\"",
            "\"\\u0000\"",
            "\"ä\"",
            "\"2026-01-01T00:00:00Z\"",
            "\"2026-01-01T01:00:00+01:00\"",
            "\"2030-01-01T00:00:00Z\"",
            "[]",
            "[42]",
            "[\"a\",null]",
            "[[\"a\"]]",
            "[true,\"ab\"]",
            "{\"a\":1}",
            "{}");

    @TempDir
    Path folder;

    @Test
    void findsWithTheDatabaseWhatIsFoundWithoutIt() throws Exception {
        try (var store = TestStore.open(folder)) {
            fill(store);
            var searches = 0;
            for (var operator : Operator.values()) {
                for (var value : VALUES) {
                    for (var expected : List.of(read(value), Json.array().add(read(value)))) {
                        if (operator.complaint(expected).isEmpty()) {
                            assertSame(store, new Rule.Comparison(KEY, operator, expected));
                            searches++;
                        }
                    }
                }
            }
            assertThat(searches).isGreaterThan(400);
        }
    }

    @Test
    void looksAtWhatIsNestedDeeperThanTheDatabaseReads() throws Exception {
        try (var store = TestStore.open(folder)) {
            var depth = 998;
            store.write(transaction -> {
                var properties = Json.object().put(KEY, 42);
                properties.set("deep", read("[".repeat(depth) + "]".repeat(depth)));
                transaction.put(entity("e", properties), blueprint());
                transaction.put(blueprint());
                return true;
            });

            assertSame(store, new Rule.Comparison(KEY, Operator.EQUALS, read("42")));
        }
    }

    @Test
    void looksEverywhereWhenTooMuchIsAskedFor() throws Exception {
        try (var store = TestStore.open(folder)) {
            fill(store);
            var many = Json.array();
            for (var i = 0; i < 50_000; i++) {
                many.add("x" + i);
            }

            assertSame(store, new Rule.Comparison(KEY, Operator.IN, many.add("a")));
        }
    }

    private static void assertSame(CatalogStore store, Rule rule) {
        assertThat(found(store, rule)).as(rule.toString()).isEqualTo(found(store, new Rule.Not(new Rule.Not(rule))));
    }

    private static Set<String> found(CatalogStore store, Rule rule) {
        return store.read(view -> {
            var walk = new Walk(rule, List.of("b"), null, Clock.systemUTC(), COMPUTATION);
            var found = new TreeSet<String>();
            while (!walk.done()) {
                walk.next(view).forEach(match -> found.add(match.entity().identifier()));
            }
            return found;
        });
    }

    private static void fill(CatalogStore store) {
        store.write(transaction -> {
            transaction.put(blueprint());
            transaction.put(entity("missing", Json.object()), blueprint());
            for (var i = 0; i < VALUES.size(); i++) {
                var properties = Json.object();
                properties.set(KEY, read(VALUES.get(i)));
                transaction.put(entity("e" + i, properties), blueprint());
            }
            return true;
        });
        assertThat(store.<Long>read(view -> view.count("b"))).isEqualTo(VALUES.size() + 1);
    }

    private static Blueprint blueprint() {
        var document = Json.object().put("identifier", "b");
        document.putObject("schema").putObject("properties").putObject(KEY);
        return new Blueprint(document, STAMP);
    }

    private static CatalogEntity entity(String identifier, ObjectNode properties) {
        return new CatalogEntity(
                new Ref("b", identifier), null, null, List.of(), properties, Json.object(), "test", STAMP);
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
