package io.atoll.health.internal.inside;

import io.atoll.health.internal.Secrets;
import io.atoll.health.internal.log.Part;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Role;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** {@code components}: what lives in the bundles, and why it does not. */
@Component
public final class ComponentOperations implements OperationGroup {

    private final ServiceComponentRuntime runtime;
    private final Secrets secrets;

    /** About the components of this runtime. */
    @Activate
    public ComponentOperations(@Reference ServiceComponentRuntime runtime, @Reference Secrets secrets) {
        this.runtime = runtime;
        this.secrets = secrets;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(Operation.get("components", "/system/components")
                .role(Role.VIEWER)
                .summary("Lists the components of the bundles, and why one is not satisfied")
                .takes(Wanted.class)
                .lists(ComponentView.class)
                .by((caller, wanted) -> Part.of(wanted.limit(), wanted.cursor()).of(list(wanted))));
    }

    private Stream<ComponentView> list(Wanted wanted) {
        return all(runtime, secrets.mask())
                .filter(each -> wanted.state() == null || each.state() == wanted.state())
                .filter(each -> wanted.integration() == null
                        || each.integration()
                                .filter(wanted.integration()::equals)
                                .isPresent());
    }

    record Wanted(
            @Help("only components that stand so") ComponentView.@Nullable State state,

            @Help("only components of this instance: type~instance") @Nullable
            String integration,

            @Help(Part.LIMIT) @Nullable Integer limit,
            @Help(Part.CURSOR) @Nullable String cursor) {}

    /** Those of one component after those of another; who takes only the first ones does not have the others looked at. */
    static Stream<ComponentView> all(ServiceComponentRuntime runtime, UnaryOperator<String> mask) {
        return runtime.getComponentDescriptionDTOs().stream()
                .sorted(Comparator.comparing((ComponentDescriptionDTO component) -> component.name))
                .flatMap(component -> ComponentView.of(
                                component,
                                runtime.isComponentEnabled(component),
                                runtime.getComponentConfigurationDTOs(component),
                                mask)
                        .sorted(Comparator.comparing(each -> each.integration().orElse(""))));
    }
}
