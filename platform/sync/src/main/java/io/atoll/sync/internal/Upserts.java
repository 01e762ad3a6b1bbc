package io.atoll.sync.internal;

import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import io.atoll.spi.IntegrationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes those entities that are not yet as they shall be. One that is given again is written again, after the first. */
final class Upserts {

    private static final int SLICE = 100;

    private final Target target;
    private final Tally tally;
    private final Comparison comparison;
    private final Bulks bulks;
    private final List<Given> slice = new ArrayList<>();
    private final Set<Ref> names = new HashSet<>();

    /**
     * Begins with nothing.
     *
     * @param comparison finds out what has changed
     */
    Upserts(Target target, Tally tally, Comparison comparison) {
        this.target = target;
        this.tally = tally;
        this.comparison = comparison;
        this.bulks =
                new Bulks(bulk -> target.upsert(bulk.stream().map(Given::entity).toList()), tally::upserted, tally);
    }

    void add(Given given) throws IntegrationException, InterruptedException {
        if (slice.size() == SLICE || (!given.searched() && names.contains(given.ref()))) {
            flush();
        }
        slice.add(given);
        if (!given.searched()) {
            names.add(given.ref());
        }
    }

    /** Writes what is left, and once more what was refused. */
    void finish() throws IntegrationException, InterruptedException {
        flush();
        bulks.finish();
    }

    private void flush() throws IntegrationException, InterruptedException {
        if (!names.isEmpty()) {
            target.touched(Set.copyOf(names));
        }
        List<Given> changed = comparison.changed(slice);
        tally.unchanged(slice.size() - changed.size());
        bulks.send(changed);
        slice.clear();
        names.clear();
    }

    /** Compares with what the catalog holds of these very entities. */
    static Comparison asked(Target target) {
        return slice -> {
            List<Ref> refs = slice.stream()
                    .filter(given -> !given.searched())
                    .map(Given::ref)
                    .toList();
            List<Entity> owned = target.owned(refs);
            if (owned.isEmpty()) {
                return List.copyOf(slice);
            }
            try (Reconciliation held = target.reconciler().begin(false)) {
                owned.forEach(held::held);
                return changed(held, slice);
            }
        };
    }

    /** Compares with a whole listing. */
    static Comparison with(Reconciliation listing) {
        return slice -> changed(listing, slice);
    }

    private static List<Given> changed(Reconciliation held, List<Given> slice) {
        return slice.stream()
                .filter(given -> held.judge(held.examine(given.entity()), 0).verdict() != Verdict.UNCHANGED)
                .toList();
    }

    /** Finds out which entities of a slice have changed. */
    interface Comparison {
        List<Given> changed(List<Given> slice) throws IntegrationException, InterruptedException;
    }
}
