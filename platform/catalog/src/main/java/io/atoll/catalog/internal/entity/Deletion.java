package io.atoll.catalog.internal.entity;

import io.atoll.catalog.internal.audit.Trail;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.Transaction;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Deletes entities within one transaction, with those that depend on them or not. */
public final class Deletion {

    private final Transaction transaction;
    private final Trail trail;
    private final Map<String, Optional<Blueprint>> blueprints = new HashMap<>();

    public Deletion(Transaction transaction, Author author) {
        this.transaction = transaction;
        this.trail = new Trail(transaction, author);
    }

    /**
     * Deletes those that exist. With dependents, whatever is related to one of them, directly or not, goes too; without, relations to them
     * are cleared, and a required one refuses the whole deletion.
     *
     * @return those of the given ones that were there
     */
    public List<Ref> delete(Collection<Ref> given, boolean dependents) {
        var there = given.stream()
                .distinct()
                .filter(ref -> transaction.entity(ref).isPresent())
                .toList();
        var doomed = dependents ? withDependents(there) : new LinkedHashSet<>(there);
        if (!dependents) {
            refuseIfRequired(doomed);
        }
        doomed.forEach(this::remove);
        var links = new Links(transaction, trail);
        doomed.forEach(ref -> links.redirect(ref, Optional.empty()));
        return there;
    }

    private void remove(Ref ref) {
        transaction.entity(ref).ifPresent(trail::deleted);
        transaction.delete(ref);
    }

    /** Grows by each round of sources; an entity is visited once, so a cycle ends. */
    private Set<Ref> withDependents(List<Ref> seeds) {
        var doomed = new LinkedHashSet<>(seeds);
        var next = new ArrayDeque<>(seeds);
        while (!next.isEmpty()) {
            for (var link : transaction.incoming(next.remove(), Integer.MAX_VALUE)) {
                if (relationExists(link.source().blueprint(), link.relation()) && doomed.add(link.source())) {
                    next.add(link.source());
                }
            }
        }
        return doomed;
    }

    private void refuseIfRequired(Set<Ref> doomed) {
        for (var ref : doomed) {
            for (var link : transaction.incoming(ref, Integer.MAX_VALUE)) {
                if (!doomed.contains(link.source()) && required(link.source().blueprint(), link.relation())) {
                    throw Refusal.dependents("entity \"" + ref + "\" has_dependents: \"" + link.source()
                            + "\" needs it for its required relation \"" + link.relation()
                            + "\"; delete that first, or use delete_dependents=true");
                }
            }
        }
    }

    private boolean relationExists(String blueprint, String relation) {
        return blueprint(blueprint)
                .map(found -> found.relations().containsKey(relation))
                .orElse(false);
    }

    private boolean required(String blueprint, String relation) {
        return blueprint(blueprint)
                .map(found -> found.relations().get(relation))
                .map(found -> found.required())
                .orElse(false);
    }

    private Optional<Blueprint> blueprint(String identifier) {
        return blueprints.computeIfAbsent(identifier, transaction::blueprint);
    }
}
