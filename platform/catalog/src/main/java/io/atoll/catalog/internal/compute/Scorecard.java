package io.atoll.catalog.internal.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Candidate;
import io.atoll.catalog.internal.search.Derived;
import io.atoll.catalog.internal.search.Rule;
import io.atoll.catalog.internal.search.RuleParser;
import io.atoll.catalog.internal.store.View;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scorecard that can be applied.
 *
 * @param identifier its identifier
 * @param levels the names of the levels, the lowest first
 * @param filter which entities it counts for
 * @param checks its rules
 * @param clock the time that rules about time go by
 */
public record Scorecard(
        String identifier, List<String> levels, Optional<Rule> filter, List<Check> checks, Clock clock) {

    /** The kind of document that scorecards are kept as. */
    public static final Shelf SHELF = new Shelf("scorecard");

    private static final List<String> LEVELS = List.of("Basic", "Bronze", "Silver", "Gold");

    public Scorecard {
        levels = List.copyOf(levels);
        checks = List.copyOf(checks);
    }

    /**
     * One rule of a scorecard.
     *
     * @param identifier its identifier
     * @param level the level that needs it
     * @param rule what an entity must be
     */
    record Check(String identifier, String level, Rule rule) {}

    /** The scorecards of a blueprint. */
    static List<Scorecard> of(Blueprint blueprint, View view, Clock clock) {
        return SHELF.all(view, blueprint.identifier()).stream()
                .map(document -> parse(document, view, clock))
                .toList();
    }

    /** Reads a document; refuses one that is no scorecard. */
    public static Scorecard parse(ObjectNode document, View view, Clock clock) {
        var identifier = Names.key(text(document, "identifier", "a scorecard"));
        var levels = new ArrayList<String>();
        document.path("levels").forEach(level -> levels.add(text(level, "title", "a level")));
        var checks = new ArrayList<Check>();
        for (var rule : document.path("rules")) {
            var where = "rules[" + checks.size() + "]";
            var level = text(rule, "level", where);
            if (!(levels.isEmpty() ? LEVELS : levels).contains(level)) {
                throw Refusal.invalid("\"" + where + ".level\": the scorecard has no level \"" + level + "\"");
            }
            checks.add(new Check(
                    text(rule, "identifier", where), level, rule(rule.path("query"), where + ".query", view, clock)));
        }
        if (document.has("rules") && !document.path("rules").isArray()) {
            throw Refusal.invalid("\"rules\" of a scorecard must be a list");
        }
        var filter = document.path("filter").isObject()
                ? Optional.of(rule(document.path("filter"), "filter", view, clock))
                : Optional.<Rule>empty();
        return new Scorecard(identifier, levels.isEmpty() ? LEVELS : levels, filter, checks, clock);
    }

    /** The level and the status of each rule for an entity; empty if it does not count for it. */
    Optional<ObjectNode> of(CatalogEntity entity, Blueprint blueprint, Derived derived) {
        var candidate = new Candidate(entity, blueprint, derived);
        if (filter.isPresent() && !filter.get().matches(candidate, clock)) {
            return Optional.empty();
        }
        var result = Json.object();
        var rules = result.putArray("rules");
        var reached = checks.isEmpty() ? 0 : levels.size() - 1;
        for (var check : checks) {
            var passed = check.rule().matches(candidate, clock);
            rules.addObject()
                    .put("identifier", check.identifier())
                    .put("status", passed ? "SUCCESS" : "FAILURE")
                    .put("level", check.level());
            if (!passed) {
                reached = Math.min(reached, Math.max(0, levels.indexOf(check.level()) - 1));
            }
        }
        return Optional.of(result.put("level", levels.get(reached)));
    }

    private static Rule rule(JsonNode query, String where, View view, Clock clock) {
        if (!query.path("conditions").isArray() || query.path("conditions").isEmpty()) {
            throw Refusal.invalid(
                    "\"" + where + "\" must have required property 'conditions', a list that is not empty");
        }
        var group = Json.object();
        group.set("combinator", query.path("combinator"));
        group.set("rules", query.path("conditions"));
        return new RuleParser(view, "", clock).parse(group);
    }

    private static String text(JsonNode parent, String key, String where) {
        var text = Json.text(parent, key);
        if (text == null) {
            throw Refusal.invalid(where + " must have required property \"" + key + "\", a text");
        }
        return text;
    }
}
