package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Graph.Direction;
import io.atoll.catalog.internal.search.Graph.Hop;
import io.atoll.catalog.internal.store.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the rules about relations between entities: {@code relatedTo} and {@code matchAny}. */
final class GraphRules {

    private static final int MOST_HOPS = 15;

    private final View view;
    private final Asker asker;

    GraphRules(View view, Asker asker) {
        this.view = view;
        this.asker = asker;
    }

    /** {@code {operator, blueprint, value, direction?, required?}}. */
    Rule relatedTo(JsonNode rule, String where) {
        var blueprint = Json.text(rule, "blueprint");
        if (blueprint == null) {
            throw Refusal.invalid("\"" + where + "\" must have required property 'blueprint', a text");
        }
        known(blueprint);
        var start = refs(blueprint, identifiers(rule, where));
        var graph = new Graph(view);
        var related = new LinkedHashSet<Ref>();
        for (var direction : directions(rule, where)) {
            related.addAll(graph.reachable(start, direction, required(rule, where)));
        }
        return new Rule.Among(related);
    }

    /** {@code {operator, property: key | {path, fromBlueprint?}, value}}. */
    Rule matchAny(JsonNode rule, String where) {
        var property = rule.path("property");
        var identifiers = identifiers(rule, where);
        if (property.isTextual()) {
            return new Rule.HasAny(property.textValue(), Set.copyOf(identifiers));
        }
        var path = path(property.path("path"), where + ".property.path");
        var from = Json.text(property, "fromBlueprint");
        if (from == null) {
            return new Rule.Reaches(path, Set.copyOf(identifiers));
        }
        known(from);
        return new Rule.Among(new Graph(view).follow(refs(from, identifiers), path));
    }

    private void known(String blueprint) {
        if (view.blueprint(blueprint).isEmpty()) {
            throw Refusal.notFound("blueprint \"" + blueprint + "\" does not exist");
        }
    }

    private static List<Hop> path(JsonNode path, String where) {
        var hops = new ArrayList<Hop>();
        for (var hop : path) {
            var relation = hop.isTextual() ? hop.textValue() : Json.text(hop, "relation");
            var most = hop.path("maxHops").asInt(1);
            if (relation == null || most < 1 || most > MOST_HOPS) {
                throw Refusal.invalid("\"" + where + "[" + hops.size()
                        + "]\" must be the key of a relation, or {relation, maxHops} with maxHops from 1 to "
                        + MOST_HOPS);
            }
            hops.add(new Hop(relation, most));
        }
        if (hops.isEmpty()) {
            throw Refusal.invalid("\"" + where + "\" must be a list of relations that is not empty");
        }
        return hops;
    }

    private List<String> identifiers(JsonNode rule, String where) {
        var value = asker.resolved(rule.path("value"), where + ".value");
        var identifiers = Json.texts(value);
        if (!value.isTextual() && (!value.isArray() || identifiers.size() < value.size())) {
            throw Refusal.invalid("\"" + where + ".value\" must be an identifier or a list of identifiers");
        }
        return identifiers;
    }

    private static List<Direction> directions(JsonNode rule, String where) {
        if (!rule.hasNonNull("direction")) {
            return Arrays.asList(Direction.values());
        }
        return switch (rule.path("direction").asText()) {
            case "upstream" -> List.of(Direction.UPSTREAM);
            case "downstream" -> List.of(Direction.DOWNSTREAM);
            default -> throw Refusal.invalid("\"" + where + ".direction\" must be \"upstream\" or \"downstream\"");
        };
    }

    private static @Nullable Boolean required(JsonNode rule, String where) {
        if (!rule.hasNonNull("required")) {
            return null;
        }
        if (!rule.path("required").isBoolean()) {
            throw Refusal.invalid("\"" + where + ".required\" must be true or false");
        }
        return rule.path("required").booleanValue();
    }

    private static Set<Ref> refs(String blueprint, List<String> identifiers) {
        return identifiers.stream()
                .map(identifier -> new Ref(blueprint, identifier))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
