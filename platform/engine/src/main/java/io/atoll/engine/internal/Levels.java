package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Ledger.Refused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which entities that relate to one another are written: level by level, each relating to earlier ones only, save that
 * those on a cycle stand in one level.
 *
 * <p>A relation names an identifier and not its blueprint, so it counts for every entity of that identifier. The levels are those of the
 * strongly connected components, found by Tarjan's algorithm without recursion.
 */
final class Levels {

    private final List<Refused> nodes;
    private final List<int[]> edges;
    private final int[] index;
    private final int[] low;
    private final int[] level;
    private final boolean[] stacked;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final List<List<Refused>> levels = new ArrayList<>();
    private int counter;

    private Levels(List<Refused> nodes, List<int[]> edges) {
        this.nodes = nodes;
        this.edges = edges;
        this.index = new int[nodes.size()];
        this.low = new int[nodes.size()];
        this.level = new int[nodes.size()];
        this.stacked = new boolean[nodes.size()];
    }

    static List<List<Refused>> of(Map<Ref, Refused> refused) {
        List<Refused> nodes = List.copyOf(refused.values());
        var byIdentifier = new HashMap<String, List<Integer>>();
        for (int i = 0; i < nodes.size(); i++) {
            byIdentifier
                    .computeIfAbsent(nodes.get(i).entity().identifier().asText(), name -> new ArrayList<>())
                    .add(i);
        }
        List<int[]> edges = nodes.stream()
                .map(node -> targets(node.entity()).stream()
                        .map(target -> byIdentifier.getOrDefault(target, List.of()))
                        .flatMap(Collection::stream)
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toList();
        var ordered = new Levels(nodes, edges);
        for (int node = 0; node < nodes.size(); node++) {
            if (ordered.index[node] == 0) {
                ordered.visit(node);
            }
        }
        return ordered.levels;
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

    /** Where the visit of a node stands. */
    private static final class Visit {
        private final int node;
        private int next;

        Visit(int node) {
            this.node = node;
        }
    }

    private void visit(int root) {
        Deque<Visit> path = new ArrayDeque<>();
        enter(root, path);
        while (!path.isEmpty()) {
            Visit visit = path.element();
            if (visit.next < edges.get(visit.node).length) {
                int target = edges.get(visit.node)[visit.next++];
                if (index[target] == 0) {
                    enter(target, path);
                } else if (stacked[target]) {
                    low[visit.node] = Math.min(low[visit.node], index[target]);
                }
            } else {
                path.remove();
                leave(visit.node);
                if (!path.isEmpty()) {
                    int parent = path.element().node;
                    low[parent] = Math.min(low[parent], low[visit.node]);
                }
            }
        }
    }

    private void enter(int node, Deque<Visit> path) {
        counter++;
        index[node] = counter;
        low[node] = counter;
        stack.push(node);
        stacked[node] = true;
        path.push(new Visit(node));
    }

    /** Ends a component if the node is the first of it; what it relates to has a level already. */
    private void leave(int node) {
        if (low[node] != index[node]) {
            return;
        }
        var members = new ArrayList<Integer>();
        int member;
        do {
            member = stack.pop();
            stacked[member] = false;
            members.add(member);
        } while (member != node);
        var within = new HashSet<>(members);
        int place = 0;
        for (int one : members) {
            for (int target : edges.get(one)) {
                if (!within.contains(target)) {
                    place = Math.max(place, level[target] + 1);
                }
            }
        }
        while (levels.size() <= place) {
            levels.add(new ArrayList<>());
        }
        for (int one : members) {
            level[one] = place;
            levels.get(place).add(nodes.get(one));
        }
    }
}
