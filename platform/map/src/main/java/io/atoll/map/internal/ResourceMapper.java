package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.map.internal.Field.Branch;
import io.atoll.map.internal.Jq.Result;
import io.atoll.model.Entity;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Template;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Mapper.RecordMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes entities of the records of one resource, everything compiled beforehand. */
final class ResourceMapper implements RecordMapper {

    private final @Nullable Expansion expansion;
    private final Leaf query;
    private final Field identifier;
    private final Field blueprint;
    private final Optional<String> onlyBlueprint;
    private final @Nullable Field title;
    private final @Nullable Field icon;
    private final @Nullable Field team;
    private final Branch properties;
    private final Branch relations;

    ResourceMapper(Programs programs, Resource resource) {
        Template template = resource.template();
        expansion = resource.items() == null ? null : new Expansion(programs, resource.items());
        query = new Leaf("selector.query", programs.lenient(resource.query()), true);
        identifier = Field.required(programs, "identifier", template.identifier());
        blueprint = Field.required(programs, "blueprint", TextNode.valueOf(template.blueprint()));
        onlyBlueprint = programs.literal(template.blueprint())
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
        title = optional(programs, "title", template.title());
        icon = optional(programs, "icon", template.icon());
        team = optional(programs, "team", template.team());
        properties = branch(programs, "properties", template.properties());
        relations = branch(programs, "relations", template.relations());
    }

    private static @Nullable Field optional(Programs programs, String part, @Nullable JsonNode expression) {
        return expression == null ? null : Field.of(programs, part, expression);
    }

    private static Branch branch(Programs programs, String part, Map<String, JsonNode> expressions) {
        Map<String, Field> fields = new LinkedHashMap<>();
        expressions.forEach((name, expression) -> fields.put(name, Field.of(programs, part + "." + name, expression)));
        return new Branch(fields);
    }

    @Override
    public List<Mapped> map(JsonNode record) {
        return expansion == null ? List.of(mapItem(record)) : mapItems(expansion, record);
    }

    @Override
    public Optional<String> blueprint() {
        return onlyBlueprint;
    }

    private List<Mapped> mapItems(Expansion expansion, JsonNode record) {
        try {
            Optional<ArrayNode> elements = expansion.elements(record);
            if (elements.isEmpty()) {
                return List.of(new Mapped.Filtered("itemsToParse gives no list"));
            }
            JsonNode shared = expansion.shared(record);
            List<Mapped> mapped = new ArrayList<>(elements.get().size());
            elements.get().forEach(element -> mapped.add(mapItem(expansion.item(shared, element))));
            return mapped;
        } catch (Unmappable e) {
            return List.of(new Mapped.Broken(record, e.part(), e.reason()));
        }
    }

    private Mapped mapItem(JsonNode item) {
        try {
            return isSelected(item) ? entity(item) : new Mapped.Filtered("selector.query is false");
        } catch (Unmappable e) {
            return new Mapped.Broken(item, e.part(), e.reason());
        }
    }

    private boolean isSelected(JsonNode item) {
        return switch (query.run(item)) {
            case Result.Output output -> truth(output.value());
            case Result.Nothing nothing -> throw new Unmappable(query.part(), "gives nothing, not true or false");
            case Result.Failed failed -> throw new Unmappable(query.part(), failed.reason());
            case Result.Undefined undefined -> throw new Unmappable(query.part(), undefined.reason());
        };
    }

    private boolean truth(JsonNode value) {
        if (!value.isBoolean()) {
            throw mistyped(query.part(), value, "true or false");
        }
        return value.booleanValue();
    }

    private Mapped entity(JsonNode item) {
        Map<String, String> nulls = new LinkedHashMap<>();
        JsonNode name = identifier.evaluate(item, nulls);
        if (isFalsy(name)) {
            return new Mapped.Filtered("identifier " + nulls.getOrDefault("identifier", "is empty"));
        }
        JsonNode type = blueprint.evaluate(item, nulls);
        if (isFalsy(type)) {
            return new Mapped.Filtered("blueprint " + nulls.getOrDefault("blueprint", "is empty"));
        }
        if (name.isArray() || name.isBoolean()) {
            throw mistyped("identifier", name, "a text, a number or a search");
        }
        if (!type.isTextual() && !type.isNumber()) {
            throw mistyped("blueprint", type, "a text");
        }
        Entity entity = new Entity(
                type.asText(),
                name,
                evaluate(title, item, nulls),
                iconText(evaluate(icon, item, nulls)),
                teamText(evaluate(team, item, nulls)),
                properties.evaluate(item, nulls),
                relations.evaluate(item, nulls));
        return new Mapped.Made(entity, List.copyOf(nulls.keySet()));
    }

    private static @Nullable JsonNode evaluate(@Nullable Field field, JsonNode item, Map<String, String> nulls) {
        return field == null ? null : field.evaluate(item, nulls);
    }

    private static @Nullable JsonNode iconText(@Nullable JsonNode icon) {
        if (icon != null && icon.isContainerNode()) {
            throw mistyped("icon", icon, "a text");
        }
        return teamText(icon);
    }

    /** Writes numbers and booleans as texts. */
    private static @Nullable JsonNode teamText(@Nullable JsonNode team) {
        return team != null && (team.isNumber() || team.isBoolean()) ? TextNode.valueOf(team.asText()) : team;
    }

    /** Whether a value is null, false, 0, or an empty text, list or object. */
    private static boolean isFalsy(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> true;
            case BOOLEAN -> !value.booleanValue();
            case NUMBER -> value.doubleValue() == 0;
            case STRING -> value.textValue().isEmpty();
            case ARRAY, OBJECT -> value.isEmpty();
            case BINARY, POJO -> false;
        };
    }

    private static Unmappable mistyped(String part, JsonNode value, String wanted) {
        String found = switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> value.toString();
        };
        return new Unmappable(part, "gives " + found + ", not " + wanted);
    }
}
