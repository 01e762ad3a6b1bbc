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
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.rate.RateBudget;
import io.atoll.spi.rate.RateBudget.Allowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How every instance stands. */
@Component
public final class StatusOperations implements OperationGroup {

    private static final Logger log = LoggerFactory.getLogger(StatusOperations.class);

    private final Integrations integrations;
    private final SyncEngine engine;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Triggers> triggers = List.of();

    @Reference(
            service = RateBudget.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, RateBudget>> budgets = List.of();

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
        Optional<RunReport> newest = engine.recent(integration.id(), 1).stream().findFirst();
        Optional<RunReport> running = newest.filter(StatusView::underWay);
        List<RunReport> wrote = newest.filter(run -> running.isEmpty() && Mode.WRITING.contains(run.mode()))
                .map(List::of)
                .orElseGet(() -> engine.recent(integration.id(), Mode.WRITING, 2));
        return StatusView.of(
                integration,
                running,
                wrote.stream().filter(run -> !StatusView.underWay(run)).findFirst(),
                wrote.stream().findFirst(),
                triggers.stream()
                        .filter(each -> each.integration().equals(integration.id()))
                        .findFirst()
                        .flatMap(Triggers::next),
                allowances(integration.id()));
    }

    /** What an integration tells; nothing if it cannot. */
    private List<Allowance> allowances(IntegrationId id) {
        var all = new ArrayList<Allowance>();
        for (var budget : budgets) {
            if (id.type().equals(budget.getKey().get("atoll.integration"))
                    && id.instance().equals(budget.getKey().get("atoll.instance"))) {
                try {
                    all.addAll(budget.getValue().allowances());
                } catch (RuntimeException | LinkageError broken) {
                    log.debug("The budget of {} cannot be told", id, broken);
                }
            }
        }
        return all;
    }

    record Wanted(
            @Help("only this instance: " + InstanceNames.HELP) @Nullable
            String integration,

            @Help("only those that stand so") StatusView.@Nullable Health health,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}
}
