package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The saved cases of each instance: a record, and what the mapping is to make of it. They are files below
 * {@code conf/mapping-tests/<type>~<instance>}.
 */
@ProviderType
public interface MappingTests {

    /** There are none, and none can be saved. */
    MappingTests NONE = new MappingTests() {
        @Override
        public List<Result> run(IntegrationId integration, Mapping mapping) {
            return List.of();
        }

        @Override
        public String save(IntegrationId integration, String name, Mapping mapping, String label, JsonNode record)
                throws Unsaved {
            throw new Unsaved("no mapping tests are kept here", null);
        }
    };

    /** A text that is equal as long as the cases of an instance are; empty if it has none. Cheap, to be asked again and again. */
    default String state(IntegrationId integration) {
        return "";
    }

    /** Runs all cases of an instance against a mapping, in the order of their files. Never throws: a file that cannot be read is a failure. */
    List<Result> run(IntegrationId integration, Mapping mapping);

    /**
     * Saves a record as a case that expects what a mapping makes of it now, in a file of its own.
     *
     * @param name says what the case shows; unique for the instance
     * @param label which resource of the mapping
     * @param record kept with what looks like a secret masked
     * @return where it was saved
     * @throws Unsaved if there is such a case, if the mapping cannot make anything of the record, or the file cannot be written
     */
    String save(IntegrationId integration, String name, Mapping mapping, String label, JsonNode record) throws Unsaved;

    /**
     * What became of a case.
     *
     * @param file that has it
     * @param name of the case
     * @param label of the resource that it is about; empty if there is none
     * @param differences between what it expects and what was made, or why it cannot be run; empty if it passed
     */
    record Result(String file, String name, Optional<String> label, List<String> differences) {

        /** Copies the list. */
        public Result {
            differences = List.copyOf(differences);
        }

        /** Whether the mapping makes what is expected. */
        public boolean passed() {
            return differences.isEmpty();
        }
    }

    /** Says that a case was not saved, and what to do. */
    final class Unsaved extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says why. */
        public Unsaved(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
