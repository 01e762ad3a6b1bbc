package io.atoll.actions.internal;

import io.atoll.actions.internal.Mark.Phase;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the catalog what became of runs; what cannot be told now stays in the journal. */
final class Report {

    private static final Logger log = LoggerFactory.getLogger(Report.class);

    private final Journal journal;

    Report(Journal journal) {
        this.journal = journal;
    }

    /**
     * Tells what a mark says, and removes it; unless another catalog than its own knows no such run.
     *
     * @throws CatalogException if the catalog does not take it; the mark stays
     */
    void send(ActionRuns runs, Mark mark) throws CatalogException, InterruptedException {
        boolean known = switch (mark.phase()) {
            case Phase.Over over -> runs.ended(mark.ref(), over.success(), over.summary(), over.links());
            case Phase.Continues on -> runs.started(mark.ref(), on.externalId(), on.links());
            case Phase.Claimed claimed -> throw new IllegalArgumentException(mark.toString());
            case Phase.Begun begun -> throw new IllegalArgumentException(mark.toString());
        };
        if (!known) {
            log.info("Run {} of {} goes on no more in the catalog at {}", mark.ref(), mark.action(), runs.catalog());
        }
        if (known || mark.catalog().equals(runs.catalog())) {
            remove(mark);
        }
    }

    private void remove(Mark mark) {
        try {
            journal.remove(mark.ref());
        } catch (IOException kept) {
            log.warn(
                    "Run {} was reported, and may be reported again after the next start: {}",
                    mark.ref(),
                    kept.toString());
        }
    }
}
