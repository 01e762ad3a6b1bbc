package io.atoll.engine.internal;

import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Ledger.Stale;
import io.atoll.pipeline.RunId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows which entities were written outside of runs since the records were read that are replayed: what these say about them is not true any
 * more.
 */
final class Since {

    /** Nothing was: the records are read now. */
    static final Since NOTHING = new Since();

    private final @Nullable Ledger ledger;
    private final @Nullable RunId run;

    private Since() {
        this.ledger = null;
        this.run = null;
    }

    /** Since a run began. */
    Since(Ledger ledger, RunId run) {
        this.ledger = ledger;
        this.run = run;
    }

    /** Those of some entities that were written. */
    Set<Ref> written(Collection<Ref> refs) {
        return ledger == null || run == null || refs.isEmpty() ? Set.of() : ledger.touchedSince(run, refs);
    }

    String reason() {
        return "it was written by an event or by the integration itself since run " + run
                + ", whose records these are: a plan tells what becomes of it";
    }

    /** The same, knowing which were written. */
    List<Stale> marked(List<Stale> batch) {
        var written = written(batch.stream().map(Stale::ref).toList());
        return written.isEmpty()
                ? batch
                : batch.stream()
                        .map(stale ->
                                written.contains(stale.ref()) ? new Stale(stale.ref(), stale.origins(), true) : stale)
                        .toList();
    }
}
