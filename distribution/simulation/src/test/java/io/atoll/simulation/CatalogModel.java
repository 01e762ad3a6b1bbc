package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.pipeline.Catalog.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The catalog: what it holds, whose that is, and what it refuses. An issue cannot be without its repository, nor a ring without the next
 * one. Where a search stands for a name, it has one rule, on the identifier.
 */
final class CatalogModel {

    static final String OURS = "ours";
    static final String OTHERS = "others";

    private static final Map<String, String> TARGETS =
            Map.of("repo", "repo", "team", "team", "parent", "issue", "next", "ring", "owner", "team");

    private static final Set<String> REQUIRED = Set.of("repo", "next");

    private final Nemesis nemesis;
    private final Story story;
    private final Map<Ref, Shelf> shelves = new TreeMap<>(Comparator.comparing(Ref::toString));
    private long writes;

    CatalogModel(Nemesis nemesis, Story story) {
        this.nemesis = nemesis;
        this.story = story;
    }

    /** One entity, and who wrote it last. */
    record Shelf(Entity entity, String owner) {}

    /** Is told of each deletion before it happens. */
    interface Judge {
        void deleting(Ref ref, String owner);
    }

    synchronized Map<Ref, Shelf> shelves() {
        return Map.copyOf(shelves);
    }

    synchronized long writes() {
        return writes;
    }

    void put(Entity entity, String owner) {
        synchronized (this) {
            shelves.put(entity.ref(), new Shelf(entity, owner));
        }
        story.change("catalog: " + owner + " wrote " + entity.ref());
    }

    synchronized void drop(Ref ref) {
        shelves.remove(ref);
        story.change("catalog: " + ref + " dropped by a live event");
    }

    void listing(Consumer<Entity> consumer) throws CatalogException {
        var mine = shelves().values().stream()
                .filter(shelf -> shelf.owner().equals(OURS))
                .map(Shelf::entity)
                .toList();
        int cut = nemesis.strikes("listing", 0.04) ? nemesis.choice("listing", mine.size() + 1) : -1;
        for (int i = 0; i < mine.size(); i++) {
            if (i == cut) {
                story.tell("catalog: the listing breaks off");
                throw new CatalogException("the listing broke off", null);
            }
            consumer.accept(mine.get(i));
        }
        story.tell("catalog: listed " + mine.size());
    }

    synchronized List<Entity> owned(Collection<Ref> refs) {
        return refs.stream()
                .map(shelves::get)
                .filter(shelf -> shelf != null && shelf.owner().equals(OURS))
                .map(Shelf::entity)
                .toList();
    }

    synchronized List<Dependent> dependents(Collection<Ref> refs) {
        var found = new ArrayList<Dependent>();
        shelves.forEach((ref, shelf) -> relations(shelf.entity()).forEach((name, target) -> {
            if (refs.contains(target)) {
                found.add(new Dependent(ref, target, shelf.owner().equals(OURS), REQUIRED.contains(name)));
            }
        }));
        return found;
    }

    /** What an entity relates to, by the names of its relations. */
    static Map<String, Ref> relations(Entity entity) {
        var relations = new TreeMap<String, Ref>();
        entity.relations().properties().forEach(relation -> {
            if (relation.getValue().isTextual()) {
                relations.put(
                        relation.getKey(),
                        new Ref(
                                Objects.requireNonNull(TARGETS.get(relation.getKey())),
                                relation.getValue().textValue()));
            }
        });
        return relations;
    }

    List<Outcome> upsert(List<Entity> entities, String by) throws CatalogException {
        outage("upsert before", 0.01);
        var outcomes = new ArrayList<Outcome>();
        var written = new ArrayList<Ref>();
        synchronized (this) {
            var together = rings(entities);
            for (Entity given : entities) {
                Entity entity = found(given);
                var refusal = refusal(entity, together);
                if (refusal.isPresent()) {
                    outcomes.add(refusal.get());
                } else if (nemesis.strikes("refusal", 0.015)) {
                    outcomes.add(new Outcome.Refused(422, "not to my taste"));
                    together.remove(entity.ref());
                } else {
                    Shelf before = shelves.get(entity.ref());
                    Shelf after = shelves.merge(entity.ref(), new Shelf(entity, OURS), CatalogModel::over);
                    written.add(entity.ref());
                    // what is found by a search is written each time, as only the catalog can compare it
                    writes += given.equals(entity) || !after.equals(before) ? 1 : 0;
                    outcomes.add(new Outcome.Done());
                }
            }
        }
        story.tell("catalog: " + by + " wrote " + written
                + (written.size() < outcomes.size() ? ", refused " + (outcomes.size() - written.size()) : ""));
        outage("upsert after", 0.01);
        return outcomes;
    }

    /** The rings of one request can refer to one another. */
    private static Set<Ref> rings(List<Entity> entities) {
        return entities.stream()
                .filter(entity -> entity.blueprint().equals("ring"))
                .map(Entity::ref)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Optional<Outcome> refusal(Entity entity, Set<Ref> together) {
        if (entity.searched() || (entity.blueprint().equals("gadget") && !shelves.containsKey(entity.ref()))) {
            return Optional.of(new Outcome.Refused(404, "nothing is found"));
        }
        if (entity.blueprint().equals("ring")
                && !entity.relations().hasNonNull("next")
                && !shelves.containsKey(entity.ref())) {
            return Optional.of(new Outcome.Refused(422, "next is required"));
        }
        return relations(entity).values().stream()
                .filter(target -> !shelves.containsKey(target) && !together.contains(target))
                .findFirst()
                .map(missing -> new Outcome.Refused(404, missing + " is missing"));
    }

    /** The entity with names in the place of searches. */
    private Entity found(Entity entity) {
        ObjectNode json = entity.json().deepCopy();
        boolean searching = entity.searched();
        if (searching) {
            json.set("identifier", entity.identifier().at("/rules/0/value"));
        }
        var relations = (ObjectNode) json.get("relations");
        for (var relation : entity.relations().properties()) {
            if (relation.getValue().isObject()) {
                searching = true;
                JsonNode name = relation.getValue().at("/rules/0/value");
                boolean there = shelves.containsKey(
                        new Ref(Objects.requireNonNull(TARGETS.get(relation.getKey())), name.asText()));
                relations.set(relation.getKey(), there ? name : JsonNodeFactory.instance.nullNode());
            }
        }
        return searching ? Entity.of((JsonNode) json) : entity;
    }

    private static Shelf over(Shelf before, Shelf after) {
        var json = before.entity().json().deepCopy();
        overlay((ObjectNode) json.get("properties"), after.entity().properties());
        overlay((ObjectNode) json.get("relations"), after.entity().relations());
        return new Shelf(Entity.of(json), OURS);
    }

    private static void overlay(ObjectNode below, ObjectNode above) {
        above.properties().forEach(field -> below.set(field.getKey(), field.getValue()));
    }

    List<Outcome> delete(List<Ref> refs, Mapping.Options options, String by, Judge judge) throws CatalogException {
        outage("delete before", 0.02);
        var outcomes = new ArrayList<Outcome>();
        synchronized (this) {
            // a request that is refused is divided, which parts what could only go together
            boolean whole = refs.stream().noneMatch(ref -> needed(ref, refs));
            for (Ref ref : refs) {
                if (!shelves.containsKey(ref)) {
                    outcomes.add(new Outcome.Done());
                } else if (!options.deleteDependents() && needed(ref, whole ? refs : List.of())) {
                    outcomes.add(new Outcome.Refused(422, "something cannot be without it"));
                } else if (nemesis.strikes("refusal of deletion", 0.02)) {
                    outcomes.add(new Outcome.Refused(500, "not today"));
                } else {
                    remove(ref, by, judge);
                    outcomes.add(new Outcome.Done());
                }
            }
        }
        outage("delete after", 0.02);
        return outcomes;
    }

    /** Whether something beside some others cannot be without an entity. */
    private boolean needed(Ref ref, Collection<Ref> others) {
        return dependents(List.of(ref)).stream()
                .anyMatch(dependent -> dependent.required() && !others.contains(dependent.ref()));
    }

    /** Removes an entity and what cannot be without it; others lose their relation to it. */
    private void remove(Ref ref, String by, Judge judge) {
        Shelf shelf = shelves.remove(ref);
        if (shelf == null) {
            return;
        }
        writes++;
        story.tell("catalog: " + by + " deletes " + ref);
        judge.deleting(ref, shelf.owner());
        for (Dependent dependent : dependents(List.of(ref))) {
            if (dependent.required()) {
                story.tell("catalog: " + dependent.ref() + " goes with it");
                if (dependent.ours()) {
                    remove(dependent.ref(), by, judge);
                } else {
                    shelves.remove(dependent.ref());
                }
            } else {
                shelves.computeIfPresent(
                        dependent.ref(), (name, other) -> new Shelf(released(other.entity(), ref), other.owner()));
            }
        }
    }

    private static Entity released(Entity entity, Ref gone) {
        var json = entity.json().deepCopy();
        var relations = (ObjectNode) json.get("relations");
        relations(entity).forEach((name, target) -> {
            if (target.equals(gone)) {
                relations.set(name, JsonNodeFactory.instance.nullNode());
            }
        });
        return Entity.of((JsonNode) json);
    }

    private void outage(String when, double probability) throws CatalogException {
        if (nemesis.strikes(when, probability)) {
            story.tell("catalog: away, " + when);
            throw new CatalogException("the catalog is away", null);
        }
    }
}
