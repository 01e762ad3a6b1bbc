package io.atoll.health.internal.inside;

import io.atoll.health.internal.log.Part;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Role;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code bundles}: what is installed, and why it does not run. */
@Component
public final class BundleOperations implements OperationGroup {

    private final BundleContext context;

    /** About the bundles of this framework. */
    @Activate
    public BundleOperations(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(Operation.get("bundles", "/system/bundles")
                .role(Role.VIEWER)
                .summary("Lists the bundles of the platform, and why one is not resolved")
                .takes(Wanted.class)
                .lists(BundleView.class)
                .by((caller, wanted) -> Part.of(wanted.limit(), wanted.cursor())
                        .of(all(context).stream()
                                .filter(bundle -> wanted.state() == null || bundle.state() == wanted.state())
                                .toList())));
    }

    record Wanted(
            @Help("only bundles that stand so") BundleView.@Nullable State state,
            @Help(Part.LIMIT) @Nullable Integer limit,
            @Help(Part.CURSOR) @Nullable String cursor) {}

    static List<BundleView> all(BundleContext context) {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        return Stream.of(context.getBundles())
                .map(bundle -> BundleView.of(bundle, wiring))
                .toList();
    }
}
