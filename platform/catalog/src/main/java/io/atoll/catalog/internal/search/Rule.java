package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.store.Sieve;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an entity must be to be found. */
public sealed interface Rule {

    /** Whether an entity is so. */
    boolean matches(Candidate candidate, Clock clock);

    /** What follows for the blueprint and identifier of whatever matches. */
    Narrowing narrowing();

    /** What every match in a blueprint goes through; empty if nothing is known. */
    default Optional<Sieve> sieve(Blueprint blueprint) {
        return Optional.empty();
    }

    /**
     * All of some rules; of none, everything.
     *
     * @param rules the rules
     */
    record All(List<Rule> rules) implements Rule {

        public All {
            rules = List.copyOf(rules);
        }

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return rules.stream().allMatch(rule -> rule.matches(candidate, clock));
        }

        @Override
        public Narrowing narrowing() {
            return rules.stream().map(Rule::narrowing).reduce(Narrowing.NONE, Narrowing::and);
        }

        @Override
        public Optional<Sieve> sieve(Blueprint blueprint) {
            var sieves = rules.stream()
                    .flatMap(rule -> rule.sieve(blueprint).stream())
                    .toList();
            return sieves.isEmpty() ? Optional.empty() : Optional.of(new Sieve.All(sieves));
        }
    }

    /**
     * One of some rules; of none, everything.
     *
     * @param rules the rules
     */
    record Any(List<Rule> rules) implements Rule {

        public Any {
            rules = List.copyOf(rules);
        }

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return rules.isEmpty() || rules.stream().anyMatch(rule -> rule.matches(candidate, clock));
        }

        @Override
        public Narrowing narrowing() {
            return rules.stream().map(Rule::narrowing).reduce(Narrowing::or).orElse(Narrowing.NONE);
        }

        @Override
        public Optional<Sieve> sieve(Blueprint blueprint) {
            var sieves = rules.stream()
                    .flatMap(rule -> rule.sieve(blueprint).stream())
                    .toList();
            return sieves.isEmpty() || sieves.size() < rules.size()
                    ? Optional.empty()
                    : Optional.of(new Sieve.Any(sieves));
        }
    }

    /**
     * A comparison of one value of the entity.
     *
     * @param property a property, a relation, or a meta-property such as {@code $identifier}
     * @param operator how to compare
     * @param value what to compare with; JSON null where the operator takes none
     */
    record Comparison(String property, Operator operator, JsonNode value) implements Rule {

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return operator.holds(candidate.value(property), value, clock);
        }

        @Override
        public Narrowing narrowing() {
            return Narrowing.of(property, operator, value);
        }

        @Override
        public Optional<Sieve> sieve(Blueprint blueprint) {
            return Sieves.of(property, operator, value, blueprint);
        }
    }

    /**
     * One of some entities that are known by name.
     *
     * @param refs the entities
     */
    record Among(Set<Ref> refs) implements Rule {

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return refs.contains(candidate.entity().ref());
        }

        @Override
        public Narrowing narrowing() {
            return Narrowing.to(refs);
        }
    }

    /**
     * A path of relations from the entity leads to one of some others.
     *
     * @param path the path
     * @param identifiers the identifiers of the others
     */
    record Reaches(List<Graph.Hop> path, Set<String> identifiers) implements Rule {

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            var start = List.of(candidate.entity().ref());
            return new Graph(candidate.view())
                    .follow(start, path).stream().map(Ref::identifier).anyMatch(identifiers::contains);
        }

        @Override
        public Narrowing narrowing() {
            return Narrowing.NONE;
        }
    }

    /**
     * A property or relation has one of some values.
     *
     * @param property its key, or a meta-property
     * @param values the values
     */
    record HasAny(String property, Set<String> values) implements Rule {

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return Json.texts(candidate.value(property)).stream().anyMatch(values::contains);
        }

        @Override
        public Narrowing narrowing() {
            return Narrowing.NONE;
        }
    }

    /**
     * A comparison that any property of one kind passes.
     *
     * @param schema the type, and if given the format and the type of the items, of the properties that count
     * @param operator how to compare
     * @param value what to compare with
     */
    record AnyOfKind(JsonNode schema, Operator operator, JsonNode value) implements Rule {

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return candidate.blueprint().properties().properties().stream()
                    .filter(property -> fits(property.getValue()))
                    .anyMatch(property -> operator.holds(candidate.value(property.getKey()), value, clock));
        }

        @Override
        public Narrowing narrowing() {
            return Narrowing.NONE;
        }

        private boolean fits(JsonNode definition) {
            return schema.path("type").equals(definition.path("type"))
                    && (!schema.has("format") || schema.path("format").equals(definition.path("format")))
                    && (!schema.has("items")
                            || schema.path("items")
                                    .path("type")
                                    .equals(definition.path("items").path("type")));
        }
    }

    /**
     * A comparison of the level of a scorecard, or of the status of one of its rules.
     *
     * @param scorecard the identifier of the scorecard
     * @param check the identifier of the rule, or null for the level
     * @param operator how to compare
     * @param value what to compare with
     */
    record Score(String scorecard, @Nullable String check, Operator operator, JsonNode value) implements Rule {

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return operator.holds(candidate.score(scorecard, check), value, clock);
        }

        @Override
        public Narrowing narrowing() {
            return Narrowing.NONE;
        }
    }

    /**
     * The opposite of a rule.
     *
     * @param rule the rule
     */
    record Not(Rule rule) implements Rule {

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return !rule.matches(candidate, clock);
        }

        @Override
        public Narrowing narrowing() {
            return Narrowing.NONE;
        }
    }

    /**
     * What was known before the search: everything matches, or nothing.
     *
     * @param holds which of both
     */
    record Known(boolean holds) implements Rule {

        @Override
        public boolean matches(Candidate candidate, Clock clock) {
            return holds;
        }

        @Override
        public Narrowing narrowing() {
            return holds ? Narrowing.NONE : Narrowing.to(Set.of());
        }
    }
}
