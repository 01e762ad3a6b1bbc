package io.atoll.catalog.internal.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.search.Derived;
import io.atoll.catalog.internal.search.Paths;
import io.atoll.catalog.internal.store.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The computed values in one view. A calculation sees mirrors and aggregations, but no other calculation; inside an aggregation there are
 * no aggregations and no scorecards, so computing always ends.
 */
final class Computing implements Derived {

    private final View view;
    private final Computation computation;
    private final boolean whole;
    private final Paths paths;
    private final Map<String, List<Scorecard>> scorecards = new HashMap<>();
    private final Map<String, Aggregation> aggregations = new HashMap<>();

    /**
     * @param whole whether with aggregations and scorecards
     */
    Computing(View view, Computation computation, boolean whole) {
        this.view = view;
        this.computation = computation;
        this.whole = whole;
        this.paths = new Paths(view);
    }

    @Override
    public View view() {
        return view;
    }

    @Override
    public JsonNode value(CatalogEntity entity, Blueprint blueprint, String key) {
        var mirror = blueprint.mirrors().get(key);
        if (mirror != null) {
            return paths.follow(entity, blueprint, mirror);
        }
        var calculation = blueprint.document().path("calculationProperties").get(key);
        if (calculation != null) {
            return calculated(calculation, input(entity, blueprint));
        }
        var aggregation = blueprint.document().path("aggregationProperties").get(key);
        return aggregation == null ? MissingNode.getInstance() : aggregated(entity, blueprint, key, aggregation);
    }

    @Override
    public ObjectNode values(CatalogEntity entity, Blueprint blueprint) {
        var values = uncalculated(entity, blueprint);
        var calculations = Json.object(blueprint.document(), "calculationProperties");
        if (!calculations.isEmpty()) {
            var input = input(entity, values);
            calculations.properties().forEach(entry -> values.set(entry.getKey(), calculated(entry.getValue(), input)));
        }
        return values;
    }

    @Override
    public ObjectNode scorecards(CatalogEntity entity, Blueprint blueprint) {
        var shown = Json.object();
        if (whole) {
            for (var scorecard : scorecardsOf(blueprint)) {
                scorecard.of(entity, blueprint, this).ifPresent(result -> shown.set(scorecard.identifier(), result));
            }
        }
        return shown;
    }

    private List<Scorecard> scorecardsOf(Blueprint blueprint) {
        var known = scorecards.get(blueprint.identifier());
        if (known == null) {
            known = Scorecard.of(blueprint, view, computation.clock());
            scorecards.put(blueprint.identifier(), known);
        }
        return known;
    }

    private ObjectNode uncalculated(CatalogEntity entity, Blueprint blueprint) {
        var values = Json.object();
        blueprint.mirrors().forEach((key, path) -> values.set(key, paths.follow(entity, blueprint, path)));
        Json.object(blueprint.document(), "aggregationProperties")
                .properties()
                .forEach(entry ->
                        values.set(entry.getKey(), aggregated(entity, blueprint, entry.getKey(), entry.getValue())));
        return values;
    }

    private JsonNode aggregated(CatalogEntity entity, Blueprint blueprint, String key, JsonNode definition) {
        if (!whole) {
            return NullNode.getInstance();
        }
        var name = blueprint.identifier() + "\n" + key;
        var known = aggregations.get(name);
        if (known == null) {
            known = new Aggregation(definition, new Computing(view, computation, false), computation.clock());
            aggregations.put(name, known);
        }
        return known.of(entity);
    }

    private ObjectNode input(CatalogEntity entity, Blueprint blueprint) {
        return input(entity, uncalculated(entity, blueprint));
    }

    private static ObjectNode input(CatalogEntity entity, ObjectNode values) {
        var input = entity.document();
        var properties = entity.properties().deepCopy();
        properties.setAll(values);
        input.set("properties", properties);
        return input;
    }

    /** The output of the program, or null if it is not of the type that the blueprint promises. */
    private JsonNode calculated(JsonNode definition, ObjectNode input) {
        var output =
                computation.expressions().first(definition.path("calculation").asText(), input);
        var fits = switch (definition.path("type").asText()) {
            case "string" -> output.isTextual();
            case "number" -> output.isNumber();
            case "boolean" -> output.isBoolean();
            case "array" -> output.isArray();
            case "object" -> output.isObject();
            default -> true;
        };
        return fits ? output : NullNode.getInstance();
    }
}
