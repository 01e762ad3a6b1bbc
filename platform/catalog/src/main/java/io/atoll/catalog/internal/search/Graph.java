package io.atoll.catalog.internal.search;

import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.View;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks the relations between entities. Each entity is visited once, so cycles end. */
final class Graph {

    private static final int MOST = 100_000;

    private final View view;
    private final Map<String, Optional<Blueprint>> blueprints = new HashMap<>();

    Graph(View view) {
        this.view = view;
    }

    /** Which way to go along relations. */
    enum Direction {
        /** To what an entity is related to. */
        UPSTREAM,
        /** To what is related to an entity. */
        DOWNSTREAM
    }

    /**
     * One part of a path.
     *
     * @param relation the key of the relation to follow
     * @param most how often it may be followed in a row, at least once
     */
    record Hop(String relation, int most) {}

    /**
     * Everything that can be reached by one step or more; the start itself only on a cycle.
     *
     * @param required if given, only relations that are required, or only those that are not, are followed
     */
    Set<Ref> reachable(Collection<Ref> start, Direction direction, @Nullable Boolean required) {
        return closure(start, ref -> switch (direction) {
            case UPSTREAM ->
                view.outgoing(ref).stream()
                        .filter(link -> followed(ref.blueprint(), link.relation(), required))
                        .map(View.Arrow::target)
                        .toList();
            case DOWNSTREAM ->
                view.incoming(ref, MOST).stream()
                        .filter(link -> followed(link.source().blueprint(), link.relation(), required))
                        .map(View.Link::source)
                        .toList();
        });
    }

    /** Where a path leads from some entities. */
    Set<Ref> follow(Collection<Ref> start, List<Hop> path) {
        Set<Ref> here = new LinkedHashSet<>(start);
        for (var hop : path) {
            var reached = new LinkedHashSet<Ref>();
            var frontier = here;
            for (var i = 0; i < hop.most() && !frontier.isEmpty(); i++) {
                var next = new LinkedHashSet<Ref>();
                for (var ref : frontier) {
                    targets(ref, hop.relation()).stream().filter(reached::add).forEach(next::add);
                }
                limit(reached);
                frontier = next;
            }
            here = reached;
        }
        return here;
    }

    /** Where a path comes from that leads to some entities; each relation of it is followed once, backwards. */
    Set<Ref> followBack(Collection<Ref> ends, List<Hop> path) {
        Set<Ref> here = new LinkedHashSet<>(ends);
        for (var hop : path.reversed()) {
            var sources = new LinkedHashSet<Ref>();
            for (var ref : here) {
                view.incoming(ref, MOST).stream()
                        .filter(link -> link.relation().equals(hop.relation()))
                        .map(View.Link::source)
                        .forEach(sources::add);
            }
            limit(sources);
            here = sources;
        }
        return here;
    }

    private List<Ref> targets(Ref source, String relation) {
        return view.outgoing(source).stream()
                .filter(arrow -> arrow.relation().equals(relation))
                .map(View.Arrow::target)
                .toList();
    }

    private static Set<Ref> closure(Collection<Ref> start, Function<Ref, List<Ref>> step) {
        var reached = new LinkedHashSet<Ref>();
        var next = new ArrayDeque<>(start);
        while (!next.isEmpty()) {
            for (var ref : step.apply(next.remove())) {
                if (reached.add(ref)) {
                    next.add(ref);
                }
            }
            limit(reached);
        }
        return reached;
    }

    private static void limit(Set<Ref> reached) {
        if (reached.size() > MOST) {
            throw Refusal.invalid(
                    "more than " + MOST + " entities are related in this way; ask for fewer, or in one direction");
        }
    }

    private boolean followed(String blueprint, String relation, @Nullable Boolean required) {
        var known = blueprints
                .computeIfAbsent(blueprint, view::blueprint)
                .map(found -> found.relations().get(relation));
        return known.isPresent() && (required == null || known.get().required() == required);
    }
}
