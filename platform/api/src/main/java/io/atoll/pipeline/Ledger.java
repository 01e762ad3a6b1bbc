package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The durable memory of runs: what was read, produced, failed, deleted and decided.
 *
 * <p>It keeps facts. How a run stands is derived from them, never stored beside them. What a method has returned from is durable: it
 * survives the loss of the process and of power. A consumer may use the ledger and its journals while it is given something.
 *
 * <p>Methods throw {@link LedgerFailure} if the store cannot be read or written; nothing of the call is then kept. All are safe for
 * use by several threads.
 */
@ProviderType
public interface Ledger {

    /**
     * Opens a run, and takes the lease of its integration: one process at a time writes for an integration.
     *
     * @throws Leased if another process holds the lease
     */
    Journal begin(Opening opening) throws Leased;

    /**
     * Takes over the newest run of an integration if it was neither ended nor is worked at; the epoch grows by one.
     *
     * @return empty if there is nothing to go on with
     * @throws Leased if another process holds the lease
     */
    Optional<Journal> resume(IntegrationId integration) throws Leased;

    /** The newest runs of integrations that were neither ended nor are worked at now. */
    Map<IntegrationId, RunId> unfinished();

    /** The latest runs, newest first. */
    List<RunReport> recent(int limit);

    /** The latest runs of an integration that have one of some modes, newest first. */
    List<RunReport> recent(IntegrationId integration, Set<Mode> modes, int limit);

    /** The ids of the latest runs, newest first: much cheaper than their reports. */
    List<RunId> ids(int limit);

    /** One run, derived from its facts. */
    Optional<RunReport> report(RunId run);

    /** The failures of a run in the order in which they were met, with their raw items; those that were retried with success are left out. */
    void failures(RunId run, Consumer<Failed> consumer);

    /** What a run, or its plan, would change or has found to delete, with what became of it, in the order of discovery. */
    void changes(RunId run, Consumer<Change> consumer);

    /** What was known when a run began. */
    Optional<Opening> opening(RunId run);

    /**
     * The moment before which everything of a {@linkplain Part#scope() scope} is known: when the newest run began in which it was read
     * whole, and, if that was an incremental one, nothing of it failed.
     *
     * @return empty if there was none that is remembered
     */
    default Optional<Instant> readUntil(IntegrationId integration, String scope) {
        return Optional.empty();
    }

    /** What the catalog held for the integration when a run began; empty if its listing was not read whole. */
    Optional<Listing> listing(RunId run);

    /** The certificate under which a run deleted, or the refusal of one; empty if it did not come so far. */
    Optional<JsonNode> certificate(RunId run);

    /**
     * Notes that entities were written for an integration outside of its run: none of them is deleted by a run that began before.
     */
    void touched(IntegrationId integration, Collection<Ref> refs);

    /** Those of some entities that were {@linkplain #touched touched} since a run began. */
    Set<Ref> touchedSince(RunId run, Collection<Ref> refs);

    /** What the reason of a change begins with that a person approved. */
    String APPROVED = "approved by ";

    /**
     * Settles the changes of a run that wait for approval: all of them become {@link Change.State#PLANNED} with a reason that begins
     * with {@value #APPROVED}, or {@link Change.State#REJECTED}.
     *
     * @param by who decided
     * @return how many there were; 0 if none waits any more
     */
    long decide(RunId run, boolean approved, String by);

    /**
     * What is known when a run begins.
     *
     * @param run its name
     * @param integration whose run
     * @param mode what it is to do
     * @param trigger why it began, for people
     * @param allowance how many entities it may delete beyond the budget
     * @param version of the integration's bundle
     * @param configuration of the integration, as {@link Integrations.Integration#configuration()}
     * @param mapping the {@linkplain io.atoll.model.Mapping#hash() hash} of the mapping in force
     * @param resources one for each resource of the mapping, in its order
     * @param startedAt when it began
     */
    record Opening(
            RunId run,
            IntegrationId integration,
            RunReport.Mode mode,
            String trigger,
            long allowance,
            String version,
            String configuration,
            String mapping,
            List<Part> resources,
            Instant startedAt) {

        /** Copies the list. */
        public Opening {
            resources = List.copyOf(resources);
        }
    }

    /**
     * What the catalog held.
     *
     * @param held how many entities
     * @param digest as {@link Reconciler.Reconciliation#digest()}
     */
    record Listing(long held, String digest) {}

    /**
     * A resource of a mapping, as the ledger knows it.
     *
     * @param label kind and position, for example {@code issue-0}
     * @param kind the kind
     * @param scope a text that is equal for resources of equal kind and selector, wherever they stand in a mapping
     */
    record Part(String label, String kind, String scope) {}

    /** What is written during a run. Every method but {@link #close} throws {@link Fenced} if the lease was lost. */
    @ProviderType
    interface Journal extends AutoCloseable {

        /** What was known when the run began. */
        Opening opening();

        /** The number of the lease: it grows with every run and every taking over of the integration. */
        long epoch();

        /** Whether the run was taken over. */
        boolean resumed();

        /**
         * Makes sure that this process may still write for the integration; cheap, to be called before each write to the catalog, and
         * again right before its bytes are sent.
         *
         * @return how long nobody else can take over from now; longer than zero
         * @throws Fenced if it may not
         */
        Duration ensureHeld() throws Fenced;

        /** Notes that the catalog's listing was read whole. */
        void listed(long held, String digest) throws Fenced;

        /** What is known of a resource from earlier in the run; zeros and empty at its beginning. */
        Progress progress(String label) throws Fenced;

        /** Whether a partition was read to its end earlier in the run, and all that it gave is dealt with. */
        boolean partitionComplete(String label, String partition) throws Fenced;

        /** Where reading goes on after the last page of a partition that was dealt with: what its provider said then. */
        Optional<String> resumeAt(String label, String partition) throws Fenced;

        /**
         * Forgets the pages of a resource that cannot be gone on with: those of partitions that are neither complete nor have a place to
         * resume at, and those outside of partitions if there is no place to resume at. To be called once before a resource is read again.
         */
        void rewind(String label) throws Fenced;

        /** Notes pages that are dealt with, together: all of them or, on failure, none. */
        void pages(List<Page> pages) throws Fenced;

        /** Notes that a partition was read to its end, or why it was not; the empty name is the resource outside of partitions. */
        void partition(String label, String partition, @Nullable String gap) throws Fenced;

        /**
         * Notes that a resource was read to its end, or why it is not complete.
         *
         * @param notes what a person should know, as {@link RunReport.KindReport#notes()}
         */
        default void resource(String label, List<Gap> gaps, List<String> notes) throws Fenced {
            resource(label, gaps, notes, Optional.empty());
        }

        /**
         * Notes that a resource was read to its end, or why it is not complete.
         *
         * @param notes what a person should know, as {@link RunReport.KindReport#notes()}
         * @param effort what that took, if it is known
         */
        void resource(String label, List<Gap> gaps, List<String> notes, Optional<RunReport.Effort> effort)
                throws Fenced;

        /** Gives every entity that was produced so far, with the label of the resource, once or several times. */
        void produced(BiConsumer<String, Produced> consumer) throws Fenced;

        /** Notes that an entity of a blueprint was produced that only the catalog can find; before the page that it came in. */
        void searched(String blueprint) throws Fenced;

        /** The blueprints of which an entity was produced in this run that only the catalog can find. */
        Set<String> searched() throws Fenced;

        /** Gives the entities that the catalog refused and that were not written since, in the order of their failing. */
        void refused(Consumer<Refused> consumer) throws Fenced;

        /** Notes that refused entities were written after all: they count as updated from then on, and no more as failed. */
        void retried(Collection<Long> failures) throws Fenced;

        /** Notes that entities are no longer produced, so that they may be deleted. */
        void stale(Collection<Ref> refs) throws Fenced;

        /** Gives the noted entities with the partitions that they came from when they were last produced. */
        void stale(Consumer<Stale> consumer) throws Fenced;

        /**
         * The {@linkplain Origin#run() number} of the run since which a partition has been there: in none since then were all partitions
         * of the kind named without it.
         *
         * @return empty if it was never noted, or was not there the last time
         */
        OptionalLong thereSince(String kind, String partition) throws Fenced;

        /** Notes the certificate, or why there is none. */
        void certificate(JsonNode certificate) throws Fenced;

        /** Notes changes: new ones, or what became of noted ones with the same entity. */
        void changes(List<Change> changes) throws Fenced;

        /** Gives the changes of one state, in the order in which they were noted. */
        void changes(Change.State state, Consumer<Change> consumer) throws Fenced;

        /** Ends the run; nothing can be noted after that. Forgets what later runs have no use for. */
        void end(End how, String reason) throws Fenced;

        /** Gives the lease back. A run that was not ended can be resumed. */
        @Override
        void close();
    }

    /**
     * One page that is dealt with: every record of it was mapped, judged and written or has failed.
     *
     * @param label the resource
     * @param partition where it was read; empty outside of any
     * @param resumeAt where reading goes on after it, in the provider's words; {@code null} if the provider cannot tell
     * @param counts what became of its records
     * @param produced the entities that it made, whether they were written, unchanged or refused
     * @param failed what failed in it
     */
    record Page(
            String label,
            String partition,
            @Nullable String resumeAt,
            Counts counts,
            List<Produced> produced,
            List<Failed> failed) {

        /** Copies the lists. */
        public Page {
            produced = List.copyOf(produced);
            failed = List.copyOf(failed);
        }
    }

    /**
     * An entity that was produced.
     *
     * @param ref its name
     * @param content a hash of its mapped content
     * @param conflicts the fields, as in {@link Change.Difference#path()}, to which an earlier entity of the same name had given another
     *     value, which stayed
     */
    record Produced(Ref ref, long content, List<String> conflicts) {

        /** Copies the list. */
        public Produced {
            conflicts = List.copyOf(conflicts);
        }

        /** One that contradicts none before it. */
        public Produced(Ref ref, long content) {
            this(ref, content, List.of());
        }
    }

    /**
     * One record or entity that failed.
     *
     * @param label the resource
     * @param partition where it was read
     * @param stage {@code fetch}, {@code map} or {@code apply}
     * @param item the raw record, or the entity in the catalog's shape
     * @param reason what was wrong
     */
    record Failed(String label, String partition, String stage, JsonNode item, String reason) {}

    /**
     * An entity that the catalog refused.
     *
     * @param number of the failure
     * @param label the resource
     * @param entity the whole entity, as it was produced
     * @param reason what the catalog said
     */
    record Refused(long number, String label, Entity entity, String reason) {}

    /**
     * An entity that is no longer produced.
     *
     * @param ref its name
     * @param origins the partitions that it came from when it was last produced; empty if that is not known
     * @param touched whether it was written outside of the run since that began
     */
    record Stale(Ref ref, Set<Origin> origins, boolean touched) {

        /** Copies the set. */
        public Stale {
            origins = Set.copyOf(origins);
        }
    }

    /**
     * Where an entity came from.
     *
     * @param kind of the record
     * @param partition where that was read; empty outside of any
     * @param run the number of the latest run in which it came from there; runs are numbered in the order in which they began
     */
    record Origin(String kind, String partition, long run) {}

    /**
     * What is known of a resource during a run.
     *
     * @param complete whether it was {@linkplain Journal#resource noted} as read to its end, with no gap
     * @param counts of the pages that are dealt with
     */
    record Progress(boolean complete, Counts counts) {}

    /**
     * What became of records. Once a page is dealt with, {@code fetched = created + updated + unchanged + filtered + failed}.
     *
     * @param fetched records read, or items where the mapping takes records apart
     * @param created entities that the catalog did not hold for the integration
     * @param updated entities that it held with other content
     * @param unchanged entities that needed no write
     * @param filtered records that the mapping leaves out
     * @param failed records that could not be read or mapped, and entities that the catalog refused
     */
    record Counts(long fetched, long created, long updated, long unchanged, long filtered, long failed) {

        /** Nothing. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        /** The sum of both. */
        public Counts plus(Counts other) {
            return new Counts(
                    fetched + other.fetched,
                    created + other.created,
                    updated + other.updated,
                    unchanged + other.unchanged,
                    filtered + other.filtered,
                    failed + other.failed);
        }

        /** Whether every record is accounted for. */
        public boolean reconcile() {
            return fetched == created + updated + unchanged + filtered + failed;
        }
    }

    /** How a run ended; a run that was not ended can be resumed. */
    enum End {
        /** It came to its end; how good that is follows from its resources and changes. */
        FINISHED,
        /** A person, a newer run or the platform stopped it, and it is not to be gone on with. */
        CANCELLED,
        /** It could not be carried out. */
        FAILED
    }

    /** Says that the store of the ledger cannot be read or written; the message says where and what to do. */
    final class LedgerFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Says what failed, where, and what to do. */
        public LedgerFailure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /** Says that another process works for the integration. */
    final class Leased extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says who, and until when. */
        public Leased(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /** Says that another process has taken over: this one must write nothing more for the integration. */
    final class Fenced extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says who took over, or that the lease ran out. */
        public Fenced(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
