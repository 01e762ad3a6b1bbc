package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.View;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** Reads the rules of a search; whatever it does not know is refused by name. */
public final class RuleParser {

    private static final int DEEPEST = 32;
    private static final Set<String> SCHEMA_OPERATORS = Set.of("=", "!=", "contains");

    private final Asker asker;
    private final GraphRules graph;
    private final Clock clock;

    /**
     * @param view where rules about relations find their entities
     * @param user the identifier of the user, or client, who searches
     */
    public RuleParser(View view, String user, Clock clock) {
        this.asker = new Asker(view, user);
        this.graph = new GraphRules(view, asker);
        this.clock = clock;
    }

    /** Reads a group {@code {combinator, rules}}. */
    public Rule parse(JsonNode group) {
        return group(group, "query", 0);
    }

    private Rule group(JsonNode group, String where, int depth) {
        if (depth > DEEPEST) {
            throw Refusal.invalid("the rules are nested deeper than " + DEEPEST + " groups");
        }
        var combinator = Json.text(group, "combinator");
        if (combinator == null) {
            throw Refusal.invalid("\"" + where + "\" must have required property 'combinator': \"and\" or \"or\"");
        }
        if (!group.path("rules").isArray()) {
            throw Refusal.invalid("\"" + where + "\" must have required property 'rules', a list");
        }
        var rules = new ArrayList<Rule>();
        for (var rule : group.path("rules")) {
            var here = where + ".rules[" + rules.size() + "]";
            var read = rule.has("combinator") ? group(rule, here, depth + 1) : rule(rule, here);
            rules.add(rule.path("not").asBoolean() ? new Rule.Not(read) : read);
        }
        return switch (combinator) {
            case "and" -> new Rule.All(rules);
            case "or" -> new Rule.Any(rules);
            default ->
                throw Refusal.invalid(
                        "\"" + where + ".combinator\" must be \"and\" or \"or\", not \"" + combinator + "\"");
        };
    }

    private Rule rule(JsonNode rule, String where) {
        var name = Json.text(rule, "operator");
        if (name == null) {
            throw Refusal.invalid("\"" + where + "\" must have required property 'operator'");
        }
        return switch (name) {
            case "relatedTo" -> graph.relatedTo(rule, where);
            case "matchAny" -> graph.matchAny(rule, where);
            default -> {
                if (rule.has("propertySchema")) {
                    yield ofKind(rule, name, where);
                }
                yield rule.has("scorecard") ? score(rule, name, where) : comparison(rule, name, where);
            }
        };
    }

    private Rule ofKind(JsonNode rule, String name, String where) {
        var schema = rule.path("propertySchema");
        if (!schema.path("type").isTextual()) {
            throw Refusal.invalid("\"" + where + ".propertySchema\" must have required property 'type', a text");
        }
        if (!SCHEMA_OPERATORS.contains(name)) {
            throw Refusal.invalid("\"" + where + ".operator\" must be =, != or contains beside 'propertySchema'");
        }
        var operator = operator(name, where);
        return new Rule.AnyOfKind(schema, operator, value(rule, operator, where));
    }

    private Rule score(JsonNode rule, String name, String where) {
        var scorecard = Json.text(rule, "scorecard");
        if (scorecard == null) {
            throw Refusal.invalid("\"" + where + ".scorecard\" must be the identifier of a scorecard");
        }
        var operator = operator(name, where);
        return new Rule.Score(scorecard, Json.text(rule, "scorecardRule"), operator, value(rule, operator, where));
    }

    private Rule comparison(JsonNode rule, String name, String where) {
        var operator = operator(name, where);
        var value = value(rule, operator, where);
        if (rule.path("property").isObject()) {
            var actual = asker.resolved(rule.path("property"), where + ".property");
            if (!rule.path("property").has("context")) {
                throw Refusal.invalid("\"" + where + ".property\" must be a text, or {property, context}");
            }
            return new Rule.Known(operator.holds(actual, value, clock));
        }
        var property = property(rule, where);
        return new Rule.Comparison(property, operator, property.equals("$team") ? asker.withTeams(value) : value);
    }

    private static Operator operator(String name, String where) {
        return Operator.of(name)
                .orElseThrow(() -> Refusal.invalid("\"" + where + ".operator\": this catalog does not know \"" + name
                        + "\"; it knows relatedTo, matchAny, " + Operator.names()));
    }

    private JsonNode value(JsonNode rule, Operator operator, String where) {
        var sent = rule.get("value");
        var value = sent == null ? null : asker.resolved(sent, where + ".value");
        operator.complaint(value).ifPresent(complaint -> {
            throw Refusal.invalid("\"" + where + "\": operator \"" + operator.wire() + "\" " + complaint);
        });
        return value == null ? NullNode.getInstance() : value;
    }

    private static String property(JsonNode rule, String where) {
        var property = Json.text(rule, "property");
        var relation = Json.text(rule, "relation");
        if (property != null && property.startsWith("$") && !Paths.isMeta(property)) {
            throw Refusal.invalid(
                    "\"" + where + ".property\": this catalog knows no meta-property \"" + property + "\"");
        }
        if (property != null) {
            return property;
        }
        if (relation == null) {
            throw Refusal.invalid("\"" + where + "\" must have 'property', a text, or 'relation'");
        }
        var target = Optional.ofNullable(Json.text(rule, "targetProperty")).orElse("$identifier");
        return switch (target) {
            case "$identifier" -> relation;
            case "$title" -> relation + ".$title";
            default -> throw Refusal.invalid("\"" + where + ".targetProperty\" must be \"$identifier\" or \"$title\"");
        };
    }
}
