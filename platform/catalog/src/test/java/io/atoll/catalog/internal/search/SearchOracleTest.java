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
import io.atoll.catalog.internal.search.NaiveSearch.Thing;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.TestStore;
import io.atoll.catalog.internal.store.View;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random searches in random catalogs find what a naive evaluation in memory finds. */
class SearchOracleTest {

    private static final Stamp STAMP = Stamp.created(Instant.EPOCH, "test");
    private static final List<String> BLUEPRINTS = List.of("p", "q");
    private static final List<String> TEXTS = List.of("alpha", "beta", "alphabet", "", "Alpha");
    private static final List<String> DAYS = List.of(
            "2020-01-01T00:00:00Z", "2020-01-02T00:00:00+01:00", "2020-01-03T12:00:00Z", "2999-01-01T00:00:00Z");
    private static final Computation COMPUTATION = new Computation(new Expressions(), Clock.systemUTC());
    private static final int SEARCHES = 150;
    private static final int ENTITIES = 12;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsWhatANaiveEvaluationFinds(long seed) throws Exception {
        var random = new Random(seed);
        var things = things(random);
        var naive = new NaiveSearch(things);
        try (var store = TestStore.open(folder)) {
            fill(store, things);
            var nonTrivial = 0;
            for (var i = 0; i < SEARCHES; i++) {
                var query = group(random, 0);
                var expected = naive.find(query);
                assertThat(find(store, query)).as(query.toString()).isEqualTo(expected);
                nonTrivial += expected.isEmpty() || expected.size() == things.size() ? 0 : 1;
            }
            assertThat(nonTrivial).as("searches that tell something").isGreaterThan(SEARCHES / 3);
        }
    }

    private static Set<String> find(CatalogStore store, JsonNode query) {
        return store.read(view -> {
            var rule = new RuleParser(view, "nobody", Clock.systemUTC()).parse(query);
            var walk = new Walk(rule, BLUEPRINTS, null, Clock.systemUTC(), COMPUTATION);
            var found = new TreeSet<String>();
            while (!walk.done()) {
                walk.next(view).forEach(match -> found.add(match.entity().ref().toString()));
            }
            return found;
        });
    }

    private static List<Thing> things(Random random) {
        var things = new ArrayList<Thing>();
        for (var blueprint : BLUEPRINTS) {
            for (var i = 0; i < ENTITIES; i++) {
                Map<String, Object> properties = new HashMap<>();
                if (random.nextInt(4) > 0) {
                    properties.put("n", random.nextInt(4));
                }
                if (random.nextInt(4) > 0) {
                    properties.put("s", pick(random, TEXTS));
                }
                if (random.nextInt(2) > 0) {
                    properties.put("t", pick(random, TEXTS));
                }
                if (random.nextInt(3) > 0) {
                    properties.put("d", pick(random, DAYS));
                }
                if (random.nextInt(3) > 0) {
                    properties.put("l", List.of(pick(random, TEXTS), pick(random, TEXTS)));
                }
                Map<String, List<String>> relations = new HashMap<>();
                if (random.nextInt(3) > 0) {
                    relations.put("one", List.of("p/" + id(random)));
                }
                if (random.nextInt(3) > 0) {
                    relations.put("many", List.of("q/" + id(random), "q/" + id(random)));
                }
                things.add(new Thing(blueprint, "e" + i, properties, relations));
            }
        }
        return things;
    }

    private static ObjectNode group(Random random, int depth) {
        var group = Json.object().put("combinator", random.nextBoolean() ? "and" : "or");
        var rules = group.putArray("rules");
        for (var i = random.nextInt(depth == 0 ? 3 : 2) + (depth == 0 ? 1 : 0); i > 0; i--) {
            rules.add(depth < 2 && random.nextInt(4) == 0 ? group(random, depth + 1) : rule(random));
        }
        return group;
    }

    private static ObjectNode rule(Random random) {
        return switch (random.nextInt(13)) {
            case 8 -> comparison("d", pick(random, List.of("between", "notBetween", "=", "!=")), days(random));
            case 9 -> comparison("d", pick(random, List.of("<", "<=", ">", ">=", "=")), text(pick(random, DAYS)));
            case 10 -> comparison("d", pick(random, List.of("isExpired", "isNotExpired", "isEmpty")), number(random));
            case 11 ->
                comparison(
                        pick(random, List.of("s", "$identifier")),
                        pick(random, List.of("endsWith", "doesNotBeginsWith", "in", "notIn")),
                        text(pick(random, TEXTS)));
            case 12 -> ofKind(random);
            case 0 -> relatedTo(random);
            case 1 -> matchAny(random);
            case 2 -> comparison("$identifier", pick(random, List.of("=", "!=", "beginsWith")), text(id(random)));
            case 3 -> comparison("$blueprint", pick(random, List.of("=", "!=", "in")), text(pick(random, BLUEPRINTS)));
            case 4 -> comparison("n", pick(random, List.of("=", "!=", ">", "<=", ">=", "<")), number(random));
            case 5 -> comparison("n", pick(random, List.of("in", "notIn", "isEmpty", "isNotEmpty")), number(random));
            case 6 ->
                comparison(
                        "s",
                        pick(
                                random,
                                List.of("=", "!=", "contains", "doesNotContains", "beginsWith", "doesNotEndsWith")),
                        text(pick(random, TEXTS)));
            default ->
                comparison(
                        "l",
                        pick(
                                random,
                                List.of(
                                        "contains",
                                        "doesNotContains",
                                        "containsAny",
                                        "isEmpty",
                                        "isNotEmpty",
                                        "=",
                                        "!=",
                                        "in",
                                        "notIn")),
                        text(pick(random, TEXTS)));
        };
    }

    private static ObjectNode comparison(String property, String operator, JsonNode value) {
        var rule = Json.object().put("property", property).put("operator", operator);
        if (Set.of("in", "notIn", "containsAny").contains(operator)) {
            rule.putArray("value").add(value);
        } else {
            rule.set("value", value);
        }
        return rule;
    }

    private static ObjectNode relatedTo(Random random) {
        var rule = Json.object().put("operator", "relatedTo").put("blueprint", pick(random, BLUEPRINTS));
        if (random.nextInt(3) == 0) {
            rule.putArray("value").add(id(random)).add(id(random));
        } else {
            rule.put("value", id(random));
        }
        if (random.nextInt(3) == 0) {
            rule.put("required", random.nextBoolean());
        }
        var direction = pick(random, List.of("upstream", "downstream", ""));
        return direction.isEmpty() ? rule : rule.put("direction", direction);
    }

    private static ObjectNode days(Random random) {
        var preset = random.nextInt(5) == 0;
        return preset
                ? Json.object().put("preset", "last3Years")
                : Json.object().put("from", pick(random, DAYS)).put("to", pick(random, DAYS));
    }

    /** A rule on whatever properties are of a kind: {@code s} and {@code t} are texts, {@code n} is a number. */
    private static ObjectNode ofKind(Random random) {
        var texts = random.nextBoolean();
        var rule = Json.object()
                .put("operator", pick(random, texts ? List.of("=", "!=", "contains") : List.of("=", "!=")));
        rule.putObject("propertySchema").put("type", texts ? "string" : "number");
        rule.set("value", texts ? text(pick(random, TEXTS)) : number(random));
        return rule;
    }

    private static ObjectNode matchAny(Random random) {
        var rule = Json.object().put("operator", "matchAny");
        var property = rule.putObject("property");
        var path = property.putArray("path");
        path.addObject().put("relation", pick(random, List.of("one", "many"))).put("maxHops", 1 + random.nextInt(3));
        path.add(pick(random, List.of("one", "many")));
        if (random.nextBoolean()) {
            property.put("fromBlueprint", pick(random, BLUEPRINTS));
        }
        rule.putArray("value").add(id(random)).add(id(random));
        return rule;
    }

    private static void fill(CatalogStore store, List<Thing> things) {
        store.write(transaction -> {
            for (var identifier : BLUEPRINTS) {
                transaction.put(blueprint(identifier));
            }
            for (var thing : things) {
                transaction.put(entity(thing), blueprint(thing.blueprint()));
            }
            return true;
        });
        assertThat(store.<Map<String, Long>>read(View::counts)).hasSize(BLUEPRINTS.size());
    }

    private static Blueprint blueprint(String identifier) {
        var document = Json.object().put("identifier", identifier);
        var properties = document.putObject("schema").putObject("properties");
        properties.putObject("n").put("type", "number");
        properties.putObject("s").put("type", "string");
        properties.putObject("t").put("type", "string");
        properties.putObject("d").put("type", "string").put("format", "date-time");
        properties.putObject("l").put("type", "array");
        var relations = document.putObject("relations");
        relations.putObject("one").put("target", "p").put("many", false).put("required", true);
        relations.putObject("many").put("target", "q").put("many", true).put("required", false);
        return new Blueprint(document, STAMP);
    }

    private static CatalogEntity entity(Thing thing) {
        ObjectNode properties = Json.MAPPER.valueToTree(thing.properties());
        var relations = Json.object();
        thing.relations().forEach((key, targets) -> {
            var names = targets.stream().map(name -> name.substring(2)).toList();
            if (key.equals("one")) {
                relations.put(key, names.get(0));
            } else {
                names.forEach(relations.withArrayProperty(key)::add);
            }
        });
        return new CatalogEntity(
                new Ref(thing.blueprint(), thing.id()), null, null, List.of(), properties, relations, "test", STAMP);
    }

    private static String id(Random random) {
        return "e" + random.nextInt(ENTITIES);
    }

    private static JsonNode text(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text);
    }

    private static JsonNode number(Random random) {
        return Json.MAPPER.getNodeFactory().numberNode(random.nextInt(4));
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
