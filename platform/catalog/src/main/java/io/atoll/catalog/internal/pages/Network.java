package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Relation;
import io.atoll.catalog.internal.pages.GraphLayout.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Blueprints as a graph; relations between the same blueprints, in the same direction, share an edge.
 *
 * @param related the nodes: blueprints with a relation from or to one of them
 * @param alone the blueprints without any
 * @param edges between nodes, by their place in {@code related}
 * @param labels what the relations of each edge are called
 * @param loops what the relations of nodes to themselves are called, by node
 */
record Network(
        List<Blueprint> related,
        List<Blueprint> alone,
        List<Edge> edges,
        List<List<String>> labels,
        Map<Integer, List<String>> loops) {

    static Network of(List<Blueprint> blueprints) {
        var known = blueprints.stream().map(Blueprint::identifier).collect(Collectors.toSet());
        var touched = new HashSet<String>();
        for (var blueprint : blueprints) {
            for (var relation : blueprint.relations().values()) {
                if (known.contains(relation.target())) {
                    touched.add(blueprint.identifier());
                    touched.add(relation.target());
                }
            }
        }
        var parts = blueprints.stream()
                .collect(Collectors.partitioningBy(blueprint -> touched.contains(blueprint.identifier())));
        var related = parts.getOrDefault(true, List.of());
        var network = new Network(
                related,
                parts.getOrDefault(false, List.of()),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashMap<>());
        relations(related).forEach(network::add);
        return network;
    }

    private static Map<Edge, List<String>> relations(List<Blueprint> related) {
        var numbers = new HashMap<String, Integer>();
        for (var blueprint : related) {
            numbers.put(blueprint.identifier(), numbers.size());
        }
        var found = new LinkedHashMap<Edge, List<String>>();
        for (var blueprint : related) {
            for (var relation : blueprint.relations().values()) {
                var from = numbers.get(blueprint.identifier());
                var to = numbers.get(relation.target());
                if (from != null && to != null) {
                    found.computeIfAbsent(new Edge(from, to), edge -> new ArrayList<>())
                            .add(label(blueprint, relation));
                }
            }
        }
        return found;
    }

    private void add(Edge edge, List<String> names) {
        if (edge.from() == edge.to()) {
            loops.put(edge.from(), names);
        } else {
            edges.add(edge);
            labels.add(names);
        }
    }

    private static String label(Blueprint blueprint, Relation relation) {
        var definition = blueprint.document().path("relations").path(relation.key());
        return Column.title(relation.key(), definition) + (relation.many() ? " ∗" : "");
    }
}
