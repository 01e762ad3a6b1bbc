package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Ledger.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which entities that relate to one another are written: level by level, each relating to earlier ones only, save that
 * those on a cycle stand in one level.
 *
 * <p>A relation names an identifier and not its blueprint, so it counts for every entity of that identifier.
 */
final class Levels {

    private Levels() {}

    static List<List<Refused>> of(Map<Ref, Refused> refused) {
        List<Refused> nodes = List.copyOf(refused.values());
        List<int[]> edges = edges(nodes);
        int[] level = new int[nodes.size()];
        var levels = new ArrayList<List<Refused>>();
        for (List<Integer> component : Components.of(edges)) {
            var within = new HashSet<>(component);
            int place = 0;
            for (int one : component) {
                for (int target : edges.get(one)) {
                    if (!within.contains(target)) {
                        place = Math.max(place, level[target] + 1);
                    }
                }
            }
            while (levels.size() <= place) {
                levels.add(new ArrayList<>());
            }
            for (int one : component) {
                level[one] = place;
                levels.get(place).add(nodes.get(one));
            }
        }
        return levels;
    }

    private static List<int[]> edges(List<Refused> nodes) {
        var byIdentifier = new HashMap<String, List<Integer>>();
        for (int i = 0; i < nodes.size(); i++) {
            byIdentifier
                    .computeIfAbsent(nodes.get(i).entity().identifier().asText(), name -> new ArrayList<>())
                    .add(i);
        }
        return nodes.stream()
                .map(node -> targets(node.entity()).stream()
                        .map(target -> byIdentifier.getOrDefault(target, List.of()))
                        .flatMap(Collection::stream)
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toList();
    }

    /** The identifiers that an entity relates to, those inside of search rules included. */
    static Set<String> targets(Entity entity) {
        var targets = new HashSet<String>();
        entity.relations().forEach(value -> targets(value, targets));
        return targets;
    }

    private static void targets(JsonNode value, Set<String> targets) {
        if (value.isArray()) {
            value.forEach(element -> targets(element, targets));
        } else if (value.isObject()) {
            if (value.path("property").asText().equals("$identifier")
                    && value.path("value").isValueNode()) {
                targets.add(value.path("value").asText());
            }
            targets(value.path("rules"), targets);
        } else if (value.isValueNode() && !value.isNull()) {
            targets.add(value.asText());
        }
    }
}
