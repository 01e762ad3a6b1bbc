package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
     * Makes a resource ready for mapping: everything that can be done once for all records.
     *
     * @return thread-safe
     */
    RecordMapper prepare(Resource resource);

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

        /** The one blueprint whose entities this resource makes; empty if it depends on the record. */
        Optional<String> blueprint();
    }

    /** What became of one record, or of one item of it. */
    sealed interface Mapped {

        /**
         * It made an entity.
         *
         * @param entity the entity
         * @param nulls the mapped fields that were null or failed, by dotted path; kept to be told, not an error
         */
        record Made(Entity entity, List<String> nulls) implements Mapped {}

        /**
         * It makes no entity, and shall not.
         *
         * @param reason the selector, or that identifier or blueprint is empty
         */
        record Filtered(String reason) implements Mapped {}

        /**
         * It should have made an entity and could not.
         *
         * @param item the record or item
         * @param part the part of the resource that failed, as a dotted path
         * @param reason what was wrong
         */
        record Broken(JsonNode item, String part, String reason) implements Mapped {}
    }

    /** Says that a document is not a mapping; the message names every fault with its place. */
    final class MalformedMapping extends Exception {

        private static final long serialVersionUID = 1L;

        /** Lists the faults, one a line. */
        public MalformedMapping(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
