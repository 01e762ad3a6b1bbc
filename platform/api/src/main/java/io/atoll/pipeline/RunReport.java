package io.atoll.pipeline;

import io.atoll.model.Entity.Ref;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        APPROVED
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
            List<Failure> failures) {

        /** Copies the lists. */
        public KindReport {
            gaps = List.copyOf(gaps);
            notes = List.copyOf(notes);
            failures = List.copyOf(failures);
        }

        /** Entities written. */
        public long upserted() {
            return created + updated;
        }
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
