package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Relation;
import io.atoll.catalog.internal.model.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What writing and deleting entities means, written down as plainly as possible: a few maps in memory. */
final class EntityModel {

    /** Two blueprints whose entities can be related in cycles: {@code n} to itself and to {@code c}, which needs an {@code n}. */
    static final Map<String, Blueprint> BLUEPRINTS = Map.of("n", blueprint("""
                    {"identifier":"n","schema":{"properties":{"x":{"type":"number"},"y":{"type":"string"}},"required":["x"]},
                     "relations":{"one":{"target":"n"},"many":{"target":"n","many":true},"up":{"target":"c"}}}"""), "c", blueprint("""
                    {"identifier":"c","schema":{"properties":{"y":{"type":"string"}}},
                     "relations":{"owner":{"target":"n","required":true}}}"""));

    /** The answer no. */
    static final class No extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * An entity.
     *
     * @param title its title
     * @param properties its values that are not null
     * @param relations its targets by relation, where it has some
     * @param created when it was made
     */
    record Thing(
            @Nullable String title,
            Map<String, JsonNode> properties,
            Map<String, List<String>> relations,
            long created) {}

    /** One of the two. */
    static Blueprint named(String identifier) {
        return Objects.requireNonNull(BLUEPRINTS.get(identifier));
    }

    private Map<String, Thing> things = new TreeMap<>();
    private final Set<String> named = new TreeSet<>();

    Map<String, Thing> things() {
        return things;
    }

    EntityModel copy() {
        var copy = new EntityModel();
        things.forEach((name, thing) -> copy.things.put(name, copy(thing)));
        return copy;
    }

    void become(EntityModel other) {
        things = other.things;
    }

    /** Who leads where. */
    Set<String> links() {
        var links = new TreeSet<String>();
        things.forEach((name, thing) -> thing.relations()
                .forEach((key, targets) -> targets.forEach(
                        target -> links.add(name + " " + key + " " + target(name, key) + "/" + target))));
        return links;
    }

    void write(String blueprint, ObjectNode sent, WriteOptions options, long now) {
        if (writeAll(blueprint, List.of(sent), options, now).equals("[r]")) {
            throw new No();
        }
    }

    /** Lets as many stay as can: whoever fails without the help of a failed one is out for good. */
    String writeAll(String blueprint, List<JsonNode> sent, WriteOptions options, long now) {
        var out = new HashSet<Integer>();
        while (true) {
            var tried = copy();
            var announced = new HashSet<String>();
            for (var i = 0; i < sent.size(); i++) {
                if (!out.contains(i) && wellFormed(sent.get(i))) {
                    announced.add(
                            blueprint + "/" + sent.get(i).path("identifier").asText());
                }
            }
            var failed = new HashSet<Integer>();
            for (var i = 0; i < sent.size(); i++) {
                if (!out.contains(i) && !tried.put(blueprint, sent.get(i), options, announced, now)) {
                    failed.add(i);
                }
            }
            if (failed.isEmpty()) {
                if (!options.validationOnly()) {
                    tried.addMissing(now);
                    become(tried);
                }
                var outcomes = new ArrayList<String>();
                for (var i = 0; i < sent.size(); i++) {
                    outcomes.add(out.contains(i) ? "r" : "w");
                }
                return outcomes.toString();
            }
            out.addAll(failed);
        }
    }

    void rewrite(String blueprint, String identifier, ObjectNode sent, WriteOptions options, long now) {
        var from = blueprint + "/" + identifier;
        var to = blueprint + "/" + sent.path("identifier").asText();
        var thing = things.get(from);
        if (thing == null || (!from.equals(to) && things.containsKey(to))) {
            throw new No();
        }
        if (!from.equals(to)) {
            things.remove(from);
            things.put(to, thing);
            redirect(from, to.substring(2));
        }
        write(blueprint, sent, options, now);
    }

    /** How many of the given ones were there. */
    int delete(Set<String> given, boolean dependents) {
        var there = new TreeSet<>(given);
        there.retainAll(things.keySet());
        var doomed = new TreeSet<>(there);
        for (var before = -1; dependents && before != doomed.size(); ) {
            before = doomed.size();
            things.forEach((name, thing) -> {
                if (leads(name, thing, doomed, false)) {
                    doomed.add(name);
                }
            });
        }
        things.forEach((name, thing) -> {
            if (!doomed.contains(name) && leads(name, thing, doomed, true)) {
                throw new No();
            }
        });
        doomed.forEach(things::remove);
        doomed.forEach(name -> redirect(name, null));
        return there.size();
    }

    private static boolean leads(String name, Thing thing, Set<String> to, boolean onlyRequired) {
        return relations(name).values().stream()
                .filter(relation -> relation.required() || !onlyRequired)
                .anyMatch(relation -> thing.relations().getOrDefault(relation.key(), List.of()).stream()
                        .anyMatch(target -> to.contains(relation.target() + "/" + target)));
    }

    private boolean put(String blueprint, JsonNode sent, WriteOptions options, Set<String> announced, long now) {
        var name = blueprint + "/" + sent.path("identifier").asText();
        var existing = things.get(name);
        if (!wellFormed(sent) || (existing != null && !options.upsert())) {
            return false;
        }
        var base = existing != null && options.merge()
                ? copy(existing)
                : new Thing(null, new TreeMap<>(), new TreeMap<>(), 0);
        var title = sent.has("title") ? Json.text(sent, "title") : base.title();
        var made = new Thing(title, base.properties(), base.relations(), existing == null ? now : existing.created());
        sent.path("properties").properties().forEach(value -> set(made.properties(), value.getKey(), value.getValue()));
        for (var relation : sent.path("relations").properties()) {
            var targets = Json.texts(relation.getValue());
            made.relations().remove(relation.getKey());
            if (!targets.isEmpty()) {
                made.relations().put(relation.getKey(), targets);
            }
            for (var target : targets) {
                var other = target(name, relation.getKey()) + "/" + target;
                named.add(other);
                if (!options.createMissing()
                        && !things.containsKey(other)
                        && !announced.contains(other)
                        && !other.equals(name)) {
                    return false;
                }
            }
        }
        if (blueprint.equals("n")
                ? !made.properties().containsKey("x")
                : !made.relations().containsKey("owner")) {
            return false;
        }
        things.put(name, made);
        return true;
    }

    /** Whatever was named is there in the end, if need be with nothing but its name. */
    private void addMissing(long now) {
        named.forEach(
                name -> things.computeIfAbsent(name, key -> new Thing(null, new TreeMap<>(), new TreeMap<>(), now)));
    }

    private void redirect(String from, @Nullable String to) {
        things.forEach((name, thing) -> relations(name).values().stream()
                .filter(relation -> relation.target().equals(from.substring(0, 1)))
                .forEach(relation -> {
                    var targets = new ArrayList<String>();
                    for (var target : thing.relations().getOrDefault(relation.key(), List.of())) {
                        if (!target.equals(from.substring(2))) {
                            targets.add(target);
                        } else if (to != null) {
                            targets.add(to);
                        }
                    }
                    thing.relations().put(relation.key(), targets);
                    thing.relations().values().removeIf(List::isEmpty);
                }));
    }

    private static boolean wellFormed(JsonNode sent) {
        var y = sent.path("properties").path("y");
        return y.isMissingNode() || y.isNull() || y.isTextual();
    }

    private static void set(Map<String, JsonNode> values, String key, JsonNode value) {
        if (value.isNull()) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    private static Thing copy(Thing thing) {
        return new Thing(
                thing.title(), new TreeMap<>(thing.properties()), new TreeMap<>(thing.relations()), thing.created());
    }

    private static String target(String name, String relation) {
        return Objects.requireNonNull(relations(name).get(relation)).target();
    }

    private static Map<String, Relation> relations(String name) {
        return named(name.substring(0, 1)).relations();
    }

    private static Blueprint blueprint(String json) {
        return new Blueprint(Json.object(json.getBytes(StandardCharsets.UTF_8)), Stamp.created(Instant.EPOCH, "test"));
    }
}
