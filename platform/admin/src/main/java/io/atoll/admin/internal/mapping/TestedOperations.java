package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.get;

import io.atoll.admin.internal.mapping.Retests.Stood;
import io.atoll.admin.internal.mapping.TestOperations.Failed;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mapping tested}: how the saved mapping tests of an instance stand. */
@Component
public final class TestedOperations implements OperationGroup {

    private final Retests retests;
    private final Integrations integrations;

    /** Tells what these came to. */
    @Activate
    public TestedOperations(@Reference Retests retests, @Reference Integrations integrations) {
        this.retests = retests;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("mapping tested", "/integrations/{integration}/mapping/tests")
                .role(Role.VIEWER)
                .summary(
                        "Shows how the saved mapping tests stand; they are run again when bundle, mapping or tests change")
                .takes(One.class)
                .answers(Tested.class)
                .by((caller, one) -> show(one.integration())));
    }

    private Tested show(String written) throws Refused {
        IntegrationId id = InstanceNames.of(integrations).find(written);
        return retests.stood(id)
                .map(stood -> Tested.of(id, stood))
                .orElseGet(() -> new Tested(id.toString(), "", Optional.empty(), 0, List.of(), ""));
    }

    record One(@Help(InstanceNames.HELP) String integration) {}

    /** How tests stand. */
    record Tested(
            @Help("type~instance") String integration,

            @Help("the version of the bundle with which they were run; empty if they were not")
            String version,

            @Help("when they were run; empty if there are none, or they have yet to be run")
            Optional<Instant> at,

            @Help("how many pass") long passed,
            @Help("those that fail") List<Failed> failed,
            @Help("why they cannot be run; else empty") String problem) {

        static Tested of(IntegrationId id, Stood stood) {
            return new Tested(
                    id.toString(),
                    stood.version(),
                    Optional.of(stood.at()),
                    TestOperations.passing(stood.results()),
                    Failed.of(stood.results()),
                    stood.problem());
        }
    }
}
