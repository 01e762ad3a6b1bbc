package io.atoll.actions.internal;

import io.atoll.actions.internal.Mark.Phase;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.ActionRuns.Ref;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.action.ActionResult;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the catalog what became of runs; what cannot be told now stays in the journal. Thread-safe.
 *
 * <p>What is told of one run is told one after another, and nothing is told of a run whose end was: a webhook may bring the end before the
 * catalog heard that the run goes on.
 */
final class Report {

    private static final Logger log = LoggerFactory.getLogger(Report.class);

    private static final int TURNS = 32;

    private final Journal journal;
    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);

    Report(Journal journal) {
        this.journal = journal;
    }

    /**
     * Tells what a mark says, and removes it; unless another catalog than its own knows no such run. A mark that is gone was answered for.
     *
     * @throws CatalogException if the catalog does not take it; the mark stays
     */
    void send(ActionRuns runs, Mark mark) throws CatalogException, InterruptedException {
        Lock turn = turn(mark.ref());
        turn.lockInterruptibly();
        try {
            if (journal.holds(mark.ref())) {
                tell(runs, mark);
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Tells the end of a run that went on at the third party, and forgets the run.
     *
     * @return false if the catalog does not wait for it any more
     * @throws CatalogException if the catalog does not take it; what is marked stays
     */
    boolean ended(ActionRuns runs, Ref run, ActionResult.Ended end)
            throws CatalogException, IOException, InterruptedException {
        Lock turn = turn(run);
        turn.lockInterruptibly();
        try {
            boolean taken = runs.ended(run, end instanceof ActionResult.Succeeded, end.summary(), end.links());
            journal.remove(run);
            return taken;
        } finally {
            turn.unlock();
        }
    }

    private Lock turn(Ref run) {
        return turns[Math.floorMod(run.hashCode(), TURNS)];
    }

    private void tell(ActionRuns runs, Mark mark) throws CatalogException, InterruptedException {
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
