package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.Blueprints;
import io.atoll.apply.internal.endpoint.EntitySearch;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Dependent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the entities that relate to others, by one search for each relation that can lead there. */
final class Dependents {

    private static final int AT_ONCE = 100;

    private final Blueprints blueprints;
    private final EntitySearch search;
    private final Owned owned;

    Dependents(Session session) {
        this.blueprints = new Blueprints(session);
        this.search = new EntitySearch(session);
        this.owned = new Owned(session);
    }

    /** A relation of a blueprint. */
    private record Edge(String blueprint, String relation, boolean many, boolean required) {}

    List<Dependent> of(Collection<Ref> refs) throws CatalogException, InterruptedException {
        var byBlueprint = new HashMap<String, List<String>>();
        refs.forEach(ref -> byBlueprint
                .computeIfAbsent(ref.blueprint(), none -> new ArrayList<>())
                .add(ref.identifier()));
        var edges = edges(byBlueprint.keySet());
        var found = new ArrayList<Found>();
        for (var entry : byBlueprint.entrySet()) {
            for (Edge edge : edges.getOrDefault(entry.getKey(), List.of())) {
                var identifiers = entry.getValue();
                for (int from = 0; from < identifiers.size(); from += AT_ONCE) {
                    var some = identifiers.subList(from, Math.min(identifiers.size(), from + AT_ONCE));
                    search.each(
                            edge.blueprint(),
                            query(edge, some),
                            entity -> note(entity, edge, entry.getKey(), some, found));
                }
            }
        }
        return owned(found);
    }

    /** What was found, before it is known whose it is. */
    private record Found(Ref ref, Ref on, boolean required) {}

    private static void note(Entity entity, Edge edge, String target, List<String> wanted, List<Found> found) {
        JsonNode value = entity.relations().path(edge.relation());
        Iterable<JsonNode> targets = value.isArray() ? value : List.of(value);
        for (JsonNode one : targets) {
            if (one.isTextual() && wanted.contains(one.textValue())) {
                found.add(new Found(entity.ref(), new Ref(target, one.textValue()), edge.required()));
            }
        }
    }

    private List<Dependent> owned(List<Found> found) throws CatalogException, InterruptedException {
        if (found.isEmpty()) {
            return List.of();
        }
        Set<Ref> names = new HashSet<>();
        found.forEach(one -> names.add(one.ref()));
        Set<Ref> ours = new HashSet<>();
        owned.of(names).forEach(entity -> ours.add(entity.ref()));
        return found.stream()
                .map(one -> new Dependent(one.ref(), one.on(), ours.contains(one.ref()), one.required()))
                .toList();
    }

    private Map<String, List<Edge>> edges(Set<String> targets) throws CatalogException, InterruptedException {
        var edges = new HashMap<String, List<Edge>>();
        for (JsonNode blueprint : blueprints.all()) {
            blueprint.path("relations").properties().forEach(relation -> {
                String target = relation.getValue().path("target").asText();
                if (targets.contains(target)) {
                    edges.computeIfAbsent(target, none -> new ArrayList<>())
                            .add(new Edge(
                                    blueprint.path("identifier").asText(),
                                    relation.getKey(),
                                    relation.getValue().path("many").asBoolean(),
                                    relation.getValue().path("required").asBoolean()));
                }
            });
        }
        return edges;
    }

    private static ObjectNode query(Edge edge, List<String> identifiers) {
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("combinator", "and");
        ArrayNode value = query.putArray("rules")
                .addObject()
                .put("relation", edge.relation())
                .put("operator", edge.many() ? "containsAny" : "in")
                .putArray("value");
        identifiers.forEach(value::add);
        return query;
    }
}
