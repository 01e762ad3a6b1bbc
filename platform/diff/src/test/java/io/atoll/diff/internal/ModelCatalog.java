package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A catalog in memory. It merges what is written, and answers it in one of the forms that catalogs are free to choose. */
final class ModelCatalog {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<Ref, ObjectNode> entities = new LinkedHashMap<>();
    private final Random random;

    ModelCatalog(Random random) {
        this.random = random;
    }

    /** Merges an entity into what is held of it. */
    void write(Entity entity) {
        ObjectNode held = entities.computeIfAbsent(
                entity.ref(),
                ref -> NODES.objectNode().put("blueprint", ref.blueprint()).put("identifier", ref.identifier()));
        for (var part : entity.json().properties()) {
            switch (part.getKey()) {
                case "title", "icon" -> held.set(part.getKey(), part.getValue());
                case "team" -> held.set("team", list(part.getValue()));
                case "properties", "relations" ->
                    held.withObjectProperty(part.getKey()).setAll((ObjectNode) part.getValue());
                default -> {}
            }
        }
    }

    /** What is held of an entity. */
    JsonNode get(Ref ref) {
        return entities.getOrDefault(ref, NODES.objectNode());
    }

    /** Everything, in any order. */
    List<Entity> answer() {
        List<Entity> answer = new ArrayList<>();
        entities.values().forEach(entity -> answer.add(Entity.of(answer(entity))));
        Collections.shuffle(answer, random);
        return answer;
    }

    private ObjectNode answer(ObjectNode held) {
        ObjectNode answer = (ObjectNode) anyForm(held);
        for (String part : List.of("title", "icon", "team")) {
            if (!held.hasNonNull(part) && random.nextBoolean()) {
                answer.set(part, part.equals("team") && random.nextBoolean() ? NODES.arrayNode() : NODES.nullNode());
            }
        }
        for (String part : List.of("properties", "relations")) {
            ObjectNode values = answer.withObjectProperty(part);
            List<String> cleared = new ArrayList<>();
            values.properties().forEach(entry -> {
                if (entry.getValue().isNull() && random.nextBoolean()) {
                    cleared.add(entry.getKey());
                }
            });
            values.remove(cleared);
        }
        answer.withObjectProperty("properties").put("calculated by the catalog", true);
        answer.withObjectProperty("relations")
                .set("not mapped", random.nextBoolean() ? NODES.nullNode() : NODES.arrayNode());
        return answer;
    }

    /** The same with its keys in another order, without some that are null, and with numbers written otherwise. */
    private JsonNode anyForm(JsonNode value) {
        if (value.isObject()) {
            List<String> names = new ArrayList<>();
            value.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            ObjectNode object = NODES.objectNode();
            names.forEach(name -> object.set(name, anyForm(value.get(name))));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode();
            value.forEach(element -> array.add(anyForm(element)));
            return array;
        }
        if (value.isNumber()) {
            return switch (random.nextInt(3)) {
                case 0 -> NODES.numberNode(value.doubleValue());
                case 1 -> NODES.numberNode(value.decimalValue());
                default -> value;
            };
        }
        return value;
    }

    private static JsonNode list(JsonNode team) {
        return team.isTextual() ? NODES.arrayNode().add(team) : team;
    }
}
