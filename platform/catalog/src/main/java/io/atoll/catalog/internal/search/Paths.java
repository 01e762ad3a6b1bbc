package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows paths such as {@code system.owner.email} from entity to entity; remembers blueprints for as long as it lives. */
public final class Paths {

    private static final int MOST_VALUES = 1000;
    private static final Set<String> META = Set.of(
            "$identifier",
            "$title",
            "$icon",
            "$blueprint",
            "$team",
            "$datasource",
            "$createdAt",
            "$createdBy",
            "$updatedAt",
            "$updatedBy");

    private final View view;
    private final Map<String, Optional<Blueprint>> blueprints = new HashMap<>();

    public Paths(View view) {
        this.view = view;
    }

    /** What a path leads to: a list if a relation on it leads to many, else one value; JSON null if it breaks off. */
    public JsonNode follow(CatalogEntity start, Blueprint blueprint, String path) {
        var hops = path.split("\\.");
        var many = false;
        var here = Optional.of(blueprint);
        var entities = List.of(start);
        for (var i = 0; i < hops.length - 1; i++) {
            var relation = here.map(Blueprint::relations).orElse(Map.of()).get(hops[i]);
            if (relation == null) {
                return NullNode.getInstance();
            }
            many |= relation.many();
            here = blueprints.computeIfAbsent(relation.target(), view::blueprint);
            entities = targets(entities, relation.key(), relation.target());
        }
        var last = hops[hops.length - 1];
        if (!many) {
            return entities.isEmpty() ? NullNode.getInstance() : value(entities.get(0), last);
        }
        var values = Json.array();
        entities.forEach(entity -> values.add(value(entity, last)));
        return values;
    }

    /** Whether there is a meta-property of this name. */
    static boolean isMeta(String name) {
        return META.contains(name);
    }

    /** The value of a meta-property. */
    static JsonNode meta(CatalogEntity entity, String name) {
        return switch (name) {
            case "$identifier" -> TextNode.valueOf(entity.identifier());
            case "$title" -> text(entity.title());
            case "$icon" -> text(entity.icon());
            case "$blueprint" -> TextNode.valueOf(entity.ref().blueprint());
            case "$datasource" -> TextNode.valueOf(entity.datasource());
            case "$createdAt" -> TextNode.valueOf(Json.time(entity.stamp().createdAt()));
            case "$createdBy" -> TextNode.valueOf(entity.stamp().createdBy());
            case "$updatedAt" -> TextNode.valueOf(Json.time(entity.stamp().updatedAt()));
            case "$updatedBy" -> TextNode.valueOf(entity.stamp().updatedBy());
            case "$team" -> {
                var team = Json.array();
                entity.team().forEach(team::add);
                yield team.isEmpty() ? NullNode.getInstance() : team;
            }
            default -> throw Refusal.invalid("this catalog knows no meta-property \"" + name + "\"");
        };
    }

    private List<CatalogEntity> targets(List<CatalogEntity> sources, String relation, String blueprint) {
        var targets = new ArrayList<CatalogEntity>();
        for (var source : sources) {
            for (var identifier : source.targets(relation)) {
                if (targets.size() < MOST_VALUES) {
                    view.entity(new Ref(blueprint, identifier)).ifPresent(targets::add);
                }
            }
        }
        return targets;
    }

    private static JsonNode value(CatalogEntity entity, String name) {
        if (name.startsWith("$")) {
            return meta(entity, name);
        }
        var value = entity.properties().get(name);
        return value == null ? NullNode.getInstance() : value;
    }

    private static JsonNode text(@Nullable String text) {
        return text == null ? NullNode.getInstance() : TextNode.valueOf(text);
    }
}
