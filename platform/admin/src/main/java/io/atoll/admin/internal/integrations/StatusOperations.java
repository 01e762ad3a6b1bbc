package io.atoll.admin.internal.integrations;

import static io.atoll.operation.Operation.get;

import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** How every instance stands. */
@Component
public final class StatusOperations implements OperationGroup {

    /** How many runs of each instance are looked at. */
    private static final int BACK = 5;

    private final Integrations integrations;
    private final SyncEngine engine;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Triggers> triggers = List.of();

    /** About these integrations and their runs. */
    @Activate
    public StatusOperations(@Reference Integrations integrations, @Reference SyncEngine engine) {
        this.integrations = integrations;
        this.engine = engine;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("status", "/status")
                .role(Role.VIEWER)
                .summary("Lists how every integration stands: health, running and last run, owned entities")
                .takes(Wanted.class)
                .lists(StatusView.class)
                .by((caller, wanted) -> list(wanted)));
    }

    private Slice<StatusView> list(Wanted wanted) throws Refused {
        List<Integration> all = integrations.all();
        if (wanted.integration() != null) {
            IntegrationId only = InstanceNames.of(integrations).find(wanted.integration());
            all = all.stream().filter(each -> each.id().equals(only)).toList();
        }
        Paging paging = Paging.of(wanted.limit(), wanted.cursor());
        if (wanted.health() == null) {
            return Paging.map(paging.of(all), this::view); // the runs of the part alone are looked up
        }
        List<StatusView> views = all.stream().map(this::view).toList();
        return paging.<StatusView>where(views::forEach, view -> view.health() == wanted.health());
    }

    private StatusView view(Integration integration) {
        List<RunReport> runs = engine.recent(integration.id(), BACK);
        return StatusView.of(
                integration,
                first(runs, StatusView::underWay),
                first(runs, run -> writes(run) && !StatusView.underWay(run)),
                first(runs, StatusOperations::writes),
                triggers.stream()
                        .filter(each -> each.integration().equals(integration.id()))
                        .findFirst()
                        .flatMap(Triggers::next));
    }

    private static Optional<RunReport> first(List<RunReport> runs, Predicate<RunReport> fits) {
        return runs.stream().filter(fits).findFirst();
    }

    record Wanted(
            @Help("only this instance: " + InstanceNames.HELP) @Nullable
            String integration,

            @Help("only those that stand so") StatusView.@Nullable Health health,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    private static boolean writes(RunReport run) {
        return switch (run.mode()) {
            case FULL, INCREMENTAL, APPLY, APPROVED -> true;
            case PLAN, EFFECT -> false;
        };
    }
}
