package io.atoll.pipeline;

import io.atoll.model.Entity.Ref;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The story of a run, finished or as far as it went: the one value behind shell, console and exit status.
 *
 * @param id the run
 * @param integration whose run
 * @param mode what it is to do
 * @param epoch the number of the lease under which it was worked at last; grows with every run and every taking over of the integration
 * @param trigger why it began, for people
 * @param status how it stands
 * @param reason why it is not complete; empty while it runs or if it is
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param held how many entities the catalog held for this integration when the run began
 * @param kinds one for each resource of the mapping, in its order
 * @param deletion what was deleted, and what was not and why
 */
public record RunReport(
        RunId id,
        IntegrationId integration,
        Mode mode,
        long epoch,
        String trigger,
        Status status,
        String reason,
        Instant startedAt,
        Optional<Instant> endedAt,
        long held,
        List<KindReport> kinds,
        Deletion deletion) {

    /** Copies the list. */
    public RunReport {
        kinds = List.copyOf(kinds);
    }

    /** What a run is to do. */
    public enum Mode {
        /** Read everything, write what changed, delete what is gone. */
        FULL,
        /** Read and write what changed since the last runs; nothing is deleted. */
        INCREMENTAL,
        /** Find out what a full run would change, and change nothing. */
        PLAN,
        /** Find out from records that are kept what another mapping would change, and change nothing. */
        EFFECT,
        /** Make the changes of a plan. */
        APPLY,
        /** Carry out deletions that a person approved. */
        APPROVED;

        /** All of them. */
        public static final Set<Mode> ALL = Set.copyOf(EnumSet.allOf(Mode.class));

        /** Those whose runs write to the catalog. */
        public static final Set<Mode> WRITING = Set.of(FULL, INCREMENTAL, APPLY, APPROVED);
    }

    /** How a run stands. */
    public enum Status {
        /** It is under way. */
        RUNNING,
        /** Everything was read whole and applied. */
        COMPLETE,
        /** Something could not be read, mapped or written; the rest was applied, and nothing of the incomplete kinds was deleted. */
        INCOMPLETE,
        /** All was read and written, but the deletions exceed the budget and wait for a person. */
        HELD,
        /** Its process or a provider left before its end; it goes on where it was when they are back. Nothing was deleted after that. */
        SUSPENDED,
        /** It was cancelled; nothing was deleted after that. */
        INTERRUPTED,
        /** It could not be carried out; nothing was deleted. */
        FAILED
    }

    /**
     * What became of one resource. Once its reading is over, {@code fetched = upserted + unchanged + filtered + failed}.
     *
     * @param label kind and position in the mapping, for example {@code issue-0}
     * @param kind the kind
     * @param state {@code waiting}, {@code running}, {@code complete} or {@code incomplete}
     * @param fetched records read, or items where the mapping takes records apart
     * @param created entities that the catalog did not hold for this integration
     * @param updated entities that it held with other content
     * @param unchanged entities that needed no write
     * @param filtered records that the mapping leaves out
     * @param failed records that could not be read or mapped, and entities that the catalog refused
     * @param gaps why the kind is not complete
     * @param notes what a person should know though it is no fault, such as records that make the same entity
     * @param failures the first failed records, with their raw item and reason
     * @param effort what dealing with it took; empty while that is not known
     */
    public record KindReport(
            String label,
            String kind,
            String state,
            long fetched,
            long created,
            long updated,
            long unchanged,
            long filtered,
            long failed,
            List<String> gaps,
            List<String> notes,
            List<Failure> failures,
            Optional<Effort> effort) {

        /** Copies the lists. */
        public KindReport {
            gaps = List.copyOf(gaps);
            notes = List.copyOf(notes);
            failures = List.copyOf(failures);
        }

        /** One of which it is not known what it took. */
        public KindReport(
                String label,
                String kind,
                String state,
                long fetched,
                long created,
                long updated,
                long unchanged,
                long filtered,
                long failed,
                List<String> gaps,
                List<String> notes,
                List<Failure> failures) {
            this(
                    label,
                    kind,
                    state,
                    fetched,
                    created,
                    updated,
                    unchanged,
                    filtered,
                    failed,
                    gaps,
                    notes,
                    failures,
                    Optional.empty());
        }

        /** Entities written. */
        public long upserted() {
            return created + updated;
        }
    }

    /**
     * What dealing with a resource took, since its run began or last went on.
     *
     * @param until when it was over, or until when this was measured
     * @param took from the beginning of its reading to then
     * @param processor how much of the processors the whole process used meanwhile, in percent of one
     * @param memory how much memory of the system the whole process held meanwhile, in bytes
     */
    public record Effort(Instant until, Duration took, Level processor, Level memory) {}

    /**
     * How high something stood during a time, by samples.
     *
     * @param most the highest
     * @param median half of the samples are no higher
     * @param mean their mean
     */
    public record Level(double most, double median, double mean) {

        /** Of nothing that was seen. */
        public static final Level NONE = new Level(0, 0, 0);
    }

    /**
     * One failed record.
     *
     * @param stage {@code fetch}, {@code map} or {@code apply}
     * @param item the raw record, or the entity's name, as JSON text of bounded length
     * @param reason what was wrong
     */
    public record Failure(String stage, String item, String reason) {}

    /**
     * What became of the entities that were not produced any more.
     *
     * @param stale how many there were
     * @param deleted how many were deleted
     * @param withheld why the others, or those of incomplete kinds, were kept; empty if none were
     * @param pending the first of those that wait for approval
     */
    public record Deletion(long stale, long deleted, List<String> withheld, List<Ref> pending) {

        /** Copies the lists. */
        public Deletion {
            withheld = List.copyOf(withheld);
            pending = List.copyOf(pending);
        }

        /** Nothing deleted, nothing withheld. */
        public static Deletion none() {
            return new Deletion(0, 0, List.of(), List.of());
        }
    }
}
