package io.atoll.admin.internal.runs;

import static io.atoll.operation.Operation.get;
import static io.atoll.operation.Operation.post;

import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Caller;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.IntegrationId;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What ran and runs, what it changes and what failed; and the end of a run by a person. */
@Component
public final class RunOperations implements OperationGroup {

    private static final int FURTHEST = 100_000;

    private final SyncEngine engine;
    private final Integrations integrations;
    private final KnownRuns known;

    /** About the runs of this engine. */
    @Activate
    public RunOperations(@Reference SyncEngine engine, @Reference Integrations integrations) {
        this.engine = engine;
        this.integrations = integrations;
        this.known = new KnownRuns(engine);
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("runs", "/runs")
                        .role(Role.VIEWER)
                        .summary("Lists the latest runs, newest first")
                        .takes(Wanted.class)
                        .lists(RunSummary.class)
                        .by((caller, wanted) -> runs(wanted)),
                get("run", "/runs/{run}")
                        .role(Role.VIEWER)
                        .summary("Shows a run: counts by kind, gaps, notes, failures, deletions, certificate")
                        .takes(One.class)
                        .answers(RunView.class)
                        .by((caller, one) -> view(one.run())),
                get("changes", "/runs/{run}/changes")
                        .role(Role.VIEWER)
                        .summary("Lists what a run or a plan changes, and what became of it")
                        .takes(Changes.class)
                        .lists(ChangeView.class)
                        .by((caller, wanted) -> changes(wanted)),
                get("failures", "/runs/{run}/failures")
                        .role(Role.VIEWER)
                        .summary("Lists what failed in a run, with the raw records")
                        .takes(Failures.class)
                        .lists(FailedView.class)
                        .by((caller, wanted) -> failures(wanted)),
                get("certificate", "/runs/{run}/certificate")
                        .role(Role.VIEWER)
                        .summary("Shows under what a run deleted, or why it did not")
                        .takes(One.class)
                        .answers(Certificate.class)
                        .by((caller, one) -> certificate(one.run())),
                get("compare", "/runs/{run}/compare/{other}")
                        .role(Role.VIEWER)
                        .summary("Shows two runs side by side")
                        .takes(Two.class)
                        .answers(Comparison.class)
                        .by((caller, two) -> Comparison.of(
                                known.find(two.run()),
                                known.find("other", two.other()),
                                InstantSource.system().instant())),
                post("abort", "/runs/{run}/abort")
                        .role(Role.OPERATOR)
                        .summary("Asks a run to end; what it has written stays, and nothing is deleted after that")
                        .takes(Abort.class)
                        .answers(Aborted.class)
                        .by(this::abort));
    }

    private Slice<RunSummary> runs(Wanted wanted) throws Refused {
        Paging paging = Paging.of(wanted.limit(), wanted.cursor());
        IntFunction<List<RunReport>> source = engine::recent;
        if (wanted.integration() != null) {
            IntegrationId id = InstanceNames.of(integrations).findAlsoGone(wanted.integration());
            Set<Mode> modes = wanted.mode() == null ? Mode.ALL : Set.of(wanted.mode());
            source = back -> engine.recent(id, modes, back);
        }
        Predicate<RunReport> fits = run -> (wanted.status() == null || run.status() == wanted.status())
                && (wanted.mode() == null || run.mode() == wanted.mode());
        return Paging.map(paging.of(matching(source, fits, paging.skip() + paging.limit() + 1)), RunSummary::of);
    }

    /** At least the first so many that fit, if there are so many; looks back further only as long as it must. */
    private static List<RunReport> matching(
            IntFunction<List<RunReport>> source, Predicate<RunReport> fits, long enough) {
        int back = (int) Math.min(enough, FURTHEST);
        while (true) {
            List<RunReport> recent = source.apply(back);
            List<RunReport> found = recent.stream().filter(fits).toList();
            if (found.size() >= enough || recent.size() < back || back == FURTHEST) {
                return found;
            }
            back = Math.min(back * 4, FURTHEST);
        }
    }

    private RunView view(String written) throws Refused {
        RunReport report = known.find(written);
        return RunView.of(report, engine.certificate(report.id()));
    }

    private Slice<ChangeView> changes(Changes wanted) throws Refused {
        RunId run = known.find(wanted.run()).id();
        Slice<Change> changes = Paging.of(wanted.limit(), wanted.cursor())
                .<Change>where(
                        consumer -> engine.changes(run, consumer),
                        change -> (wanted.action() == null || change.action() == wanted.action())
                                && (wanted.state() == null || change.state() == wanted.state())
                                && (wanted.blueprint() == null
                                        || change.blueprint().equals(wanted.blueprint())));
        return Paging.map(changes, ChangeView::of);
    }

    private Slice<FailedView> failures(Failures wanted) throws Refused {
        RunId run = known.find(wanted.run()).id();
        Slice<Failed> failures = Paging.of(wanted.limit(), wanted.cursor())
                .<Failed>where(
                        consumer -> engine.failures(run, consumer),
                        failed -> (wanted.resource() == null || failed.label().equals(wanted.resource()))
                                && (wanted.stage() == null || failed.stage().equals(wanted.stage())));
        return Paging.map(failures, FailedView::of);
    }

    private Certificate certificate(String written) throws Refused {
        RunId run = known.find(written).id();
        return new Certificate(run.value(), engine.certificate(run));
    }

    private Aborted abort(Caller caller, Abort abort) throws Refused {
        RunReport run = known.find(abort.run());
        String why = abort.reason() == null ? "" : ": " + abort.reason();
        if (!engine.cancel(run.id(), "cancelled by " + caller.name() + why)) {
            throw Refused.conflict("run " + run.id() + " has ended: it is "
                    + run.status().name().toLowerCase(Locale.ROOT));
        }
        return new Aborted(run.id().value());
    }

    record Wanted(
            @Help("only of this instance: type~instance, or the type if it has one instance") @Nullable
            String integration,

            @Help("only those that stand so") RunReport.@Nullable Status status,
            @Help("only those of this mode") @Nullable Mode mode,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record One(@Help(KnownRuns.HELP) String run) {}

    record Two(
            @Help(KnownRuns.HELP) String run,
            @Help("the run to compare it with") String other) {}

    record Changes(
            @Help(KnownRuns.HELP) String run,
            @Help("only these") Change.@Nullable Action action,
            @Help("only those in this state") Change.@Nullable State state,

            @Help("only of entities of this blueprint") @Nullable
            String blueprint,

            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record Failures(
            @Help(KnownRuns.HELP) String run,

            @Help("only of this resource of the mapping, such as issue-0") @Nullable
            String resource,

            @Help("only of this stage: fetch, map or apply") @Nullable
            String stage,

            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record Abort(
            @Help(KnownRuns.HELP) String run,
            @Help("why, for the report") @Nullable String reason) {}

    /** A run that was asked to end. */
    record Aborted(@Help("its id") String run) {}

    /** Under what a run deleted. */
    record Certificate(
            @Help("the id of the run") String run,

            @Help("one fact each; none if it did not come so far")
            List<String> sentences) {}
}
