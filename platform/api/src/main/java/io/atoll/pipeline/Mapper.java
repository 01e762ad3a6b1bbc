package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.MappedValueResolver;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Reads mappings, and makes entities of records by them. */
@ProviderType
public interface Mapper {

    /**
     * Reads a mapping document, as the catalog or a file holds it.
     *
     * @throws MalformedMapping if it is not one; the message names every fault with its place
     */
    Mapping read(JsonNode document) throws MalformedMapping;

    /**
     * Makes a resource ready for mapping: everything that can be done once for all records. Texts that are no JQ are null.
     *
     * @return thread-safe
     */
    RecordMapper prepare(Resource resource);

    /**
     * Makes a resource ready for mapping the records of an instance, whose {@link MappedValueResolver}s give the values of the texts that
     * begin with their prefixes.
     *
     * @return thread-safe
     */
    RecordMapper prepare(Resource resource, IntegrationId integration);

    /**
     * Looks for what is legal in a resource but surely not meant, and for optional texts that are no JQ.
     *
     * @param samples records of its kind, to compare with what the resource reads; may be empty
     * @return in the order of the resource
     */
    List<Finding> review(Resource resource, List<? extends JsonNode> samples);

    /** Maps the records of one resource; safe for use by several threads. */
    @ProviderType
    interface RecordMapper {

        /**
         * Maps one record.
         *
         * @param record not changed
         * @return one outcome, or as many as the record has items if the resource takes it apart; never an exception for a bad record
         */
        List<Mapped> map(JsonNode record);

        /**
         * Maps one record to the end even if it makes no entity, to tell which entity it would have made, and why it does not.
         *
         * @param record not changed
         * @return as {@link #map} does, with {@link Mapped.Filtered#entity} and {@link Mapped.Filtered#nulls}
         */
        List<Mapped> explain(JsonNode record);

        /** The one blueprint whose entities this resource makes; empty if it depends on the record. */
        Optional<String> blueprint();
    }

    /** What became of one record, or of one item of it. */
    sealed interface Mapped {

        /**
         * It made an entity.
         *
         * @param entity the entity
         * @param nulls the mapped fields that are null; kept to be told, not an error
         */
        record Made(Entity entity, List<Null> nulls) implements Mapped {}

        /**
         * It makes no entity, and shall not.
         *
         * @param reason the selector, that identifier or blueprint is empty, or that there is no list to take apart
         * @param entity what it would have made had the selector not refused it; known only if it was {@linkplain RecordMapper#explain
         *     explained}
         * @param nulls the mapped fields that are null, if it was explained and the selector did not refuse it
         */
        record Filtered(String reason, @Nullable Entity entity, List<Null> nulls) implements Mapped {

            /** Gives the reason only. */
            public Filtered(String reason) {
                this(reason, null, List.of());
            }
        }

        /**
         * It should have made an entity and could not.
         *
         * @param item the record or item
         * @param part the part of the resource that failed, as a dotted path
         * @param reason what was wrong
         */
        record Broken(JsonNode item, String part, String reason) implements Mapped {}
    }

    /**
     * A mapped field that is null.
     *
     * @param path dotted, without the positions of lists, for example {@code relations.owner.rules.value}
     * @param reason what its expression did instead of giving a value, in the words of jq; empty if it gave null
     */
    record Null(String path, String reason) {}

    /**
     * Something in a resource that a person should look at.
     *
     * @param path where in the mapping, for example {@code resources[0].port.entity.mappings.properties.url}
     * @param message what is wrong and what to do; may have several lines
     */
    record Finding(String path, String message) {}

    /** Says that a document is not a mapping; the message names every fault with its place. */
    final class MalformedMapping extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<Finding> faults;

        /** Lists the faults, each on a line of its own; indented lines below it belong to it. */
        public MalformedMapping(String message) {
            super(message);
            this.faults = List.of();
        }

        /** Lists the faults; the path of one that is about the whole document is empty. */
        public MalformedMapping(List<Finding> faults) {
            super(faults.stream().map(MalformedMapping::line).collect(Collectors.joining("\n")));
            this.faults = List.copyOf(faults);
        }

        private static String line(Finding fault) {
            return (fault.path().isEmpty() ? "the document" : fault.path()) + " " + fault.message();
        }

        /** The faults in the order of the document; empty if their places are not known, so that only the message tells them. */
        public List<Finding> faults() {
            return faults;
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
