package io.atoll.engine.internal;

import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Reconciler.Judgement;
import java.util.List;

/** Where judged entities go: the catalog, or a plan. */
@FunctionalInterface
interface Writer {

    /** So many entities go to the catalog at once at most. */
    int BULK = 20;

    /**
     * Writes at most {@link #BULK} entities of one blueprint.
     *
     * @return one outcome for each, in their order
     * @throws CatalogException if it is not known what became of them
     * @throws Fenced if another process has taken over
     */
    List<Outcome> write(String label, List<Judgement> judged) throws CatalogException, Fenced, InterruptedException;

    /** Writes to the catalog, as long as the journal is held. */
    static Writer catalog(Installation installation, Mapping.Options options, Journal journal) {
        String runId = journal.opening().run().value();
        return (label, judged) -> {
            FailPoint.BULK_READY.pass();
            journal.ensureHeld();
            List<Entity> entities = judged.stream().map(Judgement::entity).toList();
            var outcomes = installation.upsert(entities, options, runId);
            FailPoint.BULK_WRITTEN.pass();
            return outcomes;
        };
    }

    /**
     * Notes what would be written, and writes nothing.
     *
     * @param since knows what was written since the records were read
     */
    static Writer plan(Journal journal, Since since) {
        return (label, judged) -> {
            var written = since.written(judged.stream()
                    .map(Judgement::entity)
                    .filter(entity -> !entity.searched())
                    .map(Entity::ref)
                    .toList());
            journal.changes(judged.stream()
                    .map(one -> planned(label, one))
                    .map(change -> change.action() != Action.WRITE && written.contains(change.ref())
                            ? change.as(State.WITHHELD, since.reason())
                            : change)
                    .toList());
            return judged.stream().<Outcome>map(one -> new Outcome.Done()).toList();
        };
    }

    private static Change planned(String label, Judgement judged) {
        Action action = switch (judged.verdict()) {
            case NEW -> Action.CREATE;
            case CHANGED, UNCHANGED -> Action.UPDATE;
            case SEARCHED -> Action.WRITE;
        };
        Entity entity = judged.entity();
        return new Change(
                action,
                entity.blueprint(),
                entity.identifier(),
                label,
                entity.json(),
                judged.differences(),
                State.PLANNED,
                action == Action.WRITE ? "which entity it is, the catalog tells when it is written" : "");
    }
}
