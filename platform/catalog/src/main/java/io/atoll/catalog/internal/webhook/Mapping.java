package io.atoll.catalog.internal.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * One mapping of a webhook: from an event to entities.
 *
 * @param definition {@code {blueprint, operation, filter, itemsToParse, entity}}
 * @param expressions evaluates its jq programs
 */
public record Mapping(JsonNode definition, Expressions expressions) {

    /** What to do with the entities: {@code create} or {@code delete}. */
    static String operation(JsonNode definition) {
        var operation = definition.path("operation");
        return operation.isObject() ? operation.path("type").asText("create") : operation.asText("create");
    }

    boolean deletes() {
        return operation(definition).equals("delete");
    }

    boolean deletesDependents() {
        return definition.path("operation").path("deleteDependents").asBoolean();
    }

    /** The blueprint, by name or by the jq program that gives its name. */
    public String blueprint(JsonNode event) {
        var text = definition.path("blueprint").asText();
        var output = expressions.first(text, event);
        return output.isTextual() ? output.textValue() : text;
    }

    /** The bodies of the entities that an event means; those that the filter refuses are left out. */
    public List<ObjectNode> entities(ObjectNode event) {
        var entities = new ArrayList<ObjectNode>();
        for (var input : inputs(event)) {
            var filter = Json.text(definition, "filter");
            if (filter == null || expressions.first(filter, input).asBoolean()) {
                entities.add(entity(input));
            }
        }
        return entities;
    }

    private List<ObjectNode> inputs(ObjectNode event) {
        var itemsToParse = Json.text(definition, "itemsToParse");
        if (itemsToParse == null) {
            return List.of(event);
        }
        var inputs = new ArrayList<ObjectNode>();
        for (var item : expressions.first(itemsToParse, event)) {
            ObjectNode input = event.deepCopy();
            input.set("item", item);
            inputs.add(input);
        }
        return inputs;
    }

    private ObjectNode entity(JsonNode input) {
        var template = definition.path("entity");
        var entity = Json.object();
        for (var key : List.of("identifier", "title", "icon", "team")) {
            if (template.hasNonNull(key)) {
                entity.set(key, evaluated(template.path(key), input));
            }
        }
        for (var part : List.of("properties", "relations")) {
            var values = entity.putObject(part);
            template.path(part)
                    .properties()
                    .forEach(field -> values.set(field.getKey(), evaluated(field.getValue(), input)));
        }
        return entity;
    }

    /** The output of a program; of a search, the search with the values of its rules evaluated. */
    private JsonNode evaluated(JsonNode template, JsonNode input) {
        if (template.isTextual()) {
            var output = expressions.first(template.textValue(), input);
            return output.isNull() ? NullNode.getInstance() : output;
        }
        if (!template.path("rules").isArray()) {
            return template;
        }
        var search = Json.object();
        search.set("combinator", template.path("combinator"));
        var rules = search.putArray("rules");
        for (var rule : template.path("rules")) {
            if (rule.has("rules")) {
                rules.add(evaluated(rule, input));
            } else {
                ObjectNode copy = rule.deepCopy();
                copy.set("value", evaluated(rule.path("value"), input));
                rules.add(copy);
            }
        }
        return search;
    }
}
