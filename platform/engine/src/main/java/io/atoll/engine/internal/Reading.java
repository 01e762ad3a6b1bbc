package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.engine.internal.Certificate.Coverage;
import io.atoll.engine.internal.Work.Means;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Recorder;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.Tracer.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.MDC;

/** The reading of a run: sends one resource after another through the stages, and knows what is missing of each. */
final class Reading {

    private static final int BROKEN_KNOWN = 100_000;

    private final Means means;
    private final Conduit conduit;
    private final Function<Resource, Optional<Instant>> since;
    private final Map<String, Optional<String>> blueprints = new HashMap<>();
    private final Map<String, Missing> missing = new HashMap<>();

    /**
     * Has read nothing yet.
     *
     * @param since of each resource, the moment since which changes are wanted; empty for everything
     */
    Reading(Means means, Reconciliation reconciliation, Writer writer, Function<Resource, Optional<Instant>> since) {
        this.means = means;
        this.since = since;
        this.conduit = new Conduit(
                means.integration().id(),
                means.stages().fetcher(),
                reconciliation,
                writer,
                means.journal(),
                means.config(),
                means.memory(),
                means.pace());
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
            tally.measure();
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
        Optional<Instant> changedSince = since.apply(resource);
        Fetched fetched;
        try (var label = MDC.putCloseable("kind", resource.label());
                Step kind = means.step().begin("kind", Map.of("kind", resource.label()));
                var recorder = changedSince.isPresent() ? Recorder.NONE : recorder(resource)) {
            fetched = conduit.flow(
                    mapper, tally, progress(resource.label(), changedSince), recorder, examples(resource), kind);
            if (!fetched.gaps().isEmpty()) {
                kind.failed(Resync.reasons(fetched.gaps()));
            }
            if (fetched.left()) {
                return Optional.of(new Ending.Suspended(Resync.reasons(fetched.gaps())));
            }
            recorder.complete(fetched.gaps());
        }
        fetched.gaps().forEach(gap -> missing(resource.label()).note(gap.partition()));
        tally.end(fetched.gaps());
        var told = tally.report();
        means.journal().resource(resource.label(), fetched.gaps(), told.notes(), told.effort());
        FailPoint.RESOURCE_NOTED.pass();
        return fetched.fatal()
                ? Optional.of(new Ending.Failed(resource.label() + ": " + Resync.reasons(fetched.gaps())))
                : Optional.empty();
    }

    private Recorder recorder(Resource resource) {
        var opening = means.journal().opening();
        return means.stages()
                .records()
                .record(new Records.Reading(
                        means.integration().id(),
                        opening.run(),
                        resource,
                        opening.mapping(),
                        opening.startedAt(),
                        means.journal().resumed()));
    }

    private Consumer<List<JsonNode>> examples(Resource resource) {
        boolean shown =
                means.installation().isPresent() && means.journal().opening().mode() == Mode.FULL;
        return shown ? records -> means.target().examples(resource.kind(), records) : records -> {};
    }

    private Progress progress(String label, Optional<Instant> changedSince) {
        Journal journal = means.journal();
        return new Progress() {
            @Override
            public boolean complete(String partition) {
                try {
                    return journal.resumed() && journal.partitionComplete(label, partition);
                } catch (Fenced fenced) {
                    throw new Lost(fenced);
                }
            }

            @Override
            public Optional<String> resumeAt(String partition) {
                try {
                    return journal.resumed() ? journal.resumeAt(label, partition) : Optional.empty();
                } catch (Fenced fenced) {
                    throw new Lost(fenced);
                }
            }

            @Override
            public Optional<Instant> changedSince() {
                return changedSince;
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
                    tally.resource().kind().name(),
                    blueprints.getOrDefault(label, Optional.empty()),
                    lacking.whole,
                    lacking.partitions,
                    newest(tally.resource().kind().name(), lacking.partitions),
                    counts));
        }
        return all;
    }

    /** The number of the run since which all of some partitions have been there. */
    private long newest(String kind, Set<String> partitions) throws Fenced {
        long newest = 0;
        for (String partition : partitions) {
            newest =
                    Math.max(newest, means.journal().thereSince(kind, partition).orElse(Long.MAX_VALUE));
        }
        return newest;
    }

    private Missing missing(String label) {
        return missing.computeIfAbsent(label, none -> new Missing());
    }

    /** Carries the loss of the lease out of a question. */
    private static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Lost(Fenced reason) {
            super(reason);
        }
    }
}
