package io.atoll.console.gogo.internal;

import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.RunReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in full, as {@code atoll:run -o json} and {@code atoll:resync --wait -o json} print it.
 *
 * @param run its id
 * @param integration {@code type~instance}
 * @param mode {@code full}, {@code plan}, {@code apply} or {@code approved}
 * @param epoch grows with each run of the integration, and when a run changes hands
 * @param trigger why it began
 * @param status {@code running}, {@code complete}, {@code incomplete}, {@code held}, {@code suspended},
 *     {@code interrupted} or {@code failed}
 * @param reason why it is not complete; empty while it runs or if it is
 * @param startedAt when it began
 * @param endedAt when it ended; null while it runs
 * @param held how many entities the catalog held for the integration when the run began
 * @param kinds one for each resource of the mapping, in its order
 * @param deletion what was deleted, and what was not and why
 * @param certificate under what it deleted, or why it did not, in sentences
 */
record RunReportView(
        String run,
        String integration,
        String mode,
        long epoch,
        String trigger,
        String status,
        String reason,
        String startedAt,
        @Nullable String endedAt,
        long held,
        List<KindView> kinds,
        DeletionView deletion,
        List<String> certificate) {

    static RunReportView of(RunReport report, List<String> certificate) {
        return new RunReportView(
                report.id().value(),
                report.integration().toString(),
                RunView.mode(report),
                report.epoch(),
                report.trigger(),
                RunView.status(report),
                report.reason(),
                report.startedAt().toString(),
                report.endedAt().map(Instant::toString).orElse(null),
                report.held(),
                report.kinds().stream().map(KindView::of).toList(),
                DeletionView.of(report.deletion()),
                certificate);
    }

    /**
     * What became of one resource; once it was read, {@code fetched = created + updated + unchanged + filtered + failed}.
     *
     * @param label kind and position in the mapping
     * @param kind the kind
     * @param state {@code waiting}, {@code running}, {@code complete} or {@code incomplete}
     * @param fetched records read
     * @param created entities new to the catalog
     * @param updated entities that it held with other content
     * @param unchanged entities that needed no write
     * @param filtered records that the mapping leaves out
     * @param failed records and entities that could not be read, mapped or written
     * @param gaps why the kind is not complete
     * @param notes what a person should know though it is no fault
     * @param failures the first of those that failed
     */
    record KindView(
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
            List<FailureView> failures) {

        static KindView of(RunReport.KindReport kind) {
            return new KindView(
                    kind.label(),
                    kind.kind(),
                    kind.state(),
                    kind.fetched(),
                    kind.created(),
                    kind.updated(),
                    kind.unchanged(),
                    kind.filtered(),
                    kind.failed(),
                    kind.gaps(),
                    kind.notes(),
                    kind.failures().stream().map(FailureView::of).toList());
        }
    }

    /**
     * One failed record.
     *
     * @param stage {@code fetch}, {@code map} or {@code apply}
     * @param item the raw record as JSON text, which may be cut, or the name of the entity
     * @param reason what was wrong
     */
    record FailureView(String stage, String item, String reason) {

        static FailureView of(RunReport.Failure failure) {
            return new FailureView(failure.stage(), failure.item(), failure.reason());
        }
    }

    /**
     * What became of the entities that were not produced any more.
     *
     * @param stale how many there were
     * @param deleted how many were deleted
     * @param withheld why others were kept
     * @param pending the first of those that wait for approval
     */
    record DeletionView(long stale, long deleted, List<String> withheld, List<EntityView> pending) {

        static DeletionView of(RunReport.Deletion deletion) {
            return new DeletionView(
                    deletion.stale(),
                    deletion.deleted(),
                    deletion.withheld(),
                    deletion.pending().stream().map(EntityView::of).toList());
        }
    }

    /**
     * The name of an entity.
     *
     * @param blueprint the identifier of its blueprint
     * @param identifier its own
     */
    record EntityView(String blueprint, String identifier) {

        static EntityView of(Ref ref) {
            return new EntityView(ref.blueprint(), ref.identifier());
        }
    }
}
