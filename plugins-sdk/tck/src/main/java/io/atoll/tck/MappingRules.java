package io.atoll.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.Jq;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds a default mapping against the records that it maps and the blueprints that it fills. */
final class MappingRules {

    private final Map<String, JsonNode> blueprints = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    MappingRules(JsonNode blueprints) {
        blueprints.forEach(
                blueprint -> this.blueprints.put(blueprint.path("identifier").asText(), blueprint));
    }

    /** What is wrong, one line each. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /**
     * Checks one resource.
     *
     * @param records all that were read for it
     */
    void check(JsonNode resource, List<JsonNode> records) {
        String kind = "kind '" + resource.path("kind").asText() + "'";
        if (records.isEmpty()) {
            faults.add(kind + ": the third party of the tests gives no record, so nothing can be told of its mapping");
            return;
        }
        JsonNode port = resource.path("port");
        paths(kind + ", query", resource.path("selector").path("query"), records);
        paths(kind + ", itemsToParse", port.path("itemsToParse"), records);
        List<JsonNode> inputs = expanded(port, records);
        JsonNode entity = port.path("entity").path("mappings");
        for (JsonNode each : entity.isArray() ? entity : List.of(entity)) {
            entity(kind, each, inputs);
        }
    }

    /** One record becomes several, each with an element of a list. */
    private static List<JsonNode> expanded(JsonNode port, List<JsonNode> records) {
        if (!port.has("itemsToParse")) {
            return records;
        }
        var expanded = new ArrayList<JsonNode>();
        for (JsonNode record : records) {
            JsonNode items = compiled(port.path("itemsToParse").asText()).first(record);
            if (items != null && items.isArray()) {
                for (JsonNode item : items) {
                    ObjectNode copy = record.deepCopy();
                    copy.set(port.path("itemsToParseName").asText("item"), item);
                    expanded.add(copy);
                }
            }
        }
        return expanded;
    }

    private void entity(String kind, JsonNode entity, List<JsonNode> records) {
        for (String field : List.of("identifier", "title", "icon", "team")) {
            leaves(kind + ", " + field, entity.path(field), records);
        }
        String name = entity.path("blueprint").asText();
        leaves(kind + ", blueprint", entity.path("blueprint"), records);
        JsonNode constant = constant(name);
        JsonNode blueprint = constant == null ? null : blueprints.get(constant.asText());
        if (constant != null && blueprint == null) {
            faults.add(kind + ": maps the blueprint " + constant + ", which blueprints.json does not have");
        }
        for (Map.Entry<String, JsonNode> property : entity.path("properties").properties()) {
            leaves(kind + ", property '" + property.getKey() + "'", property.getValue(), records);
            if (blueprint != null
                    && !blueprint.path("schema").path("properties").has(property.getKey())) {
                faults.add(kind + ": maps the property '" + property.getKey() + "', which the blueprint " + constant
                        + " does not have");
            }
        }
        for (Map.Entry<String, JsonNode> relation : entity.path("relations").properties()) {
            leaves(kind + ", relation '" + relation.getKey() + "'", relation.getValue(), records);
            if (blueprint != null && !blueprint.path("relations").has(relation.getKey())) {
                faults.add(kind + ": maps the relation '" + relation.getKey() + "', which the blueprint " + constant
                        + " does not have");
            }
        }
    }

    /** The only value of an expression; {@code null} if it depends on the record. */
    private static @Nullable JsonNode constant(String expression) {
        try {
            return Jq.standard().compile(expression).analysis().constant().orElse(null);
        } catch (SyntaxException e) {
            return null;
        }
    }

    /** The expressions of a value, which may be a search object with expressions as its leaves. */
    private void leaves(String where, JsonNode value, List<JsonNode> records) {
        if (value.isContainerNode()) {
            for (Map.Entry<String, JsonNode> rule : rules(value).entrySet()) {
                paths(where + ", " + rule.getKey(), rule.getValue(), records);
            }
        } else {
            paths(where, value, records);
        }
    }

    /** The values that a search compares with. */
    private static Map<String, JsonNode> rules(JsonNode search) {
        var rules = new LinkedHashMap<String, JsonNode>();
        for (JsonNode rule : search.findParents("value")) {
            rules.put(rule.path("property").asText("value"), rule.path("value"));
        }
        return rules;
    }

    private void paths(String where, JsonNode expression, List<JsonNode> records) {
        if (!expression.isTextual()) {
            return;
        }
        Program program;
        try {
            program = Jq.standard().compile(expression.asText());
        } catch (SyntaxException e) {
            faults.add(where + ": " + expression + " is no JQ: " + e.getMessage());
            return;
        }
        for (List<String> path : program.analysis().reads()) {
            if (records.stream().noneMatch(record -> has(record, path))) {
                faults.add(where + ": reads ." + String.join(".", path) + ", which none of " + records.size()
                        + " records has");
            }
        }
    }

    private static boolean has(JsonNode record, List<String> path) {
        JsonNode here = record;
        for (String key : path) {
            if (here.isArray()) {
                return true; // which element is meant cannot be told
            }
            if (!here.has(key)) {
                return false;
            }
            here = here.path(key);
        }
        return true;
    }

    private static Program compiled(String expression) {
        try {
            return Jq.standard().compile(expression);
        } catch (SyntaxException e) {
            throw new AssertionError(expression + " is no JQ: " + e.getMessage(), e);
        }
    }
}
