package io.atoll.admin.internal.actions;

import static io.atoll.operation.Operation.get;

import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.ActionDesk;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What is carried out for people of the catalog, and what waits. */
@Component
public final class ActionOperations implements OperationGroup {

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<ActionDesk> desks = List.of();

    /** Knows no instance yet. */
    @Activate
    public ActionOperations() {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("actions", "/actions")
                .role(Role.VIEWER)
                .summary("Lists the runs of actions that are carried out, wait, or are not reported yet, by instance")
                .takes(Wanted.class)
                .lists(DeskView.class)
                .by((caller, wanted) -> list(wanted)));
    }

    private Slice<DeskView> list(Wanted wanted) throws Refused {
        List<DeskView> all = desks.stream()
                .map(DeskView::of)
                .sorted(Comparator.comparing(DeskView::integration))
                .toList();
        String only = wanted.integration() == null
                ? ""
                : new InstanceNames(
                                all.stream().map(DeskView::integration).collect(Collectors.toCollection(TreeSet::new)))
                        .find(wanted.integration())
                        .toString();
        return Paging.of(wanted.limit(), wanted.cursor())
                .<DeskView>where(
                        all::forEach,
                        desk -> only.isEmpty() || desk.integration().equals(only));
    }

    record Wanted(
            @Help("only of this instance: " + InstanceNames.HELP) @Nullable
            String integration,

            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    /** An instance and its runs of actions. */
    record DeskView(
            @Help("type~instance") String integration,
            @Help("whether it carries out actions at all") boolean enabled,

            @Help("why no runs are claimed now; empty if they are")
            String trouble,

            @Help("in the order of their claims") List<ActionRunView> runs) {

        static DeskView of(ActionDesk desk) {
            return new DeskView(
                    desk.integration().toString(),
                    desk.open(),
                    desk.trouble(),
                    desk.runs().stream().map(ActionRunView::of).toList());
        }
    }

    /** A run of an action. */
    record ActionRunView(
            @Help("the catalog's id of it") String id,
            @Help("what is to be carried out") String action,
            @Help("how it stands") ActionDesk.State state,
            @Help("when it came into this state") Instant since,
            @Help("what it waits for; else empty") String detail) {

        static ActionRunView of(ActionDesk.Run run) {
            return new ActionRunView(run.id(), run.action(), run.state(), run.since(), run.detail());
        }
    }
}
