package io.atoll.explain.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Resource;
import io.atoll.pipeline.Explanations.Field;
import io.atoll.pipeline.Mapper.Null;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the fields of an entity to the expressions that made them. */
final class Trace {

    private final Resource resource;
    private final List<Null> nulls;
    private final List<Field> fields = new ArrayList<>();

    private Trace(Resource resource, List<Null> nulls) {
        this.resource = resource;
        this.nulls = nulls;
    }

    /** The fields of an entity that a resource made. */
    static List<Field> of(Resource resource, Entity entity, List<Null> nulls) {
        var trace = new Trace(resource, nulls);
        var template = resource.template();
        trace.add("identifier", template.identifier(), entity.identifier());
        trace.add("blueprint", text(template.blueprint()), text(entity.blueprint()));
        trace.add("title", template.title(), entity.title());
        trace.add("icon", template.icon(), entity.icon());
        trace.add("team", template.team(), entity.team());
        trace.add("properties", template.properties(), entity.properties());
        trace.add("relations", template.relations(), entity.relations());
        return trace.fields;
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private void add(String group, Map<String, JsonNode> expressions, JsonNode values) {
        expressions.forEach((name, expression) -> add(group + "." + name, expression, values.get(name)));
    }

    private void add(String path, @Nullable JsonNode expression, @Nullable JsonNode value) {
        if (expression == null) {
            return;
        }
        String reason = nulls.stream()
                .filter(each -> each.path().equals(path) || each.path().startsWith(path + "."))
                .map(Null::reason)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        fields.add(new Field(
                path(resource, path), expression, value == null ? JsonNodeFactory.instance.nullNode() : value, reason));
    }

    /** Where a part of a resource stands in the mapping. */
    static String path(Resource resource, String part) {
        String place = "resources[" + resource.index() + "].";
        return place
                + switch (part) {
                    case "selector.query" -> part;
                    case "itemsToParse" -> "port.itemsToParse";
                    default -> "port.entity.mappings." + part;
                };
    }

    /** What stands there, as a text. */
    static String expression(Resource resource, String part) {
        return switch (part) {
            case "selector.query" -> resource.query();
            case "itemsToParse" ->
                resource.items() == null ? "" : resource.items().expression();
            case "blueprint" -> resource.template().blueprint();
            default -> {
                JsonNode identifier = resource.template().identifier();
                yield identifier.isTextual() ? identifier.textValue() : identifier.toString();
            }
        };
    }
}
