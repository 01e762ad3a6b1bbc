package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Stale;
import io.atoll.pipeline.Reconciler.Reconciliation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what of the entities that are no longer produced is deleted.
 *
 * <p>What the certificate objects to is withheld; so is what an entity that stays relates to. Of the rest, whatever exceeds a budget is
 * held for approval, blueprint by blueprint. The decisions are noted before anything is deleted.
 */
final class Deletions {

    static final int BATCH = 100;

    private final Installation installation;
    private final Mapping.Options options;
    private final Journal journal;
    private final Ledger ledger;
    private final EngineConfig config;
    private final Since since;

    Deletions(Work.Means means) {
        this(means, Since.NOTHING);
    }

    /**
     * Those of a run of records that were read earlier.
     *
     * @param since knows what was written after that
     */
    Deletions(Work.Means means, Since since) {
        this.since = since;
        this.installation = means.target();
        this.options = means.mapping().options();
        this.journal = means.journal();
        this.ledger = means.stages().ledger();
        this.config = means.config();
    }

    /** Notes a decision about every entity that was held and not produced. */
    void plan(Certificate certificate, Reconciliation reconciliation) throws Exception {
        var present = new Names();
        Batches.<Ref>of(1000, reconciliation::stale, batch -> {
            batch.forEach(present::add);
            journal.stale(batch);
        });
        FailPoint.STALE_NOTED.pass();
        journal.certificate(certificate.json());
        FailPoint.CERTIFICATE_NOTED.pass();
        if (certificate.refusal().isPresent()) {
            return;
        }
        var candidates = new Names();
        Batches.<Stale>of(1000, journal::stale, batch -> {
            for (Stale stale : since.marked(batch)) {
                if (present.contains(stale.ref())
                        && certificate
                                .objection(stale, journal::partitionComplete)
                                .isEmpty()) {
                    candidates.add(stale.ref());
                }
            }
        });
        var cascades = new HashMap<String, Long>();
        related(candidates, cascades);
        var held = held(certificate, reconciliation, candidates, cascades);
        Batches.<Stale>of(1000, journal::stale, batch -> {
            var changes = new ArrayList<Change>(batch.size());
            for (Stale stale : since.marked(batch)) {
                // what was stale before the run was cut off may have been produced since
                if (present.contains(stale.ref())) {
                    decide(certificate, candidates, held, stale).ifPresent(changes::add);
                }
            }
            journal.changes(changes);
        });
        FailPoint.DELETIONS_PLANNED.pass();
    }

    /** Notes what becomes of entities whose deletion a person approved; they are noted as stale already. */
    void planApproved() throws Exception {
        var candidates = new Names();
        Batches.<Stale>of(1000, journal::stale, batch -> batch.forEach(stale -> candidates.add(stale.ref())));
        var kept = related(candidates, new HashMap<>());
        Batches.<Stale>of(
                1000,
                journal::stale,
                batch -> journal.changes(batch.stream()
                        .map(stale -> candidates.contains(stale.ref())
                                ? deletion(stale.ref(), State.PLANNED, "")
                                : deletion(stale.ref(), State.WITHHELD, related(kept, stale.ref())))
                        .toList()));
        FailPoint.DELETIONS_PLANNED.pass();
    }

    private static String related(Map<Ref, String> kept, Ref ref) {
        return kept.getOrDefault(ref, "something that stays relates to it");
    }

    /** The decision about one entity; none about what something that stays relates to: that is needed, though nobody produces it. */
    private Optional<Change> decide(Certificate certificate, Names candidates, Map<String, String> held, Stale stale)
            throws Fenced {
        Ref ref = stale.ref();
        if (candidates.contains(ref)) {
            String reason = held.get(ref.blueprint());
            return Optional.of(reason == null ? deletion(ref, State.PLANNED, "") : deletion(ref, State.HELD, reason));
        }
        return certificate
                .objection(stale, journal::partitionComplete)
                .map(objection -> deletion(ref, State.WITHHELD, objection));
    }

    static Change deletion(Ref ref, State state, String reason) {
        return new Change(
                Action.DELETE,
                ref.blueprint(),
                JsonNodeFactory.instance.textNode(ref.identifier()),
                "",
                null,
                List.of(),
                state,
                reason);
    }

    /**
     * Takes out of the candidates what an entity that stays relates to, until nothing that stays relates to a candidate.
     *
     * @param cascades is given how many entities of others would go with the candidates, by the blueprint of the candidate
     * @return why the first of those taken out stay
     */
    private Map<Ref, String> related(Names candidates, Map<String, Long> cascades) throws Exception {
        var reasons = new HashMap<Ref, String>();
        int before;
        do {
            before = candidates.size();
            cascades.clear();
            Batches.<Ref>of(
                    BATCH,
                    consumer -> journal.stale((Stale stale) -> {
                        if (candidates.contains(stale.ref())) {
                            consumer.accept(stale.ref());
                        }
                    }),
                    batch -> {
                        for (Dependent dependent : installation.dependents(batch)) {
                            judge(dependent, candidates, cascades, reasons);
                        }
                    });
        } while (candidates.size() < before && candidates.size() > 0);
        return reasons;
    }

    private void judge(Dependent dependent, Names candidates, Map<String, Long> cascades, Map<Ref, String> reasons) {
        if (dependent.ours()) {
            if (!candidates.contains(dependent.ref())) {
                candidates.remove(dependent.on());
                if (reasons.size() < 10_000) {
                    reasons.put(dependent.on(), dependent.ref() + " stays and relates to it");
                }
            }
        } else if (dependent.required() && options.deleteDependents()) {
            cascades.merge(dependent.on().blueprint(), 1L, Long::sum);
        }
    }

    /** Why the deletions of a blueprint wait for approval, by blueprint. */
    private Map<String, String> held(
            Certificate certificate, Reconciliation reconciliation, Names candidates, Map<String, Long> cascades)
            throws Exception {
        var counts = new HashMap<String, Long>();
        Batches.<Stale>of(1000, journal::stale, batch -> {
            for (Stale stale : batch) {
                if (candidates.contains(stale.ref())) {
                    counts.merge(stale.ref().blueprint(), 1L, Long::sum);
                }
            }
        });
        long all = counts.values().stream().mapToLong(Long::longValue).sum()
                + cascades.values().stream().mapToLong(Long::longValue).sum();
        var held = new HashMap<String, String>();
        if (all <= journal.opening().allowance()) {
            return held;
        }
        double part = options.deletionThreshold();
        long allowed = (long) Math.floor(reconciliation.heldCount() * part);
        counts.forEach((blueprint, count) -> {
            long cascading = cascades.getOrDefault(blueprint, 0L);
            long owned = reconciliation.heldCount(blueprint);
            long budget = Math.max(config.deletionBudgetEntities(), owned * config.deletionBudgetPercent() / 100);
            String what = count + " of " + owned + " entities of " + blueprint
                    + (cascading == 0 ? "" : ", and " + cascading + " of others that need them,");
            if (certificate.empty(blueprint)) {
                held.put(blueprint, what + " would be deleted because not a single record was read");
            } else if (count + cascading > budget) {
                held.put(blueprint, what + " exceed the deletion budget of " + budget);
            } else if (all > allowed) {
                held.put(
                        blueprint,
                        all + " deletions exceed the mapping's threshold: " + part + " of "
                                + reconciliation.heldCount());
            }
        });
        return held;
    }

    /** Carries out what is planned. */
    void carryOut() throws Exception {
        new DeletionRounds(installation, options, journal, ledger).work();
    }
}
