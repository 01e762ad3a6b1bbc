package io.atoll.catalog.internal.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks the properties of a blueprint that are computed: mirrors, calculations and aggregations. */
final class ComputedCheck {

    static final List<String> PARTS = List.of("mirrorProperties", "calculationProperties", "aggregationProperties");

    private static final Set<String> MIRROR_KEYS = new TreeSet<>(Set.of("title", "path", "description", "icon"));
    private static final Set<String> CALCULATION_KEYS = new TreeSet<>(Set.of(
            "calculation",
            "type",
            "format",
            "spec",
            "specAuthentication",
            "colorized",
            "colors",
            "items",
            "title",
            "description",
            "icon"));
    private static final Set<String> AGGREGATION_KEYS = new TreeSet<>(
            Set.of("title", "target", "calculationSpec", "type", "query", "pathFilter", "description", "icon"));
    private static final Set<String> TYPES = new TreeSet<>(Set.of("string", "number", "boolean", "object", "array"));
    private static final Set<String> BY_ENTITIES = new TreeSet<>(Set.of("count", "average"));
    private static final Set<String> BY_PROPERTY = new TreeSet<>(Set.of("sum", "min", "max", "median", "average"));

    private final View view;
    private final Blueprint blueprint;
    private final Expressions expressions = new Expressions();

    ComputedCheck(View view, Blueprint blueprint) {
        this.view = view;
        this.blueprint = blueprint;
    }

    /** Refuses what cannot be computed. */
    void check() {
        var document = blueprint.document();
        Json.object(document, "calculationProperties")
                .properties()
                .forEach(entry -> calculation(entry.getKey(), entry.getValue()));
        Json.object(document, "aggregationProperties")
                .properties()
                .forEach(entry -> aggregation(entry.getKey(), entry.getValue()));
        Map<String, Blueprint> known = new HashMap<>();
        known.put(blueprint.identifier(), blueprint);
        Json.object(document, "mirrorProperties")
                .properties()
                .forEach(entry -> mirror(entry.getKey(), entry.getValue(), known));
    }

    private void calculation(String key, JsonNode sent) {
        var where = "calculation property \"" + Names.key(key) + "\"";
        var definition = Shapes.object(where, sent);
        Shapes.onlyKeys(where, definition, CALCULATION_KEYS);
        Shapes.among(where, definition, "type", TYPES);
        expressions.check(Shapes.text(definition, "calculation", where), "\"calculation\" of " + where);
    }

    private void aggregation(String key, JsonNode sent) {
        var where = "aggregation property \"" + Names.key(key) + "\"";
        var definition = Shapes.object(where, sent);
        Shapes.onlyKeys(where, definition, AGGREGATION_KEYS);
        var target = Shapes.text(definition, "target", where);
        if (!target.equals(blueprint.identifier()) && view.blueprint(target).isEmpty()) {
            throw Refusal.notFound(where + " leads to blueprint \"" + target + "\", which does not exist");
        }
        specification(where + ", \"calculationSpec\"", definition.path("calculationSpec"));
    }

    private static void specification(String where, JsonNode sent) {
        var spec = Shapes.object(where, sent);
        Shapes.among(where, spec, "calculationBy", Set.of("entities", "property"));
        if (spec.path("calculationBy").asText().equals("entities")) {
            Shapes.among(where, spec, "func", BY_ENTITIES);
        } else {
            Shapes.among(where, spec, "func", BY_PROPERTY);
            Shapes.text(spec, "property", where);
        }
    }

    private void mirror(String key, JsonNode sent, Map<String, Blueprint> known) {
        var where = "mirror property \"" + Names.key(key) + "\"";
        ObjectNode mirror = Shapes.object(where, sent);
        Shapes.onlyKeys(where, mirror, MIRROR_KEYS);
        path(where, Shapes.text(mirror, "path", where), known);
    }

    private void path(String where, String path, Map<String, Blueprint> known) {
        var hops = path.split("\\.");
        var here = blueprint;
        for (var i = 0; i < hops.length - 1; i++) {
            var relation = here.relations().get(hops[i]);
            if (relation == null) {
                throw Refusal.invalid("path \"" + path + "\" of " + where + ": blueprint \"" + here.identifier()
                        + "\" has no relation \"" + hops[i] + "\"");
            }
            here = known.computeIfAbsent(
                    relation.target(),
                    target -> view.blueprint(target)
                            .orElseThrow(() -> Refusal.notFound("blueprint \"" + target + "\" does not exist")));
        }
        var last = hops[hops.length - 1];
        if (hops.length < 2 || !(last.startsWith("$") || hasProperty(here, last))) {
            throw Refusal.invalid("path \"" + path + "\" of " + where
                    + " must be relations, then a property of blueprint \"" + here.identifier() + "\"");
        }
    }

    private static boolean hasProperty(Blueprint blueprint, String key) {
        return blueprint.properties().has(key)
                || PARTS.stream()
                        .anyMatch(part -> blueprint.document().path(part).has(key));
    }
}
