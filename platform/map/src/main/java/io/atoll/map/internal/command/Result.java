package io.atoll.map.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Mapper.Null;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a mapping made of a record, in JSON. */
final class Result {

    private final List<JsonNode> entities = new ArrayList<>();
    private final List<List<Null>> nullsOfEntities = new ArrayList<>();
    private final List<Null> nulls = new ArrayList<>();
    private final Set<String> filtered = new LinkedHashSet<>();
    private final Set<String> broken = new LinkedHashSet<>();

    Result(List<Mapped> outcomes) {
        for (Mapped outcome : outcomes) {
            switch (outcome) {
                case Mapped.Made made -> {
                    entities.add(json(made.entity()));
                    nullsOfEntities.add(made.nulls());
                    nulls.addAll(made.nulls());
                }
                case Mapped.Filtered one -> {
                    filtered.add(one.reason());
                    nulls.addAll(one.nulls());
                }
                case Mapped.Broken one -> broken.add(one.part() + ": " + one.reason());
            }
        }
    }

    /** The entities as they are sent to the catalog. */
    List<JsonNode> entities() {
        return entities;
    }

    /** The null fields of an entity. */
    List<Null> nulls(int entity) {
        return nullsOfEntities.get(entity);
    }

    /** The null fields of everything, made or not. */
    List<Null> nulls() {
        return nulls;
    }

    /** Why items should have made entities and could not. */
    Set<String> broken() {
        return broken;
    }

    /** Why some items made no entities, for people. */
    String reasons() {
        List<String> all = new ArrayList<>(filtered);
        all.addAll(broken);
        return String.join("; ", all);
    }

    private static ObjectNode json(Entity entity) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("identifier", entity.identifier());
        put(json, "icon", entity.icon());
        json.put("blueprint", entity.blueprint());
        put(json, "title", entity.title());
        put(json, "team", entity.team());
        if (!entity.properties().isEmpty()) {
            json.set("properties", entity.properties());
        }
        if (!entity.relations().isEmpty()) {
            json.set("relations", entity.relations());
        }
        return json;
    }

    private static void put(ObjectNode json, String key, @Nullable JsonNode value) {
        if (value != null) {
            json.set(key, value);
        }
    }
}
