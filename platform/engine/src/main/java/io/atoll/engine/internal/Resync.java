package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.engine.internal.Certificate.Coverage;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.RunReport.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A full run, or the plan of one: reads everything, writes what changed, deletes what is gone. */
final class Resync implements Work {

    @Override
    public Ending carryOut(Means means) throws Exception {
        var starting = means.stages().fetcher().starting(means.integration().id());
        if (starting.fatal()) {
            return new Ending.Failed(reasons(starting.gaps()));
        }
        boolean plan = means.journal().opening().mode() == Mode.PLAN;
        try (Reconciliation reconciliation = means.stages().reconciler().begin(plan)) {
            list(means, reconciliation);
            var read = new Reading(means, reconciliation, writer(means, plan));
            Optional<Ending> early = read.all();
            if (early.isPresent()) {
                return early.get();
            }
            if (!plan) {
                new Retry(means.target(), means.mapping().options(), means.journal(), read::retried).work();
            }
            var certificate = Certificate.issue(evidence(means, reconciliation, starting, read));
            if (means.installation().isPresent()) {
                var deletions = new Deletions(means);
                deletions.plan(certificate, reconciliation);
                if (!plan && certificate.refusal().isEmpty()) {
                    deletions.carryOut();
                }
            }
            FailPoint.RUN_FINISHED.pass();
            return plan ? new Ending.Finished() : completed(means, certificate);
        }
    }

    private static Writer writer(Means means, boolean plan) {
        return plan
                ? Writer.plan(means.journal())
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
            means.journal().produced(reconciliation::produced);
        }
    }

    private static Certificate.Evidence evidence(
            Means means, Reconciliation reconciliation, Fetched starting, Reading read)
            throws CatalogException, Fenced, InterruptedException, MalformedMapping {
        var now = means.stages().integrations().find(means.integration().id());
        var mapping = means.installation().isEmpty()
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

    /** Sends one resource after another through the stages. */
    private static final class Reading {

        private static final int BROKEN_KNOWN = 100_000;

        private final Means means;
        private final Conduit conduit;
        private final Map<String, Optional<String>> blueprints = new HashMap<>();
        private final Map<String, Missing> missing = new HashMap<>();

        Reading(Means means, Reconciliation reconciliation, Writer writer) {
            this.means = means;
            this.conduit = new Conduit(
                    means.integration().id(),
                    means.stages().fetcher(),
                    reconciliation,
                    writer,
                    means.journal(),
                    means.config());
        }

        /** What is missing of a resource. */
        private static final class Missing {
            private boolean whole = true;
            private final Set<String> partitions = new HashSet<>();

            void note(String partition) {
                if (partition.isEmpty() || partitions.size() >= BROKEN_KNOWN) {
                    whole = false;
                } else {
                    partitions.add(partition);
                }
            }
        }

        /** Reads all; gives how the run ended if that was its end. */
        Optional<Ending> all() throws Exception {
            for (Tally tally : means.tallies()) {
                Resource resource = tally.resource();
                RecordMapper mapper = means.stages()
                        .mapper()
                        .prepare(resource, means.integration().id());
                blueprints.put(resource.label(), mapper.blueprint());
                var earlier = means.journal().progress(resource.label());
                if (earlier.complete()) {
                    tally.begin(earlier.counts());
                    tally.end(List.of());
                    continue;
                }
                tally.begin(earlier.counts());
                means.told().run();
                Optional<Ending> early = one(tally, mapper);
                if (early.isPresent()) {
                    return early;
                }
                means.told().run();
            }
            return Optional.empty();
        }

        private Optional<Ending> one(Tally tally, RecordMapper mapper) throws Exception {
            Resource resource = tally.resource();
            Fetched fetched = conduit.flow(mapper, tally, progress(resource.label()), examples(resource));
            if (fetched.left()) {
                return Optional.of(new Ending.Suspended(reasons(fetched.gaps())));
            }
            fetched.gaps().forEach(gap -> missing(resource.label()).note(gap.partition()));
            tally.end(fetched.gaps());
            means.journal()
                    .resource(resource.label(), fetched.gaps(), tally.report().notes());
            FailPoint.RESOURCE_NOTED.pass();
            return fetched.fatal()
                    ? Optional.of(new Ending.Failed(resource.label() + ": " + reasons(fetched.gaps())))
                    : Optional.empty();
        }

        private Consumer<List<JsonNode>> examples(Resource resource) {
            boolean shown = means.installation().isPresent()
                    && means.journal().opening().mode() == Mode.FULL;
            return shown ? records -> means.target().examples(resource.kind(), records) : records -> {};
        }

        private Progress progress(String label) {
            Journal journal = means.journal();
            if (!journal.resumed()) {
                return Progress.NONE;
            }
            return new Progress() {
                @Override
                public boolean complete(String partition) {
                    try {
                        return journal.partitionComplete(label, partition);
                    } catch (Fenced fenced) {
                        throw new Interrupted(fenced);
                    }
                }

                @Override
                public Optional<String> resumeAt(String partition) {
                    try {
                        return journal.resumeAt(label, partition);
                    } catch (Fenced fenced) {
                        throw new Interrupted(fenced);
                    }
                }

                @Override
                public Optional<Instant> changedSince() {
                    return Optional.empty();
                }
            };
        }

        void retried(String label) {
            means.tallies().stream()
                    .filter(tally -> tally.resource().label().equals(label))
                    .forEach(Tally::retried);
        }

        /** How much of each resource is there, once the refused entities were retried. */
        List<Coverage> coverage() throws Fenced {
            means.stages()
                    .ledger()
                    .failures(
                            means.journal().opening().run(),
                            failed -> missing(failed.label()).note(failed.partition()));
            var all = new ArrayList<Coverage>();
            for (Tally tally : means.tallies()) {
                String label = tally.resource().label();
                Counts counts = means.journal().progress(label).counts();
                Missing lacking = missing(label);
                all.add(new Coverage(
                        label,
                        blueprints.getOrDefault(label, Optional.empty()),
                        lacking.whole,
                        lacking.partitions,
                        counts));
            }
            return all;
        }

        private Missing missing(String label) {
            return missing.computeIfAbsent(label, none -> new Missing());
        }
    }

    /** Carries the loss of the lease out of a question. */
    static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Interrupted(Fenced reason) {
            super(reason);
        }
    }
}
