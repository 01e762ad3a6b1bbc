package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.map.internal.Expansion.NoItems;
import io.atoll.map.internal.Expansion.Split;
import io.atoll.map.internal.Field.Branch;
import io.atoll.map.internal.Field.Constant;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes entities of the records of one resource, everything compiled beforehand. */
final class ResourceMapper implements RecordMapper {

    private static final String QUERY = "selector.query";
    private static final Mapped.Filtered REFUSED = new Mapped.Filtered("selector.query is false");

    private final Expressions expressions;
    private final @Nullable Expansion expansion;
    private final Field query;
    private final Field identifier;
    private final Field blueprint;
    private final @Nullable Field title;
    private final @Nullable Field icon;
    private final @Nullable Field team;
    private final Branch properties;
    private final Branch relations;

    /**
     * Compiles a resource.
     *
     * @param resolvers who resolves texts that are no JQ
     */
    ResourceMapper(Resource resource, Supplier<Expressions> compiler, Resolvers resolvers) {
        Template template = resource.template();
        expansion = resource.items() == null ? null : new Expansion(compiler.get(), resource.items());
        expressions = compiler.get();
        Fields fields = new Fields(expressions, resolvers);
        query = fields.required(QUERY, TextNode.valueOf(resource.query()));
        identifier = fields.required("identifier", template.identifier());
        blueprint = fields.required("blueprint", TextNode.valueOf(template.blueprint()));
        title = optional(fields, "title", template.title());
        icon = optional(fields, "icon", template.icon());
        team = optional(fields, "team", template.team());
        properties = branch(fields, "properties", template.properties());
        relations = branch(fields, "relations", template.relations());
    }

    private static @Nullable Field optional(Fields fields, String path, @Nullable JsonNode text) {
        return text == null ? null : fields.optional(path, text);
    }

    private static Branch branch(Fields fields, String path, Map<String, JsonNode> texts) {
        Map<String, Field> branch = new LinkedHashMap<>();
        texts.forEach((name, text) -> branch.put(name, fields.optional(path + "." + name, text)));
        return new Branch(branch);
    }

    @Override
    public Optional<String> blueprint() {
        return blueprint instanceof Constant constant && constant.value().isTextual()
                ? Optional.of(constant.value().textValue())
                : Optional.empty();
    }

    @Override
    public List<Mapped> map(JsonNode record) {
        return map(record, false);
    }

    @Override
    public List<Mapped> explain(JsonNode record) {
        return map(record, true);
    }

    private List<Mapped> map(JsonNode record, boolean explained) {
        if (expansion == null) {
            return List.of(mapItem(record, explained));
        }
        try {
            Split split = expansion.split(record);
            List<Mapped> mapped = new ArrayList<>(split.size());
            for (int i = 0; i < split.size(); i++) {
                mapped.add(mapItem(split.item(i), explained));
            }
            return mapped;
        } catch (NoItems e) {
            return List.of(new Mapped.Filtered(e.reason()));
        } catch (Unmappable e) {
            return List.of(new Mapped.Broken(record, e.part(), e.reason()));
        }
    }

    private Mapped mapItem(JsonNode item, boolean explained) {
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw Unmappable.cancelled(QUERY);
            }
            Draft draft = new Draft(item, expressions);
            return isSelected(draft) ? entity(draft, explained) : explained ? refused(draft) : REFUSED;
        } catch (Unmappable e) {
            return new Mapped.Broken(item, e.part(), e.reason());
        }
    }

    /** Maps what the selector refuses, to tell what it would have made. */
    private Mapped refused(Draft draft) {
        Entity entity;
        try {
            entity = entity(draft, true) instanceof Mapped.Made made ? made.entity() : null;
        } catch (Unmappable e) {
            entity = null;
        }
        return new Mapped.Filtered(REFUSED.reason(), entity, List.of());
    }

    private boolean isSelected(Draft draft) {
        JsonNode value = query.evaluate(draft);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        throw value.isNull()
                ? new Unmappable(QUERY, draft.complaint(value) + "; write what is true or false")
                : mistyped(QUERY, value, "true or false");
    }

    private Mapped entity(Draft draft, boolean explained) {
        JsonNode name = identifier.evaluate(draft);
        String reason = isFalsy(name) ? "identifier: " + draft.complaint(name) : null;
        if (reason != null && !explained) {
            return new Mapped.Filtered(reason);
        }
        JsonNode type = blueprint.evaluate(draft);
        if (reason == null && isFalsy(type)) {
            reason = "blueprint: " + draft.complaint(type);
        }
        if (reason != null && !explained) {
            return new Mapped.Filtered(reason);
        }
        JsonNode titleValue = evaluate(title, draft);
        JsonNode iconValue = evaluate(icon, draft);
        JsonNode teamValue = evaluate(team, draft);
        ObjectNode propertyValues = properties.evaluate(draft);
        ObjectNode relationValues = relations.evaluate(draft);
        if (reason != null) {
            return new Mapped.Filtered(reason, null, draft.nulls());
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
                titleValue,
                iconText(iconValue),
                teamText(teamValue),
                propertyValues,
                relationValues);
        return new Mapped.Made(entity, draft.nulls());
    }

    private static @Nullable JsonNode evaluate(@Nullable Field field, Draft draft) {
        return field == null ? null : field.evaluate(draft);
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
