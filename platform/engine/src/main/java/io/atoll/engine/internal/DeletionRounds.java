package io.atoll.engine.internal;

import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Carries out planned deletions, in rounds as long as something more succeeds: what needs another goes first, and what needs one another
 * goes together.
 *
 * <p>A catalog that keeps what is needed refuses each of several entities that need one another in a circle. It takes them in one request,
 * and that is of one blueprint and of {@value Deletions#BATCH} entities at most; a circle beyond that is refused with that reason.
 */
final class DeletionRounds {

    /** So many refused deletions are looked at for circles. */
    private static final int REFUSED_KNOWN = 10_000;

    private final Installation installation;
    private final Mapping.Options options;
    private final Journal journal;
    private final Ledger ledger;
    private final Map<Ref, String> reasons = new HashMap<>();
    private long deleted;
    private long refused;

    DeletionRounds(Installation installation, Mapping.Options options, Journal journal, Ledger ledger) {
        this.installation = installation;
        this.options = options;
        this.journal = journal;
        this.ledger = ledger;
    }

    void work() throws Exception {
        boolean more = true;
        while (more) {
            deleted = 0;
            refused = 0;
            Batches.<Change>of(Deletions.BATCH, this::planned, this::delete);
            if (deleted == 0 && refused > 0) {
                deleteCircles();
            }
            more = deleted > 0 && refused > 0;
        }
        if (refused > 0) {
            Batches.<Change>of(
                    Deletions.BATCH,
                    this::planned,
                    batch -> journal.changes(batch.stream()
                            .map(change -> change.as(
                                    State.REFUSED,
                                    reasons.getOrDefault(change.ref(), "the catalog refused to delete it")))
                            .toList()));
        }
    }

    private void planned(Consumer<Change> consumer) throws Fenced {
        journal.changes(State.PLANNED, change -> {
            if (change.action() == Action.DELETE) {
                consumer.accept(change);
            }
        });
    }

    private void delete(List<Change> planned) throws CatalogException, Fenced, InterruptedException {
        var names = planned.stream().map(Change::ref).toList();
        var present = installation.owned(names).stream().map(Entity::ref).toList();
        var touched = ledger.touchedSince(journal.opening().run(), names);
        var settled = new ArrayList<Change>();
        var due = new ArrayList<Change>();
        for (Change change : planned) {
            if (touched.contains(change.ref())) {
                settled.add(change.as(State.WITHHELD, Certificate.TOUCHED));
            } else if (present.contains(change.ref())) {
                due.add(change);
            } else {
                settled.add(change.as(State.DONE, "it was gone already, or belongs to somebody else by now"));
            }
        }
        FailPoint.DELETION_READY.pass();
        journal.ensureHeld();
        if (!due.isEmpty()) {
            var outcomes = installation.delete(
                    due.stream().map(Change::ref).toList(),
                    options,
                    journal.opening().run().value());
            FailPoint.DELETION_DONE.pass();
            for (int i = 0; i < due.size(); i++) {
                switch (outcomes.get(i)) {
                    case Outcome.Done done -> {
                        deleted++;
                        settled.add(due.get(i).as(State.DONE, ""));
                    }
                    case Outcome.Refused no -> {
                        refused++;
                        if (reasons.size() < REFUSED_KNOWN) {
                            reasons.put(due.get(i).ref(), no.reason());
                        }
                    }
                }
            }
        }
        journal.changes(settled);
        FailPoint.DELETION_NOTED.pass();
    }

    /** Deletes those that need one another, each circle in a request of its own. */
    private void deleteCircles() throws Exception {
        for (List<Change> circle : circles()) {
            var blueprints = circle.stream().map(Change::blueprint).distinct().toList();
            if (blueprints.size() == 1 && circle.size() <= Deletions.BATCH) {
                delete(circle);
            } else {
                String members = circle.size() + " entities of " + String.join(", ", blueprints);
                circle.forEach(
                        change -> reasons.put(
                                change.ref(),
                                members
                                        + " need one another, and the catalog deletes together what is of one blueprint, "
                                        + Deletions.BATCH
                                        + " at most: delete one of them by hand, with what needs it, or set deleteDependentEntities"));
            }
        }
    }

    /** What is planned and stands on a circle of required relations; those first that others do not wait for. */
    private List<List<Change>> circles() throws Exception {
        var left = new LinkedHashMap<Ref, Change>();
        planned(change -> {
            if (left.size() < REFUSED_KNOWN) {
                left.put(change.ref(), change);
            }
        });
        List<Change> nodes = List.copyOf(left.values());
        var places = new HashMap<Ref, Integer>();
        nodes.forEach(node -> places.put(node.ref(), places.size()));
        var needing = new ArrayList<List<Integer>>();
        nodes.forEach(node -> needing.add(new ArrayList<>()));
        Batches.<Change>of(Deletions.BATCH, nodes::forEach, batch -> {
            for (Dependent dependent :
                    installation.dependents(batch.stream().map(Change::ref).toList())) {
                Integer from = places.get(dependent.on());
                Integer to = places.get(dependent.ref());
                if (dependent.required() && from != null && to != null) {
                    needing.get(from).add(to);
                }
            }
        });
        return Components.of(needing.stream()
                        .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
                        .toList())
                .stream()
                .filter(component -> component.size() > 1)
                .map(component -> component.stream().map(nodes::get).toList())
                .toList();
    }
}
