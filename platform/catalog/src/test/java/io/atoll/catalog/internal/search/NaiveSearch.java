package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a search means, written down as plainly as possible: over maps in memory, one rule at a time, with loops to a fixed point. */
final class NaiveSearch {

    /**
     * An entity.
     *
     * @param blueprint its blueprint
     * @param id its identifier
     * @param properties its values; a missing key is null
     * @param relations its targets by relation, as {@code blueprint/id}
     */
    record Thing(String blueprint, String id, Map<String, Object> properties, Map<String, List<String>> relations) {

        String name() {
            return blueprint + "/" + id;
        }
    }

    private final Map<String, Thing> things = new HashMap<>();

    NaiveSearch(List<Thing> all) {
        all.forEach(thing -> things.put(thing.name(), thing));
    }

    /** The names of all that match. */
    Set<String> find(JsonNode group) {
        var found = new TreeSet<String>();
        things.values().stream().filter(thing -> group(group, thing)).forEach(thing -> found.add(thing.name()));
        return found;
    }

    private boolean group(JsonNode group, Thing thing) {
        var results = new ArrayList<Boolean>();
        for (var rule : group.path("rules")) {
            results.add(rule.has("combinator") ? group(rule, thing) : rule(rule, thing));
        }
        if (results.isEmpty()) {
            return true;
        }
        return group.path("combinator").asText().equals("and") ? !results.contains(false) : results.contains(true);
    }

    private boolean rule(JsonNode rule, Thing thing) {
        var operator = rule.path("operator").asText();
        if (rule.has("propertySchema")) {
            return ofKind(rule, thing);
        }
        return switch (operator) {
            case "relatedTo" -> related(rule).contains(thing.name());
            case "matchAny" -> reaches(rule, thing);
            default -> compare(value(rule.path("property").asText(), thing), operator, rule.path("value"));
        };
    }

    private static boolean ofKind(JsonNode rule, Thing thing) {
        var texts = rule.path("propertySchema").path("type").asText().equals("string");
        return (texts ? List.of("s", "t", "d") : List.of("n"))
                .stream()
                        .anyMatch(key ->
                                compare(value(key, thing), rule.path("operator").asText(), rule.path("value")));
    }

    private static Object value(String property, Thing thing) {
        return switch (property) {
            case "$identifier" -> thing.id();
            case "$blueprint" -> thing.blueprint();
            default -> thing.properties().getOrDefault(property, Missing.NULL);
        };
    }

    private enum Missing {
        NULL
    }

    private static boolean compare(Object actual, String operator, JsonNode value) {
        return switch (operator) {
            case "=" -> equal(actual, value);
            case "!=" -> !equal(actual, value);
            case ">" -> order(actual, value, -1) && !order(actual, value, 0);
            case ">=" -> order(actual, value, -1);
            case "<" -> order(actual, value, 1) && !order(actual, value, 0);
            case "<=" -> order(actual, value, 1);
            case "between" -> between(actual, value);
            case "notBetween" -> !between(actual, value);
            case "isExpired" -> expired(actual);
            case "isNotExpired" -> !expired(actual);
            case "endsWith" -> actual instanceof String text && text.endsWith(value.asText());
            case "doesNotBeginsWith" -> !(actual instanceof String text && text.startsWith(value.asText()));
            case "contains" -> contains(actual, value);
            case "doesNotContains" -> !contains(actual, value);
            case "beginsWith" -> actual instanceof String text && text.startsWith(value.asText());
            case "doesNotEndsWith" -> !(actual instanceof String text && text.endsWith(value.asText()));
            case "in" -> in(actual, value);
            case "notIn" -> !in(actual, value);
            case "containsAny" -> actual instanceof List<?> && in(actual, value);
            case "isEmpty" -> actual == Missing.NULL;
            case "isNotEmpty" -> actual != Missing.NULL;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** Whether the two are equal, or differ in the direction asked for: -1 for a bigger value, 1 for a smaller one. */
    private static boolean order(Object actual, JsonNode value, int direction) {
        if (actual instanceof Integer number && value.isNumber()) {
            return Integer.signum(value.asInt() - number) == direction || number == value.asInt();
        }
        var at = time(actual);
        var other = time(value.asText());
        return at != null && other != null && (Integer.signum(other.compareTo(at)) == direction || at.equals(other));
    }

    private static boolean between(Object actual, JsonNode span) {
        var at = time(actual);
        if (at == null) {
            return false;
        }
        if (span.has("preset")) {
            var now = Instant.now();
            return !at.isAfter(now) && !at.isBefore(now.minus(Duration.ofDays(1095)));
        }
        return !at.isBefore(OffsetDateTime.parse(span.path("from").asText()).toInstant())
                && !at.isAfter(OffsetDateTime.parse(span.path("to").asText()).toInstant());
    }

    private static boolean expired(Object actual) {
        var at = time(actual);
        return at != null && at.isBefore(Instant.now());
    }

    private static @Nullable Instant time(Object text) {
        return text instanceof String written && written.startsWith("2") && written.contains("T")
                ? OffsetDateTime.parse(written).toInstant()
                : null;
    }

    private static boolean equal(Object actual, JsonNode value) {
        if (value.isObject()) {
            return between(actual, value);
        }
        if (value.isNull()) {
            return actual == Missing.NULL;
        }
        return same(actual, value)
                || (actual instanceof List<?> list && list.stream().anyMatch(one -> same(one, value)));
    }

    private static boolean same(Object actual, JsonNode value) {
        return (actual instanceof Integer number && value.isNumber() && number == value.asInt())
                || (actual instanceof String text && value.isTextual() && text.equals(value.asText()));
    }

    private static boolean contains(Object actual, JsonNode value) {
        return (actual instanceof String text && value.isTextual() && text.contains(value.asText()))
                || (actual instanceof List<?> list && list.stream().anyMatch(one -> same(one, value)));
    }

    private static boolean in(Object actual, JsonNode value) {
        for (var one : value) {
            if (equal(actual, one)) {
                return true;
            }
        }
        return false;
    }

    private Set<String> related(JsonNode rule) {
        var direction = rule.path("direction").asText();
        var found = new HashSet<String>();
        if (!direction.equals("downstream")) {
            found.addAll(fixedPoint(rule, true));
        }
        if (!direction.equals("upstream")) {
            found.addAll(fixedPoint(rule, false));
        }
        return found;
    }

    /** Adds neighbours until there are no more. */
    private Set<String> fixedPoint(JsonNode rule, boolean forward) {
        var start = new HashSet<String>();
        for (var value : rule.path("value").isArray() ? rule.path("value") : List.of(rule.path("value"))) {
            start.add(rule.path("blueprint").asText() + "/" + value.asText());
        }
        var found = new HashSet<String>();
        var before = -1;
        while (before != found.size()) {
            before = found.size();
            for (var thing : things.values()) {
                for (var relation : thing.relations().entrySet()) {
                    var required = relation.getKey().equals("one");
                    if (rule.has("required") && rule.path("required").asBoolean() != required) {
                        continue;
                    }
                    for (var target : relation.getValue()) {
                        var from = forward ? thing.name() : target;
                        var to = forward ? target : thing.name();
                        if (start.contains(from) || found.contains(from)) {
                            found.add(to);
                        }
                    }
                }
            }
        }
        return found;
    }

    private boolean reaches(JsonNode rule, Thing thing) {
        var property = rule.path("property");
        var wanted = new HashSet<String>();
        rule.path("value").forEach(id -> wanted.add(id.asText()));
        var from = property.path("fromBlueprint").asText();
        if (from.isEmpty()) {
            return walk(Set.of(thing.name()), property.path("path")).stream()
                    .anyMatch(name -> wanted.contains(name.substring(name.indexOf('/') + 1)));
        }
        var start = new HashSet<String>();
        wanted.forEach(id -> start.add(from + "/" + id));
        return walk(start, property.path("path")).contains(thing.name());
    }

    private Set<String> walk(Set<String> start, JsonNode path) {
        var here = start;
        for (var hop : path) {
            var reached = new HashSet<String>();
            var step = here;
            for (var i = 0; i < hop.path("maxHops").asInt(1); i++) {
                var next = new HashSet<String>();
                for (var name : step) {
                    var thing = things.get(name);
                    if (thing != null) {
                        next.addAll(thing.relations()
                                .getOrDefault(
                                        hop.isTextual()
                                                ? hop.asText()
                                                : hop.path("relation").asText(),
                                        List.of()));
                    }
                }
                reached.addAll(next);
                step = next;
            }
            here = reached;
        }
        return here;
    }
}
