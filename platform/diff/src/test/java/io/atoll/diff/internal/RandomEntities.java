package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Entities of all kinds, from few names and values, so that they meet. */
final class RandomEntities {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    RandomEntities(Random random) {
        this.random = random;
    }

    /** One of a few entities, with some of its fields. */
    Entity next() {
        ObjectNode properties = NODES.objectNode();
        ObjectNode relations = NODES.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            properties.set("property" + random.nextInt(6), value(3));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            relations.set("relation" + random.nextInt(3), random.nextInt(4) == 0 ? NODES.nullNode() : texts());
        }
        return new Entity(
                random.nextBoolean() ? "service" : "host",
                random.nextInt(4) == 0 ? NODES.numberNode(random.nextInt(3)) : text(),
                maybe(text()),
                maybe(text()),
                maybe(texts()),
                properties,
                relations);
    }

    /** A field of an entity, changed in the smallest way; the entity must have a field. */
    Mutation mutation(Entity entity) {
        ObjectNode json = entity.json().deepCopy();
        List<String[]> paths = new ArrayList<>();
        for (String part : List.of("title", "icon", "team")) {
            if (json.has(part)) {
                paths.add(new String[] {part});
            }
        }
        for (String part : List.of("properties", "relations")) {
            json.get(part).fieldNames().forEachRemaining(name -> paths.add(new String[] {part, name}));
        }
        String[] path = paths.get(random.nextInt(paths.size()));
        ObjectNode parent = path.length == 1 ? json : (ObjectNode) json.get(path[0]);
        String name = path[path.length - 1];
        boolean property = path[0].equals("properties");
        parent.set(name, property ? mutated(parent.get(name)) : mutatedTexts(parent.get(name), path[0]));
        return new Mutation(String.join(".", path), Entity.of(json));
    }

    /**
     * An entity with one other field.
     *
     * @param path of the field
     * @param entity after the change
     */
    record Mutation(String path, Entity entity) {}

    private JsonNode mutated(JsonNode value) {
        if (value.isContainerNode() && !value.isEmpty() && random.nextInt(4) > 0) {
            if (value instanceof ArrayNode array) {
                int index = random.nextInt(array.size());
                array.set(index, mutated(array.get(index)));
            } else if (value instanceof ObjectNode object) {
                String name = object.fieldNames().next();
                object.set(name, mutated(object.get(name)));
            }
            return value;
        }
        if (value.isNumber()) {
            return NODES.numberNode(value.doubleValue() + 1);
        }
        if (value.isTextual()) {
            return NODES.textNode(value.textValue() + " ");
        }
        return NODES.arrayNode().add(value);
    }

    private JsonNode mutatedTexts(JsonNode value, String part) {
        if (value.isArray()) {
            return ((ArrayNode) value).add("mutant");
        }
        boolean listed = value.isTextual() && random.nextBoolean() && (part.equals("team") || part.equals("relations"));
        return listed ? NODES.arrayNode().add(value).add("mutant") : NODES.textNode(value.asText() + "mutant");
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt(3));
            case 3 -> NODES.numberNode(random.nextInt(9) / 4.0);
            case 4 -> text();
            case 5 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    object.set("key" + random.nextInt(3), value(depth - 1));
                }
                yield object;
            }
        };
    }

    private JsonNode texts() {
        if (random.nextBoolean()) {
            return text();
        }
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            array.add(text());
        }
        return array;
    }

    private JsonNode text() {
        return NODES.textNode("text" + random.nextInt(3));
    }

    private @Nullable JsonNode maybe(JsonNode value) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> NODES.nullNode();
            default -> value;
        };
    }
}
