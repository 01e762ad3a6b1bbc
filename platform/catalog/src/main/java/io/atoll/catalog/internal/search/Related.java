package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.search.Graph.Direction;
import io.atoll.catalog.internal.search.Graph.Hop;
import io.atoll.catalog.internal.store.View;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the entities of one blueprint that are related to an entity: along a path if one is given, else in any way. */
public final class Related {

    private final Graph graph;
    private final String blueprint;
    private final Optional<List<Hop>> path;
    private final @Nullable String from;

    private Related(Graph graph, String blueprint, Optional<List<Hop>> path, @Nullable String from) {
        this.graph = graph;
        this.blueprint = blueprint;
        this.path = path;
        this.from = from;
    }

    /**
     * Reads a path filter {@code [{path, fromBlueprint?}]}; anything else means any way. A path that begins at the other blueprint is
     * followed backwards.
     */
    public static Related of(View view, String blueprint, JsonNode filter) {
        var first = filter.path(0);
        var path = Optional.of(Json.texts(first.get("path")).stream()
                        .map(relation -> new Hop(relation, 1))
                        .toList())
                .filter(hops -> !hops.isEmpty());
        return new Related(new Graph(view), blueprint, path, Json.text(first, "fromBlueprint"));
    }

    /** Those that are related to an entity, without it. */
    public Collection<Ref> to(Ref entity) {
        var found = new LinkedHashSet<Ref>();
        if (path.isPresent()) {
            var backwards = blueprint.equals(from);
            found.addAll(
                    backwards
                            ? graph.followBack(List.of(entity), path.get())
                            : graph.follow(List.of(entity), path.get()));
        } else {
            for (var direction : Direction.values()) {
                found.addAll(graph.reachable(List.of(entity), direction, null));
            }
        }
        found.remove(entity);
        found.removeIf(ref -> !ref.blueprint().equals(blueprint));
        return found;
    }
}
