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
import io.atoll.spi.IntegrationId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is configured. */
@Component
public final class IntegrationOperations implements OperationGroup {

    private final Integrations integrations;

    /** About these. */
    @Activate
    public IntegrationOperations(@Reference Integrations integrations) {
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("integrations", "/integrations")
                        .role(Role.VIEWER)
                        .summary("Lists the configured integrations, and why one cannot run")
                        .takes(Wanted.class)
                        .lists(IntegrationView.class)
                        .by((caller, wanted) -> list(wanted)),
                get("integration", "/integrations/{integration}")
                        .role(Role.VIEWER)
                        .summary("Shows a configured integration, and why it cannot run")
                        .takes(One.class)
                        .answers(IntegrationView.class)
                        .by((caller, one) -> IntegrationView.of(find(one.integration()))));
    }

    private Slice<IntegrationView> list(Wanted wanted) throws Refused {
        Slice<Integration> part = Paging.of(wanted.limit(), wanted.cursor())
                .<Integration>where(
                        integrations.all()::forEach, each -> wanted.state() == null || each.state() == wanted.state());
        return Paging.map(part, IntegrationView::of);
    }

    private Integration find(String written) throws Refused {
        IntegrationId id = InstanceNames.of(integrations).find(written);
        return integrations
                .find(id)
                .orElseThrow(() -> Refused.unknown("integration", "there is no integration '" + id + "' any more"));
    }

    record Wanted(
            @Help("only those in this state") Integrations.@Nullable State state,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record One(@Help(InstanceNames.HELP) String integration) {}
}
