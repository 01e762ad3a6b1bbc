package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says why an entity is in the catalog, or why it is missing: by the mapping in force, from the {@linkplain Records records} that the latest
 * runs read and from what the {@linkplain Ledger ledger} remembers. Asks the third party nothing and writes nothing.
 *
 * <p>All raw records are given with what looks like a secret masked.
 */
@ProviderType
public interface Explanations {

    /**
     * Explains an entity, on the calling thread and some of its own.
     *
     * @throws Unanswered if the integration, its mapping or its catalog cannot be read; the message says what to do
     * @throws InterruptedException if the calling thread was interrupted
     */
    Explanation explain(IntegrationId integration, Ref entity, Watch watch) throws Unanswered, InterruptedException;

    /**
     * Looks for entities, made or not, by a part of their identifier, in upper or lower case.
     *
     * @param part not blank
     * @param limit how many are wanted at most
     */
    Findings search(IntegrationId integration, String part, int limit, Watch watch)
            throws Unanswered, InterruptedException;

    /** Follows a search, and bounds it. */
    @ConsumerType
    interface Watch {

        /** One minute, and nobody looks. */
        Watch USUAL = new Watch() {};

        /** So long records are looked through; what was found until then is the answer. */
        default Duration budget() {
            return Duration.ofMinutes(1);
        }

        /**
         * Is told now and then how far it is; by any thread.
         *
         * @param looked how many records were looked through
         * @param of how many there are
         */
        default void progress(long looked, long of) {}
    }

    /**
     * Why an entity is as it is.
     *
     * @param integration that was asked about
     * @param entity that was asked about
     * @param answer the answer
     * @param held what the catalog holds of it for the integration
     * @param changes what the latest run that decided something about it has decided; empty if none that is remembered has
     * @param looked what was looked through
     * @param notes what a person should know beside
     */
    record Explanation(
            IntegrationId integration,
            Ref entity,
            Answer answer,
            Held held,
            List<Decision> changes,
            List<Looked> looked,
            List<String> notes) {

        /** Copies the lists. */
        public Explanation {
            changes = List.copyOf(changes);
            looked = List.copyOf(looked);
            notes = List.copyOf(notes);
        }
    }

    /** What the records say about an entity. */
    sealed interface Answer {

        /**
         * It is made.
         *
         * @param by the records that make it, in the order of the mapping; of values that differ the first stays
         */
        record Made(List<Making> by) implements Answer {

            /** Copies the list. */
            public Made {
                by = List.copyOf(by);
            }
        }

        /**
         * It is not made, but there are records that it could be made of.
         *
         * @param candidates the first of them; those come first that would have made exactly this entity
         */
        record Dropped(List<Candidate> candidates) implements Answer {

            /** Copies the list. */
            public Dropped {
                candidates = List.copyOf(candidates);
            }
        }

        /** No record that was looked through has anything to do with it. */
        record Unseen() implements Answer {}
    }

    /**
     * Where a record was read.
     *
     * @param run that read it
     * @param at when that run began
     * @param label of the resource in the mapping in force
     * @param kind of the record
     * @param partition where; empty outside of partitions
     * @param page the number of the page among those of the kind, from 0
     * @param position in the page, from 0
     */
    record Place(RunId run, Instant at, String label, String kind, String partition, int page, int position) {}

    /**
     * A record that makes an entity.
     *
     * @param place where it was read
     * @param record masked
     * @param entity what it makes
     * @param fields each field of it
     * @param contradicted the fields to which an earlier record gave another value, which stays
     */
    record Making(Place place, JsonNode record, Entity entity, List<Field> fields, List<String> contradicted) {

        /** Copies the lists. */
        public Making {
            fields = List.copyOf(fields);
            contradicted = List.copyOf(contradicted);
        }
    }

    /**
     * A field of an entity, and what made it.
     *
     * @param path in the mapping, for example {@code resources[0].port.entity.mappings.properties.url}
     * @param expression what stands there
     * @param value what it gives
     * @param reason why it gives null, in the words of jq; else empty
     */
    record Field(String path, JsonNode expression, JsonNode value, String reason) {}

    /** Something that could have made an entity and did not. */
    sealed interface Candidate {

        /** Where its record was read. */
        Place place();

        /** The record, masked. */
        JsonNode record();

        /** Why it made no entity. */
        String reason();

        /**
         * The mapping leaves it out.
         *
         * @param path of the expression in the mapping
         * @param expression that decided
         * @param entity what it would have made; {@code null} if that cannot be told
         */
        record Filtered(
                Place place,
                JsonNode record,
                String path,
                String expression,
                @Nullable Entity entity,
                String reason) implements Candidate {}

        /**
         * The mapping failed on it.
         *
         * @param path of the part of the mapping that failed
         */
        record Broken(Place place, JsonNode record, String path, String reason) implements Candidate {}

        /** It could not be read at the third party. */
        record Unreadable(Place place, JsonNode record, String reason) implements Candidate {}

        /** It makes an entity of another name that is much like the one that was asked for. */
        record Other(Place place, JsonNode record, Entity entity, String reason) implements Candidate {}
    }

    /**
     * What a catalog holds of an entity for an integration.
     *
     * @param state whether it holds it
     * @param entity as far as a mapping can write it; {@code null} if it does not hold it
     * @param reason why that is not known; else empty
     */
    record Held(State state, @Nullable Entity entity, String reason) {

        /** Whether a catalog holds an entity. */
        public enum State {
            /** It does, for the integration. */
            HELD,
            /** It does not, or not for the integration. */
            ABSENT,
            /** That is not known. */
            UNKNOWN
        }
    }

    /**
     * What a run has decided about an entity.
     *
     * @param run the run
     * @param at when it began
     * @param what {@code CREATE}, {@code UPDATE}, {@code WRITE}, {@code DELETE}, or {@code REFUSED} if the catalog refused it
     * @param state what became of it, as {@link Change.State}
     * @param reason why; may be empty
     */
    record Decision(RunId run, Instant at, String what, String state, String reason) {}

    /**
     * What was looked through of a resource.
     *
     * @param label of the resource in the mapping in force
     * @param recording the recording; empty if there is none
     * @param looked how many of its records were looked through
     * @param reason why that is not everything that there was; empty if it is
     */
    record Looked(String label, Optional<Records.Recording> recording, long looked, String reason) {}

    /**
     * Entities that were found.
     *
     * @param found the first of them
     * @param more whether there are more
     * @param looked what was looked through
     */
    record Findings(List<Found> found, boolean more, List<Looked> looked) {

        /** Copies the lists. */
        public Findings {
            found = List.copyOf(found);
            looked = List.copyOf(looked);
        }
    }

    /**
     * An entity, made or not.
     *
     * @param entity its name
     * @param title its title; empty if it has none
     * @param made whether it is made
     * @param reason why not; else empty
     * @param place where its record was read
     */
    record Found(Ref entity, String title, boolean made, String reason, Place place) {}

    /** Says that nothing can be explained, and what to do. */
    final class Unanswered extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says why. */
        public Unanswered(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
