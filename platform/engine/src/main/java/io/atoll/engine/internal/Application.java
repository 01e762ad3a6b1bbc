package io.atoll.engine.internal;

import io.atoll.model.Entity;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes exactly the changes of a plan, or none if anything that it rests on has moved on. */
final class Application implements Work {

    private static final int REASONS_KEPT = 10_000;

    private final RunId plan;

    Application(RunId plan) {
        this.plan = plan;
    }

    @Override
    public Ending carryOut(Means means) throws Exception {
        Optional<String> stale = stale(means);
        if (stale.isPresent()) {
            return new Ending.Failed("the plan " + plan + " is stale: " + stale.get() + "; make a new one");
        }
        var ledger = means.stages().ledger();
        Batches.<Change>of(500, consumer -> ledger.changes(plan, consumer), means.journal()::changes);
        var certificate = ledger.certificate(plan);
        if (certificate.isPresent()) {
            means.journal().certificate(certificate.get());
        }
        means.tallies().forEach(tally -> tally.begin(Counts.NONE));
        write(means);
        means.tallies().forEach(tally -> tally.end(List.of()));
        new Deletions(means).carryOut();
        FailPoint.RUN_FINISHED.pass();
        return new Ending.Finished();
    }

    /** What has moved on since the plan was made; empty if nothing has. */
    private Optional<String> stale(Means means) throws CatalogException, Fenced, InterruptedException {
        var ledger = means.stages().ledger();
        Opening then = ledger.opening(plan).orElseThrow();
        Opening now = means.journal().opening();
        if (!now.mapping().equals(then.mapping())) {
            return Optional.of("the mapping was changed");
        }
        if (!now.configuration().equals(then.configuration())) {
            return Optional.of("the configuration was changed");
        }
        if (!now.version().equals(then.version())) {
            return Optional.of("the integration is now of version " + now.version());
        }
        try (Reconciliation reconciliation = means.stages().reconciler().begin(false)) {
            means.target().owned(reconciliation::held);
            means.held().set(reconciliation.heldCount());
            means.journal().listed(reconciliation.heldCount(), reconciliation.digest());
            boolean same = ledger.listing(plan)
                    .filter(listing -> listing.digest().equals(reconciliation.digest()))
                    .isPresent();
            return same ? Optional.empty() : Optional.of("the catalog holds other entities, or others of their fields");
        }
    }

    private static void count(Means means, Change change, Consumer<Tally> outcome) {
        for (Tally tally : means.tallies()) {
            if (tally.resource().label().equals(change.label())) {
                tally.fetched();
                outcome.accept(tally);
            }
        }
    }

    /** Writes in rounds as long as something more succeeds: an entity may need another that comes later. */
    private void write(Means means) throws Exception {
        boolean more = true;
        while (more) {
            var round = new Round(means);
            Batches.<Change>of(10 * Writer.BULK, consumer -> planned(means, consumer), round::write);
            more = round.written > 0 && round.refused > 0;
            if (!more && round.refused > 0) {
                Batches.<Change>of(
                        10 * Writer.BULK, consumer -> planned(means, consumer), batch -> round.settle(batch));
            }
        }
    }

    private static void planned(Means means, Consumer<Change> consumer) throws Fenced {
        means.journal().changes(State.PLANNED, change -> {
            if (change.action() != Action.DELETE) {
                consumer.accept(change);
            }
        });
    }

    /** One attempt at everything that is to be written. */
    private static final class Round {

        private final Means means;
        private final Map<String, String> reasons = new HashMap<>();
        private long written;
        private long refused;

        Round(Means means) {
            this.means = means;
        }

        void write(List<Change> planned) throws CatalogException, Fenced, InterruptedException {
            var byBlueprint = new LinkedHashMap<String, List<Change>>();
            for (Change change : planned) {
                byBlueprint
                        .computeIfAbsent(change.blueprint(), name -> new ArrayList<>())
                        .add(change);
            }
            for (List<Change> changes : byBlueprint.values()) {
                for (int from = 0; from < changes.size(); from += Writer.BULK) {
                    bulk(changes.subList(from, Math.min(changes.size(), from + Writer.BULK)));
                }
            }
        }

        private void bulk(List<Change> bulk) throws CatalogException, Fenced, InterruptedException {
            means.journal().ensureHeld();
            var outcomes = means.target()
                    .upsert(
                            bulk.stream()
                                    .map(Change::entity)
                                    .map(json -> Entity.of(Objects.requireNonNull(json)))
                                    .toList(),
                            means.mapping().options(),
                            means.journal().opening().run().value());
            var done = new ArrayList<Change>();
            for (int i = 0; i < bulk.size(); i++) {
                switch (outcomes.get(i)) {
                    case Outcome.Done ok -> done.add(bulk.get(i).as(State.DONE, ""));
                    case Outcome.Refused no -> {
                        refused++;
                        if (reasons.size() < REASONS_KEPT) {
                            reasons.put(name(bulk.get(i)), no.reason());
                        }
                    }
                }
            }
            written += done.size();
            means.journal().changes(done);
            done.forEach(
                    change -> count(means, change, change.action() == Action.CREATE ? Tally::created : Tally::updated));
        }

        /** Notes what stays refused. */
        void settle(List<Change> refused) throws Fenced {
            var settled = refused.stream()
                    .map(change -> change.as(State.REFUSED, reason(change)))
                    .toList();
            means.journal().changes(settled);
            settled.forEach(change -> count(
                    means,
                    change,
                    tally -> tally.failed("apply", Objects.requireNonNull(change.entity()), change.reason())));
        }

        private String reason(Change change) {
            return reasons.getOrDefault(name(change), "the catalog refused it");
        }

        private static String name(Change change) {
            return change.blueprint() + '\0' + change.identifier();
        }
    }
}
