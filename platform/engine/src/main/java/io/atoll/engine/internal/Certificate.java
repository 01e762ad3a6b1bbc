package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.Ledger.Origin;
import io.atoll.pipeline.Ledger.Stale;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The proof that what a run did not produce is gone: without it nothing is deleted.
 *
 * <p>It holds as a whole only if mapping, configuration and version are those with which the run began. Under it an entity may be
 * deleted if every resource that can make its blueprint was read whole; or if of such a resource only partitions are missing, and the
 * entity is known to have come from others, when those that are missing were there already.
 *
 * @param evidence all that it rests on
 * @param refusal why nothing at all may be deleted; empty if something may
 */
record Certificate(Evidence evidence, Optional<String> refusal) {

    /** Why an entity stays that an event or the integration itself wrote meanwhile. */
    static final String TOUCHED = "it was written outside of the run since that began";

    /**
     * What is known at the end of a run.
     *
     * @param opening what was known at its beginning
     * @param epoch the epoch in which the certificate is issued
     * @param held how many entities the catalog's complete listing had
     * @param now the integration as it is configured now; empty if it is not any more
     * @param mapping the hash of the mapping that is in force now
     * @param objections what listeners of the integration said against deleting
     * @param resources one for each resource of the mapping
     */
    record Evidence(
            Opening opening,
            long epoch,
            long held,
            Optional<Integration> now,
            String mapping,
            List<String> objections,
            List<Coverage> resources) {

        Evidence {
            objections = List.copyOf(objections);
            resources = List.copyOf(resources);
        }
    }

    /**
     * How much of one resource was read, mapped and written.
     *
     * @param label its name
     * @param kind of its records
     * @param blueprint whose entities it makes; empty if that depends on the record
     * @param whole whether nothing is missing outside of partitions
     * @param broken the partitions of which something is missing
     * @param newest the number of the run since which all of these have been there; 0 if there are none
     * @param counts what became of its records
     */
    record Coverage(
            String label,
            String kind,
            Optional<String> blueprint,
            boolean whole,
            Set<String> broken,
            long newest,
            Counts counts) {

        Coverage {
            broken = Set.copyOf(broken);
        }

        boolean makes(String name) {
            return blueprint.isEmpty() || blueprint.get().equals(name);
        }
    }

    static Certificate issue(Evidence evidence) {
        return new Certificate(evidence, Optional.ofNullable(refusal(evidence)));
    }

    private static @Nullable String refusal(Evidence evidence) {
        Opening before = evidence.opening();
        if (evidence.now().isEmpty()) {
            return "the configuration of the integration was removed while it ran";
        }
        Integration now = evidence.now().get();
        if (!now.configuration().equals(before.configuration())) {
            return "the configuration was changed while it ran";
        }
        if (!now.version().equals(before.version())) {
            return "the integration was replaced by version " + now.version() + " while it ran";
        }
        if (!evidence.mapping().equals(before.mapping())) {
            return "the mapping was changed while it ran";
        }
        if (evidence.resources().isEmpty()) {
            return "the mapping has no resources";
        }
        if (!evidence.objections().isEmpty()) {
            return String.join("; ", evidence.objections());
        }
        return evidence.resources().stream()
                .filter(resource -> !resource.counts().reconcile())
                .map(resource -> "the counts of " + resource.label() + " do not reconcile: " + resource.counts())
                .findFirst()
                .orElse(null);
    }

    /** Knows which partitions were read to their end. */
    @FunctionalInterface
    interface ReadWhole {
        boolean test(String label, String partition) throws Fenced;
    }

    /** Why an entity must stay; empty if it may be deleted. */
    Optional<String> objection(Stale stale, ReadWhole readWhole) throws Fenced {
        if (stale.touched()) {
            return Optional.of(TOUCHED);
        }
        for (Coverage resource : evidence.resources()) {
            if (resource.makes(stale.ref().blueprint())) {
                Optional<String> objection = objection(resource, stale, readWhole);
                if (objection.isPresent()) {
                    return objection;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> objection(Coverage resource, Stale stale, ReadWhole readWhole) throws Fenced {
        if (!resource.whole()) {
            return Optional.of(resource.label() + " is incomplete");
        }
        if (resource.broken().isEmpty()) {
            return Optional.empty();
        }
        List<Origin> origins = stale.origins().stream()
                .filter(origin -> origin.kind().equals(resource.kind()))
                .toList();
        if (origins.isEmpty()
                || origins.stream().anyMatch(origin -> origin.partition().isEmpty())) {
            return Optional.of("parts of " + resource.label()
                    + " are incomplete, and it is not known from which part the entity came");
        }
        for (Origin origin : origins) {
            Optional<String> broken = around(origin.partition(), resource.broken());
            if (broken.isPresent()) {
                return Optional.of(resource.label() + " is incomplete in " + broken.get());
            }
            if (!readWhole.test(resource.label(), origin.partition())) {
                return Optional.of("parts of " + resource.label() + " are incomplete, and " + origin.partition()
                        + ", from which the entity came, is not among those that were read");
            }
            if (origin.run() < resource.newest()) {
                return Optional.of("parts of " + resource.label() + " are incomplete, and one of them was not there"
                        + " when the entity was read last: it may be the former " + origin.partition());
            }
        }
        return Optional.empty();
    }

    /** The broken partition that another is or lies in. */
    private static Optional<String> around(String partition, Set<String> broken) {
        for (int end = partition.length(); end > 0; end = partition.lastIndexOf('/', end - 1)) {
            String outer = partition.substring(0, end);
            if (broken.contains(outer)) {
                return Optional.of(outer);
            }
        }
        return Optional.empty();
    }

    /** Whether every record source of a blueprint came back without a single record. */
    boolean empty(String blueprint) {
        var making = evidence.resources().stream()
                .filter(resource -> resource.makes(blueprint))
                .toList();
        return !making.isEmpty()
                && making.stream().allMatch(resource -> resource.counts().fetched() == 0);
    }

    /** As the ledger keeps it. */
    JsonNode json() {
        Opening before = evidence.opening();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", before.run().value())
                .put("integration", before.integration().toString())
                .put("epoch", evidence.epoch())
                .put("held", evidence.held())
                .put("mapping", evidence.mapping())
                .put("version", before.version());
        refusal.ifPresent(reason -> json.put("refusal", reason));
        var resources = json.putArray("resources");
        for (Coverage coverage : evidence.resources()) {
            var one = resources.addObject();
            one.put("label", coverage.label());
            coverage.blueprint().ifPresent(blueprint -> one.put("blueprint", blueprint));
            one.put("whole", coverage.whole()).put("newest", coverage.newest());
            var broken = one.putArray("broken");
            new TreeSet<>(coverage.broken()).forEach(broken::add);
            var counts = one.putObject("counts");
            counts.put("fetched", coverage.counts().fetched())
                    .put("created", coverage.counts().created())
                    .put("updated", coverage.counts().updated())
                    .put("unchanged", coverage.counts().unchanged())
                    .put("filtered", coverage.counts().filtered())
                    .put("failed", coverage.counts().failed());
        }
        return json;
    }
}
