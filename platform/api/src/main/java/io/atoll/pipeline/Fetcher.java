package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Resource;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds the providers of a kind and has them read; the only stage that looks up what integrations register.
 *
 * <p>Every provider of the integration's instance that matches the kind is asked, one after another. The names of partitions are unique
 * within a kind, by whichever provider they are read; a name that is used twice is a gap.
 */
@ProviderType
public interface Fetcher {

    /**
     * Reads all records of a resource's kind on the calling thread.
     *
     * @param progress what was read already, in a run that was taken over
     * @param sink takes the pages; may be called by several threads at once
     * @return what is missing, if anything
     * @throws InterruptedException if the calling thread was interrupted; a provider that leaves the platform ends the reading without
     *     it, see {@link Fetched#left()}
     */
    Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink)
            throws InterruptedException;

    /**
     * Tells the integration's listeners that a run begins.
     *
     * @return what says that the run must not delete, if anything; {@link Fetched#fatal()} if it must not go on
     */
    Fetched starting(IntegrationId integration) throws InterruptedException;

    /**
     * Tells the integration's listeners that a run was complete.
     *
     * @return what failed, if anything
     */
    Fetched completed(IntegrationId integration) throws InterruptedException;

    /** Whether every provider that reads a kind of an integration can tell what has changed since a moment. */
    default boolean incremental(IntegrationId integration, Kind kind) {
        return false;
    }

    /** Everything that reads for an instance, whether it can run or not. */
    List<ProviderStatus> providers();

    /** Everything that reads for one instance, as it was a moment ago: cheap however many instances there are, to be asked again and again. */
    default List<ProviderStatus> providers(IntegrationId integration) {
        return providers().stream()
                .filter(provider -> provider.integration().equals(integration.toString()))
                .toList();
    }

    /** Knows what of a resource was read earlier in the same run. */
    @ConsumerType
    interface Progress {

        /** Nothing was. */
        Progress NONE = new Progress() {
            @Override
            public boolean complete(String partition) {
                return false;
            }

            @Override
            public Optional<String> resumeAt(String partition) {
                return Optional.empty();
            }

            @Override
            public Optional<Instant> changedSince() {
                return Optional.empty();
            }
        };

        /** Whether a partition, and every partition inside it, was read to its end; it is then not read again. */
        boolean complete(String partition);

        /**
         * Where reading a partition goes on, in the words of its provider; the empty name is the resource outside of partitions, and is
         * asked for only if a single provider reads the kind.
         */
        Optional<String> resumeAt(String partition);

        /** In an incremental run, the moment since which changes are wanted. */
        Optional<Instant> changedSince();
    }

    /** Takes pages of records. */
    @ConsumerType
    interface PageSink {

        /**
         * Takes one page; blocks while the pipeline is full.
         *
         * @param partition the names of the partitions that it was read in, joined by {@code /}; empty outside of any
         * @param records JSON objects, not to be changed
         * @param resumeAt where reading goes on after this page, in the provider's words; {@code null} if it did not say
         */
        void page(String partition, List<JsonNode> records, @Nullable String resumeAt) throws InterruptedException;

        /** The step that reading a partition is, for traces; the empty name stands for what is outside of partitions. */
        default Tracer.Step reading(String partition) {
            return Tracer.Step.NONE;
        }

        /** Takes one record that could not be read, with the reason. */
        void unreadable(String partition, JsonNode record, String reason) throws InterruptedException;

        /**
         * Is told what was thrown while a partition was read, before that becomes a gap; the empty name stands for what is outside of
         * partitions. Keep nothing of it: its class may be one of a bundle that leaves.
         */
        default void failed(String partition, Throwable failure) {}

        /**
         * Is told that a partition was read to its end, or why it was not; no page of it follows. What became of the partitions inside it
         * is told apart. The empty name comes last, once all providers of the kind have ended.
         *
         * @param gap why it is not complete; {@code null} if it is
         */
        void ended(String partition, @Nullable String gap) throws InterruptedException;
    }

    /**
     * How reading a kind ended.
     *
     * @param gaps why the kind is not complete; empty exactly if every provider returned and no partition failed
     * @param left whether a provider left the platform while it was reading
     * @param fatal whether one of the gaps ends the run: credentials refused
     */
    record Fetched(List<Gap> gaps, boolean left, boolean fatal) {

        /** Copies the list. */
        public Fetched {
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * One thing that was not read.
     *
     * @param partition the partition, or empty for the whole kind
     * @param reason what failed, where, and what to do
     */
    record Gap(String partition, String reason) {}

    /**
     * One provider, or one component that would be a provider.
     *
     * @param integration the instance that it belongs to; {@code ""} where it has none yet
     * @param kinds what it reads, with {@code *} for every kind
     * @param except what a generic one leaves to others
     * @param component its name
     * @param bundle symbolic name and version of its bundle
     * @param state {@code active}, {@code satisfied}, {@code unsatisfied} or {@code failed}
     * @param reason why it is not satisfied or failed; else empty
     */
    record ProviderStatus(
            String integration,
            List<String> kinds,
            List<String> except,
            String component,
            String bundle,
            String state,
            String reason) {

        /** Copies the lists. */
        public ProviderStatus {
            kinds = List.copyOf(kinds);
            except = List.copyOf(except);
        }
    }
}
