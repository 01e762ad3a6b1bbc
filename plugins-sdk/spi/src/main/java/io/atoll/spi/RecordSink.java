package io.atoll.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
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
     * Takes one page of records, as {@link #emit(Iterable)} does, and remembers where reading goes on after it. A run that was cut off goes
     * on there, and reads nothing before it again.
     *
     * {@snippet class="io.atoll.spi.example.IssueResync" region="resume"}
     *
     * <p>The place must stay right while records come and go: the key of the last record in a list that is ordered by it, or a cursor that
     * the third party keeps valid. The number of a page is no such place: when a record before it is removed, another one slips through
     * unread, and would be deleted. What is pushed with places is read by one thread in the order of the places.
     *
     * @param page as in {@link #emit(Iterable)}; an empty one only remembers the place
     * @param resumeAt any text, at most 64 KB, with which the pages after this one can be read, by another process and hours later if
     *     need be; they must not depend on anything else
     * @throws IllegalArgumentException as {@link #emit(Iterable)}, or if the text is too long
     * @throws InterruptedException as {@link #emit(Iterable)}
     */
    void emit(Iterable<? extends JsonNode> page, String resumeAt) throws InterruptedException;

    /**
     * Where reading is to go on: the text that was given with the last page that was dealt with, of this partition or of the kind outside
     * of partitions, before the run was cut off. Empty if reading is to begin at the beginning, as it always is for a provider that gives
     * no such texts, and outside of partitions for a kind that several providers read.
     *
     * <p>If the third party no longer knows the place, throw: the next run begins at the beginning.
     */
    Optional<String> resumeAt();

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
     * Parts may be nested and may be read by several threads at once. In a run that was cut off and goes on, a part that was read whole
     * before is not read again.
     *
     * <p>A record stays in its part: what a failed part gave in earlier runs is protected, and what the others gave is not. Where
     * records move between parts and keep their identity, read them outside of partitions.
     *
     * @param name what people call the part; unique among all parts of the kind beside it, by whichever provider they are read
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
