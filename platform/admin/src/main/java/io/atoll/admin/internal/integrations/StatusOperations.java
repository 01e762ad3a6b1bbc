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
import io.atoll.spi.IntegrationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How every instance stands. */
@Component
public final class StatusOperations implements OperationGroup {

    /** How many runs of each instance are looked at, on the average. */
    private static final int EACH = 20;

    private final Integrations integrations;
    private final SyncEngine engine;

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
        String only = wanted.integration() == null
                ? ""
                : InstanceNames.of(integrations).find(wanted.integration()).toString();
        Latest latest = Latest.of(engine.recent(EACH * Math.max(5, all.size())));
        return Paging.of(wanted.limit(), wanted.cursor())
                .<StatusView>where(
                        consumer -> all.stream()
                                .filter(each ->
                                        only.isEmpty() || each.id().toString().equals(only))
                                .map(latest::view)
                                .forEach(consumer),
                        view -> wanted.health() == null || view.health() == wanted.health());
    }

    record Wanted(
            @Help("only this instance: " + InstanceNames.HELP) @Nullable
            String integration,

            @Help("only those that stand so") StatusView.@Nullable Health health,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    /** The latest runs of each instance. */
    private record Latest(
            Map<IntegrationId, RunReport> running,
            Map<IntegrationId, RunReport> ended,
            Map<IntegrationId, RunReport> wrote) {

        static Latest of(List<RunReport> newestFirst) {
            Latest latest = new Latest(new HashMap<>(), new HashMap<>(), new HashMap<>());
            for (RunReport run : newestFirst) {
                if (StatusView.underWay(run)) {
                    latest.running.putIfAbsent(run.integration(), run);
                } else if (run.mode() != Mode.PLAN) {
                    latest.ended.putIfAbsent(run.integration(), run);
                }
                if (run.mode() != Mode.PLAN) {
                    latest.wrote.putIfAbsent(run.integration(), run);
                }
            }
            return latest;
        }

        StatusView view(Integration integration) {
            return StatusView.of(
                    integration,
                    Optional.ofNullable(running.get(integration.id())),
                    Optional.ofNullable(ended.get(integration.id())),
                    Optional.ofNullable(wrote.get(integration.id())));
        }
    }
}
