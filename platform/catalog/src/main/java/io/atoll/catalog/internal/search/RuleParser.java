package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.util.ArrayList;
import java.util.Optional;

/** Reads the rules of a search; whatever it does not know is refused by name. */
public final class RuleParser {

    private static final int DEEPEST = 32;

    private RuleParser() {}

    /** Reads a group {@code {combinator, rules}}. */
    public static Rule parse(JsonNode group) {
        return group(group, "query", 0);
    }

    private static Rule group(JsonNode group, String where, int depth) {
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
            rules.add(rule.has("combinator") ? group(rule, here, depth + 1) : comparison(rule, here));
        }
        return switch (combinator) {
            case "and" -> new Rule.All(rules);
            case "or" -> new Rule.Any(rules);
            default ->
                throw Refusal.invalid(
                        "\"" + where + ".combinator\" must be \"and\" or \"or\", not \"" + combinator + "\"");
        };
    }

    private static Rule comparison(JsonNode rule, String where) {
        var name = Json.text(rule, "operator");
        if (name == null) {
            throw Refusal.invalid("\"" + where + "\" must have required property 'operator'");
        }
        var operator = Operator.of(name)
                .orElseThrow(() -> Refusal.invalid("\"" + where + ".operator\": this catalog does not know \"" + name
                        + "\"; it knows " + Operator.names()));
        var value = rule.get("value");
        operator.complaint(value).ifPresent(complaint -> {
            throw Refusal.invalid("\"" + where + "\": operator \"" + name + "\" " + complaint);
        });
        return new Rule.Comparison(
                property(rule, where), operator, Optional.ofNullable(value).orElse(NullNode.getInstance()));
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
            throw Refusal.invalid(
                    "\"" + where + "\" must have 'property', a text, or 'relation'; this catalog knows no other rules");
        }
        var target = Optional.ofNullable(Json.text(rule, "targetProperty")).orElse("$identifier");
        return switch (target) {
            case "$identifier" -> relation;
            case "$title" -> relation + ".$title";
            default -> throw Refusal.invalid("\"" + where + ".targetProperty\" must be \"$identifier\" or \"$title\"");
        };
    }
}
