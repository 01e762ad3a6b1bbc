package io.atoll.admin.internal.runs;

import io.atoll.model.Entity.Ref;
import io.atoll.operation.Help;
import io.atoll.pipeline.RunReport;
import java.util.List;

/** A run in full. */
public record RunView(
        @Help("the run in short") RunSummary summary,

        @Help("grows with each run of the integration, and when a run changes hands")
        long epoch,

        @Help("one for each resource of the mapping, in its order")
        List<Kind> kinds,

        @Help("why entities that are not produced any more were kept")
        List<String> withheld,

        @Help("the first of those that wait for approval") List<EntityName> pending,

        @Help("under what it deleted, or why it did not, in sentences")
        List<String> certificate) {

    static RunView of(RunReport report, List<String> certificate) {
        return new RunView(
                RunSummary.of(report),
                report.epoch(),
                report.kinds().stream().map(Kind::of).toList(),
                report.deletion().withheld(),
                report.deletion().pending().stream().map(EntityName::of).toList(),
                certificate);
    }

    /** What became of one resource; once it was read, {@code fetched = created + updated + unchanged + filtered + failed}. */
    public record Kind(
            @Help("kind and position in the mapping") String label,
            @Help("the kind") String kind,

            @Help("waiting, running, complete or incomplete")
            String state,

            @Help("records read") long fetched,
            @Help("entities that were new to the catalog") long created,

            @Help("entities that it held with other content")
            long updated,

            @Help("entities that needed no write") long unchanged,
            @Help("records that the mapping leaves out") long filtered,

            @Help("records and entities that could not be read, mapped or written")
            long failed,

            @Help("why the kind is not complete") List<String> gaps,

            @Help("what a person should know though it is no fault")
            List<String> notes,

            @Help("the first of those that failed") List<Failure> failures) {

        static Kind of(RunReport.KindReport kind) {
            return new Kind(
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
                    kind.failures().stream()
                            .map(failure -> new Failure(failure.stage(), failure.item(), failure.reason()))
                            .toList());
        }
    }

    /** One failed record. */
    public record Failure(
            @Help("fetch, map or apply") String stage,

            @Help("the raw record as JSON text, which may be cut, or the name of the entity")
            String item,

            @Help("what was wrong") String reason) {}

    /** The name of an entity. */
    public record EntityName(
            @Help("the identifier of its blueprint") String blueprint,
            @Help("its own identifier") String identifier) {

        static EntityName of(Ref ref) {
            return new EntityName(ref.blueprint(), ref.identifier());
        }
    }
}
