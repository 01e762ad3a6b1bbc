package io.atoll.engine.internal;

import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.RunReport.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A full run, or the plan of one: reads everything, writes what changed, deletes what is gone. */
final class Resync implements Work {

    private final Since since;

    Resync() {
        this(Since.NOTHING);
    }

    /**
     * One of records that were read earlier.
     *
     * @param since knows what was written after that
     */
    Resync(Since since) {
        this.since = since;
    }

    @Override
    public Ending carryOut(Means means) throws Exception {
        var starting = means.stages().fetcher().starting(means.integration().id());
        if (starting.fatal()) {
            return new Ending.Failed(reasons(starting.gaps()));
        }
        boolean plan = means.journal().opening().mode() != Mode.FULL;
        try (Reconciliation reconciliation = means.stages().reconciler().begin(plan)) {
            list(means, reconciliation);
            var read = new Reading(means, reconciliation, writer(means, plan), resource -> Optional.empty());
            Optional<Ending> early = read.all();
            if (early.isPresent()) {
                return early.get();
            }
            if (!plan) {
                new Retry(means.target(), means.mapping().options(), means.journal(), read::retried).work();
            }
            var certificate = Certificate.issue(evidence(means, reconciliation, starting, read));
            if (means.installation().isPresent()) {
                var deletions = new Deletions(means, since);
                deletions.plan(certificate, reconciliation);
                if (!plan && certificate.refusal().isEmpty()) {
                    deletions.carryOut();
                }
            }
            FailPoint.RUN_FINISHED.pass();
            return plan ? new Ending.Finished() : completed(means, certificate);
        }
    }

    private Writer writer(Means means, boolean plan) {
        return plan
                ? Writer.plan(means.journal(), since)
                : Writer.catalog(means.target(), means.mapping().options(), means.journal());
    }

    private static void list(Means means, Reconciliation reconciliation)
            throws CatalogException, Fenced, InterruptedException {
        if (means.installation().isPresent()) {
            means.installation().get().owned(reconciliation::held);
        }
        means.held().set(reconciliation.heldCount());
        means.journal().listed(reconciliation.heldCount(), reconciliation.digest());
        FailPoint.LISTING_READ.pass();
        if (means.journal().resumed()) {
            for (Tally tally : means.tallies()) {
                String label = tally.resource().label();
                if (!means.journal().progress(label).complete()) {
                    means.journal().rewind(label);
                }
            }
            Replay.of(means, reconciliation);
        }
    }

    private static Certificate.Evidence evidence(
            Means means, Reconciliation reconciliation, Fetched starting, Reading read)
            throws CatalogException, Fenced, InterruptedException, MalformedMapping {
        var now = means.stages().integrations().find(means.integration().id());
        var mapping =
                means.installation().isEmpty() || means.journal().opening().mode() == Mode.EFFECT
                        ? means.mapping()
                        : Mappings.read(means.stages().mapper(), means.target(), now.orElse(means.integration()));
        return new Certificate.Evidence(
                means.journal().opening(),
                means.journal().epoch(),
                reconciliation.heldCount(),
                now,
                mapping.hash(),
                starting.gaps().stream().map(Gap::reason).toList(),
                read.coverage());
    }

    /** Tells the listeners if everything was read whole and applied. */
    private static Ending completed(Means means, Certificate certificate) throws Fenced, InterruptedException {
        boolean whole = certificate.refusal().isEmpty()
                && certificate.evidence().resources().stream()
                        .allMatch(one -> one.whole()
                                && one.broken().isEmpty()
                                && one.counts().failed() == 0);
        for (State state : List.of(State.HELD, State.WITHHELD, State.REFUSED)) {
            var left = new ArrayList<State>();
            means.journal().changes(state, change -> {
                if (left.isEmpty()) {
                    left.add(state);
                }
            });
            whole &= left.isEmpty();
        }
        if (!whole) {
            return new Ending.Finished();
        }
        var told = means.stages().fetcher().completed(means.integration().id());
        return told.gaps().isEmpty() ? new Ending.Finished() : new Ending.Failed(reasons(told.gaps()));
    }

    static String reasons(List<Gap> gaps) {
        return gaps.isEmpty()
                ? "not read whole"
                : String.join("; ", gaps.stream().map(Gap::reason).toList());
    }
}
