package io.atoll.spi;

import com.fasterxml.jackson.databind.JsonNode;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes the records that a {@link ResyncProvider} reads. Its methods block while the pipeline is full, which is what keeps memory
 * bounded: push pages as they come and keep none.
 *
 * <p>A sink may be used by several threads of one call at once.
 */
@ProviderType
public interface RecordSink {

    /**
     * Takes one page of records. The page and its records must not be changed afterwards.
     *
     * @param page JSON objects, in the order of the third party; a JSON array is such a page. An empty page is allowed and means
     *     nothing, in particular not the end
     * @throws IllegalArgumentException if an element is not a JSON object
     * @throws InterruptedException if the run was cancelled, or the provider has left the platform
     */
    void emit(Iterable<? extends JsonNode> page) throws InterruptedException;

    /**
     * Reports one record that exists but could not be read, such as a damaged file. It is counted as failed and kept with its reason; the
     * kind is then not complete, so nothing of it is deleted. What is left out on purpose, such as the content over a limit, is no
     * failure: emit the record without it.
     *
     * @param record what is known of the record, at least what identifies it for a person
     * @param reason one sentence: what was wrong with it
     * @throws InterruptedException if the run was cancelled, or the provider has left the platform
     */
    void unreadable(JsonNode record, String reason) throws InterruptedException;

    /**
     * Reads one part of the kind, such as a repository, project or region, that may fail alone.
     *
     * <p>If the reader throws anything but {@link InterruptedException}, the part is reported as incomplete with the reason, the
     * entities that may come from it are protected from deletion, and this method returns normally so that the next part is read.
     * Parts may be nested and may be read by several threads at once.
     *
     * @param name what people call the part; unique within the call
     * @param reader reads the part, pushing into the sink that it is given
     * @throws InterruptedException if the run was cancelled, or the provider has left the platform
     */
    void partition(String name, PartitionReader reader) throws InterruptedException;

    /** Reads one part of a kind. */
    @ConsumerType
    @FunctionalInterface
    interface PartitionReader {

        /**
         * Pushes every record of the part.
         *
         * @throws IntegrationException if the part could not be read whole
         * @throws InterruptedException if the run was cancelled; to be let through
         */
        void read(RecordSink part) throws IntegrationException, InterruptedException;
    }
}
