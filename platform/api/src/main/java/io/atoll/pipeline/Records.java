package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the raw records that the latest runs read, as they came, so that what a run did can be explained, and what another mapping would do
 * can be found out, without asking the third party again.
 *
 * <p>A recording is of what a third party is asked for: a kind with its selector, without the {@code query}, which the platform applies by
 * itself. Of each the last whole recording is kept, and the newest one beside it if that is not whole.
 *
 * <p>Records are true to what was read, secrets included: whoever shows them masks them. Keeping never makes a run fail or wait long: what
 * cannot be kept is left out, and the recording says so. All methods are safe for use by several threads.
 */
@ProviderType
public interface Records {

    /** Keeps nothing. */
    Records NONE = new Records() {
        @Override
        public Recorder record(Reading reading) {
            return Recorder.NONE;
        }

        @Override
        public List<Recording> all() {
            return List.of();
        }

        @Override
        public List<Recording> of(IntegrationId integration, Resource resource) {
            return List.of();
        }

        @Override
        public Set<Integer> pagesOf(Recording recording, Ref ref) {
            return Set.of();
        }

        @Override
        public void read(Recording recording, IntPredicate pages, Reader reader) throws Unreadable {
            throw new Unreadable("no records are kept here", null);
        }
    };

    /** Begins a recording, or goes on with it if the run was cut off. Never throws: if nothing can be kept, the recorder keeps nothing. */
    Recorder record(Reading reading);

    /** All recordings, those under way included, newest first. */
    List<Recording> all();

    /** The recordings of what a resource reads, newest first; of a run that is under way only once it has read the resource. */
    List<Recording> of(IntegrationId integration, Resource resource);

    /**
     * The pages from which an entity can have been made by the {@linkplain Recording#mapping mapping} by which they were read; at best those
     * from which it was.
     *
     * @throws Unreadable as {@link #read}
     */
    Set<Integer> pagesOf(Recording recording, Ref ref) throws Unreadable;

    /**
     * Gives what a recording has, in the order in which it was read.
     *
     * @param pages which pages are wanted; those that are not cost nearly nothing
     * @throws Unreadable if it was replaced meanwhile, or its file is damaged
     * @throws InterruptedException if the reader throws it
     */
    void read(Recording recording, IntPredicate pages, Reader reader) throws Unreadable, InterruptedException;

    /**
     * The reading of a resource in a run.
     *
     * @param integration whose run
     * @param run the run
     * @param resource what is read
     * @param mapping the {@linkplain io.atoll.model.Mapping#hash() hash} of the mapping in force
     * @param began when the run began
     * @param resumed whether the run was begun earlier, and goes on
     */
    record Reading(
            IntegrationId integration, RunId run, Resource resource, String mapping, Instant began, boolean resumed) {}

    /** Takes what is read. Safe for use by several threads; no method throws. */
    @ProviderType
    interface Recorder extends AutoCloseable {

        /** Keeps nothing. */
        Recorder NONE = new Recorder() {
            @Override
            public Progress watch(Progress progress) {
                return progress;
            }

            @Override
            public int page(String partition, List<JsonNode> records, long kibibytes, @Nullable String resumeAt) {
                return -1;
            }

            @Override
            public void unreadable(String partition, JsonNode record, String reason) {}

            @Override
            public void ended(String partition, @Nullable String gap) {}

            @Override
            public void made(int page, int records, Collection<Ref> entities) {}

            @Override
            public void complete(List<Gap> gaps) {}

            @Override
            public void close() {}
        };

        /**
         * What the reading is to ask instead of a progress: the same answers. In a run that goes on they tell which pages of the recording
         * hold, and which are read again.
         */
        Progress watch(Progress progress);

        /**
         * Keeps a page. Returns at once unless what was given before is not on the disk yet; that is waited for only a small part of the time
         * that the reading takes.
         *
         * @param records not changed any more
         * @param kibibytes about how long they are as JSON
         * @param resumeAt as {@link Fetcher.PageSink#page}
         * @return the number of the page, to name it in {@link #made}; -1 if it is not kept
         */
        int page(String partition, List<JsonNode> records, long kibibytes, @Nullable String resumeAt);

        /** Keeps a record that could not be read. */
        void unreadable(String partition, JsonNode record, String reason);

        /** Notes the end of a partition, as {@link Fetcher.PageSink#ended}. */
        void ended(String partition, @Nullable String gap);

        /**
         * Notes which entities were made of some records of a page.
         *
         * @param page its number; -1 is left out
         * @param records how many records that were
         */
        void made(int page, int records, Collection<Ref> entities);

        /** Notes that the reading ended by itself; without this it was cut off. */
        void complete(List<Gap> gaps);

        /** Waits a few seconds at most for what was given to be on the disk. */
        @Override
        void close();
    }

    /**
     * What is kept of one reading.
     *
     * @param integration whose run
     * @param run the run
     * @param kind of the records
     * @param selector what was asked for, without {@code query}
     * @param mapping the hash of the mapping by which it was read
     * @param began when the run began
     * @param ended when the reading ended; empty while it goes on
     * @param pages how many pages
     * @param records how many records
     * @param bytes how much they take on the disk
     * @param whole whether these are all records that there were
     * @param reason why it is not whole; empty if it is
     */
    record Recording(
            IntegrationId integration,
            RunId run,
            String kind,
            ObjectNode selector,
            String mapping,
            Instant began,
            Optional<Instant> ended,
            int pages,
            long records,
            long bytes,
            boolean whole,
            String reason) {}

    /** Takes what a recording has. */
    @ConsumerType
    @FunctionalInterface
    interface Reader {

        /** Takes some records of a page; a long page comes in several parts, one after another. */
        void page(Page page) throws InterruptedException;

        /** Takes a record that could not be read. */
        default void unreadable(String partition, JsonNode record, String reason) throws InterruptedException {}

        /** Is told that a partition was read to its end, or why it was not. */
        default void ended(String partition, @Nullable String gap) throws InterruptedException {}
    }

    /** Some records of a page. May be handed to another thread. */
    @ProviderType
    interface Page {

        /** The number of the page in its recording, from 0. */
        int number();

        /** The position of the first of these records in the page, from 0. */
        int first();

        /** How many records these are. */
        int size();

        /** Where they were read; empty outside of partitions. */
        String partition();

        /** Unpacks them, anew each time. */
        List<JsonNode> records();
    }

    /** Says that a recording cannot be read: where, why, and what to do. */
    final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says what failed. */
        public Unreadable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
