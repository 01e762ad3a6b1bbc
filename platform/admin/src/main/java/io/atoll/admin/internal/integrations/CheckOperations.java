package io.atoll.admin.internal.integrations;

import static io.atoll.operation.Operation.post;

import io.atoll.admin.internal.integrations.ConnectionChecks.Step;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.IntegrationId;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether an integration can connect, step by step. */
@Component
public final class CheckOperations implements OperationGroup {

    private final Integrations integrations;
    private final ConnectionChecks checks;

    /** Checks these. */
    @Activate
    public CheckOperations(@Reference Integrations integrations, @Reference ConnectionChecks checks) {
        this.integrations = integrations;
        this.checks = checks;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(post("check", "/integrations/{integration}/check")
                .role(Role.OPERATOR)
                .summary("Finds out whether an integration can connect and has the rights that it needs")
                .takes(One.class)
                .answers(Checked.class)
                .by((caller, one) -> check(one.integration())));
    }

    private Checked check(String written) throws Refused, InterruptedException {
        IntegrationId id = InstanceNames.of(integrations).find(written);
        List<Step> steps = checks.run(id)
                .orElseThrow(
                        () -> Refused.conflict(id + " brings no check, or is not ready: see 'integration " + id + "'"));
        return new Checked(id.toString(), steps.stream().noneMatch(step -> step.outcome() == Outcome.FAILED), steps);
    }

    record One(@Help(InstanceNames.HELP) String integration) {}

    /** What was found. */
    record Checked(
            @Help("type~instance") String integration,
            @Help("whether no step failed") boolean passed,
            @Help("in their order") List<Step> steps) {}
}
