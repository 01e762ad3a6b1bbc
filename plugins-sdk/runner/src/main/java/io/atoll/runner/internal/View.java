package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Mapper.Finding;
import io.atoll.spi.ConnectionCheck.Step;
import java.util.List;

/**
 * What a person sees after a change: everything that was tried, as far as it got.
 *
 * @param integration its name; empty if it was not built yet
 * @param status how it stands
 * @param problems what kept it from being run; what ran before goes on
 * @param notes what a person should know though it is no fault, such as a component that has nothing to do here
 * @param build what was done to have it run; empty if nothing was
 * @param check the steps of the connection check; empty if it was not run
 * @param resources one for each resource of the mapping, or each kind if there is no mapping
 * @param changes one for each kind
 * @param millis how long checking, reading and mapping took
 */
record View(
        String integration,
        Status status,
        List<Problem> problems,
        List<Problem> notes,
        String build,
        List<Step> check,
        List<ResourceView> resources,
        List<KindChanges> changes,
        long millis) {

    /** Copies the lists. */
    View {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        check = List.copyOf(check);
        resources = List.copyOf(resources);
        changes = List.copyOf(changes);
    }

    /** What there is to see if it cannot be run so. */
    static View unusable(String integration, List<Problem> problems) {
        return new View(integration, Status.UNUSABLE, problems, List.of(), "", List.of(), List.of(), List.of(), 0);
    }

    /** How it stands. */
    enum Status {
        /** Everything was read and mapped. */
        COMPLETE(0),
        /** Something could not be read or mapped. */
        INCOMPLETE(1),
        /** It could not be run: bad configuration, bad mapping, no bundle. */
        UNUSABLE(2);

        private final int exit;

        Status(int exit) {
            this.exit = exit;
        }

        /** The exit status that says so. */
        int exit() {
            return exit;
        }
    }

    /**
     * What became of one resource of the mapping. Lists hold the first of each sort only.
     *
     * @param label kind and position
     * @param asked whether the third party was asked; if not, these are the records of before
     * @param records how many there are
     * @param raw the first records, without secrets
     * @param gaps what was not read
     * @param made how many entities were made
     * @param entities the first entities
     * @param dropped which records make no entity, by reason
     * @param broken how many records could not be mapped
     * @param failures the first of these
     * @param findings what is legal in the mapping but surely not meant
     */
    record ResourceView(
            String label,
            boolean asked,
            long records,
            List<JsonNode> raw,
            List<Problem> gaps,
            long made,
            List<JsonNode> entities,
            List<Dropped> dropped,
            long broken,
            List<Failure> failures,
            List<Finding> findings) {

        /** Copies the lists. */
        ResourceView {
            raw = List.copyOf(raw);
            gaps = List.copyOf(gaps);
            entities = List.copyOf(entities);
            dropped = List.copyOf(dropped);
            failures = List.copyOf(failures);
            findings = List.copyOf(findings);
        }

        boolean complete() {
            return gaps.isEmpty() && broken == 0;
        }
    }

    /**
     * Records that make no entity.
     *
     * @param reason which part of the mapping leaves them out
     * @param expression that stands there; empty if there is none
     * @param count how many
     * @param first the first ones: the entities that they would have made, or the records themselves
     */
    record Dropped(String reason, String expression, long count, List<String> first) {

        /** Copies the list. */
        Dropped {
            first = List.copyOf(first);
        }
    }

    /**
     * A record that could not be mapped.
     *
     * @param part of the mapping
     * @param expression that stands there; empty if there is none
     * @param reason what was wrong
     * @param item the record, without secrets
     */
    record Failure(String part, String expression, String reason, JsonNode item) {}

    /**
     * How the entities of a kind differ from those of the run before. Lists hold the first of each sort only.
     *
     * @param kind the kind
     * @param created how many are new
     * @param changed how many have other content
     * @param unchanged how many have the same content
     * @param deleted how many are gone; 0 if the kind is not complete
     * @param unsure why nobody can say what is gone; empty if somebody can
     * @param first what changed
     */
    record KindChanges(
            String kind, long created, long changed, long unchanged, long deleted, String unsure, List<Changed> first) {

        /** Copies the list. */
        KindChanges {
            first = List.copyOf(first);
        }

        boolean none() {
            return created + changed + deleted == 0;
        }
    }

    /**
     * One entity that differs.
     *
     * @param action {@code created}, {@code changed} or {@code deleted}
     * @param entity its name
     * @param differences what changed in it
     */
    record Changed(String action, String entity, List<Difference> differences) {

        /** Copies the list. */
        Changed {
            differences = List.copyOf(differences);
        }
    }
}
