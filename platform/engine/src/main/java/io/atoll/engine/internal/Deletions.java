package io.atoll.engine.internal;

import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.RunReport.Deletion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deletes what a certificate allows, and no more than the budget. */
final class Deletions {

    private static final int BATCH = 100;
    private static final int PENDING_SHOWN = 200;

    private final Installation installation;
    private final Reconciliation reconciliation;
    private final Mapping.Options options;
    private final String runId;

    Deletions(Installation installation, Reconciliation reconciliation, Mapping.Options options, String runId) {
        this.installation = installation;
        this.reconciliation = reconciliation;
        this.options = options;
        this.runId = runId;
    }

    /**
     * How many entities a run may delete unasked.
     *
     * @param held how many the catalog holds for the integration
     * @param threshold the part of them that the mapping allows at most
     * @param allowance what a person approved beyond that
     */
    static long budget(EngineConfig config, long held, double threshold, long allowance) {
        long ours = Math.max(config.deletionBudgetEntities(), held * config.deletionBudgetPercent() / 100);
        long mappings = (long) Math.floor(held * threshold);
        return Math.max(Math.min(ours, mappings), allowance);
    }

    /**
     * Deletes what is stale, if the budget allows all of it; otherwise nothing.
     *
     * @return what happened; {@link Deletion#pending()} is not empty exactly if the budget did not allow it
     */
    Deletion carryOut(Certificate certificate, long budget) throws CatalogException, InterruptedException {
        if (certificate.refusal().isPresent()) {
            return new Deletion(0, 0, List.of(certificate.refusal().get()), List.of());
        }
        var kept = certificate.protectedBlueprints();
        var withheld = new ArrayList<>(certificate.withheld());
        var first = new ArrayList<Ref>();
        long stale = count(kept, first);
        if (stale > budget) {
            withheld.add(stale + " deletions exceed the budget of " + budget
                    + ": they wait for approval. Look at the list, then run again with an allowance of " + stale);
            return new Deletion(stale, 0, withheld, first);
        }
        long deleted = delete(kept, withheld);
        return new Deletion(stale, deleted, withheld, List.of());
    }

    private long count(Set<String> kept, List<Ref> first) {
        long[] count = {0};
        reconciliation.stale(kept, ref -> {
            count[0]++;
            if (first.size() < PENDING_SHOWN) {
                first.add(ref);
            }
        });
        return count[0];
    }

    private long delete(Set<String> kept, List<String> withheld) throws CatalogException, InterruptedException {
        var batches = new Batches(withheld);
        try {
            reconciliation.stale(kept, batches::add);
            batches.flush();
        } catch (Halted halted) {
            switch (halted.reason) {
                case CatalogException failed -> throw failed;
                case InterruptedException cancelled -> throw cancelled;
                default -> throw new IllegalStateException(halted.reason);
            }
        }
        return batches.deleted;
    }

    /** Collects names and deletes them a batch at a time. */
    private final class Batches {

        private final List<String> withheld;
        private final List<Ref> batch = new ArrayList<>(BATCH);
        private long deleted;

        Batches(List<String> withheld) {
            this.withheld = withheld;
        }

        void add(Ref ref) {
            batch.add(ref);
            if (batch.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (batch.isEmpty()) {
                return;
            }
            try {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                var outcomes = installation.delete(batch, options, runId);
                for (int i = 0; i < batch.size(); i++) {
                    switch (outcomes.get(i)) {
                        case Outcome.Done done -> deleted++;
                        case Outcome.Refused refused -> {
                            if (withheld.size() < PENDING_SHOWN) {
                                withheld.add(batch.get(i) + " could not be deleted: " + refused.reason());
                            }
                        }
                    }
                }
                batch.clear();
            } catch (CatalogException | InterruptedException reason) {
                throw new Halted(reason);
            }
        }
    }

    /** Carries a checked exception out of a consumer. */
    private static final class Halted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Exception reason;

        Halted(Exception reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
