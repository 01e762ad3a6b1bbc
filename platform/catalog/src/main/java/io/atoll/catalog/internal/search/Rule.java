package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;

/** What an entity must be to be found. */
public sealed interface Rule {

    /** Whether an entity is so. */
    boolean matches(Candidate candidate, Clock clock);

    /** What follows for the blueprint and identifier of whatever matches. */
    Narrowing narrowing();

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
    }
}
