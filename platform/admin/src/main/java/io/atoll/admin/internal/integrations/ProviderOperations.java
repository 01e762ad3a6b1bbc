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
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.pipeline.Integrations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who reads which kind, and why somebody cannot. */
@Component
public final class ProviderOperations implements OperationGroup {

    private final Fetcher fetcher;
    private final Integrations integrations;

    /** About the providers that this fetcher finds. */
    @Activate
    public ProviderOperations(@Reference Fetcher fetcher, @Reference Integrations integrations) {
        this.fetcher = fetcher;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("providers", "/providers")
                .role(Role.VIEWER)
                .summary("Lists what reads each kind, and why it cannot")
                .takes(Wanted.class)
                .lists(ProviderView.class)
                .by((caller, wanted) -> list(wanted)));
    }

    private Slice<ProviderView> list(Wanted wanted) throws Refused {
        String only = wanted.integration() == null
                ? ""
                : InstanceNames.of(integrations).find(wanted.integration()).toString();
        Slice<ProviderStatus> part = Paging.of(wanted.limit(), wanted.cursor())
                .<ProviderStatus>where(
                        fetcher.providers()::forEach,
                        each -> only.isEmpty() || each.integration().equals(only));
        return Paging.map(part, ProviderView::of);
    }

    record Wanted(
            @Help("only of this instance: " + InstanceNames.HELP) @Nullable
            String integration,

            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}
}
