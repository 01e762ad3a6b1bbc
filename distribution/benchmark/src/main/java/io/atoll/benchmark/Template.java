package io.atoll.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parts of an entity, each with what makes it.
 *
 * @param <E> a text, or what an engine has compiled it to
 */
record Template<E>(List<Part<E>> head, List<Part<E>> properties, List<Part<E>> relations) {

    /** A field and what makes it. */
    record Part<E>(String name, E maker) {}

    /** The texts of the one resource of a mapping. */
    static Template<String> of(JsonNode mapping) {
        JsonNode entity = mapping.at("/resources/0/port/entity/mappings");
        return new Template<>(parts(entity), parts(entity.path("properties")), parts(entity.path("relations")));
    }

    private static List<Part<String>> parts(JsonNode object) {
        List<Part<String>> parts = new ArrayList<>();
        object.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                parts.add(new Part<>(field.getKey(), field.getValue().textValue()));
            }
        });
        return parts;
    }

    /** The same parts with other makers. */
    <F> Template<F> map(Function<? super E, ? extends F> compiler) {
        return new Template<>(map(head, compiler), map(properties, compiler), map(relations, compiler));
    }

    private static <E, F> List<Part<F>> map(List<Part<E>> parts, Function<? super E, ? extends F> compiler) {
        List<Part<F>> mapped = new ArrayList<>(parts.size());
        for (Part<E> part : parts) {
            mapped.add(new Part<>(part.name(), compiler.apply(part.maker())));
        }
        return mapped;
    }

    /** The entity; a part that has no value is null. */
    ObjectNode entity(Function<? super E, ? extends JsonNode> evaluation) {
        ObjectNode entity = fill(head, evaluation);
        entity.set("properties", fill(properties, evaluation));
        entity.set("relations", fill(relations, evaluation));
        return entity;
    }

    private static <E> ObjectNode fill(List<Part<E>> parts, Function<? super E, ? extends JsonNode> evaluation) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Part<E> part : parts) {
            object.set(part.name(), evaluation.apply(part.maker()));
        }
        return object;
    }

    /** The texts as one program that makes the entity. */
    static String program(Template<String> texts) {
        return "{%s, properties: {%s}, relations: {%s}}"
                .formatted(fields(texts.head), fields(texts.properties), fields(texts.relations));
    }

    private static String fields(List<Part<String>> parts) {
        return parts.stream()
                .map(part -> TextNode.valueOf(part.name()) + ": (" + part.maker() + ")")
                .collect(Collectors.joining(", "));
    }
}
