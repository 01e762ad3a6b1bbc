package io.atoll.admin.internal.integrations;

import static io.atoll.operation.Operation.post;

import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether an integration can connect, step by step. */
@Component
public final class CheckOperations implements OperationGroup {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Integrations integrations;
    private final Duration patience;

    @Reference(
            service = ConnectionCheck.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, ConnectionCheck>> checks = List.of();

    /** Checks these. */
    @Activate
    public CheckOperations(@Reference Integrations integrations) {
        this(integrations, List.of(), PATIENCE);
    }

    CheckOperations(
            Integrations integrations,
            List<Map.Entry<Map<String, Object>, ConnectionCheck>> checks,
            Duration patience) {
        this.integrations = integrations;
        this.checks = checks;
        this.patience = patience;
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
        ConnectionCheck check = checks.stream()
                .filter(each -> id.type().equals(each.getKey().get("atoll.integration"))
                        && id.instance().equals(each.getKey().get("atoll.instance")))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(
                        () -> Refused.conflict(id + " brings no check, or is not ready: see 'integration " + id + "'"));
        List<Step> steps = run(id, check);
        return new Checked(id.toString(), steps.stream().noneMatch(step -> step.outcome() == Outcome.FAILED), steps);
    }

    /** On a thread of its own, since it is foreign code that may not end. */
    private List<Step> run(IntegrationId id, ConnectionCheck check) throws InterruptedException {
        BlockingQueue<List<Step>> result = new ArrayBlockingQueue<>(1);
        Thread thread = Thread.ofVirtual().name("atoll-check-" + id).start(() -> result.add(steps(check)));
        try {
            return Optional.ofNullable(result.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .orElseGet(() -> List.of(
                            new Step("check", Outcome.FAILED, "it did not end within " + patience.toSeconds() + " s")));
        } finally {
            thread.interrupt();
        }
    }

    private static List<Step> steps(ConnectionCheck check) {
        try {
            return check.check().stream()
                    .map(step -> new Step(step.name(), step.outcome(), step.explanation()))
                    .toList();
        } catch (InterruptedException e) {
            return List.of();
        } catch (RuntimeException | LinkageError e) {
            return List.of(new Step("check", Outcome.FAILED, "the check itself broke down: " + e));
        }
    }

    record One(@Help(InstanceNames.HELP) String integration) {}

    /** What was found. */
    record Checked(
            @Help("type~instance") String integration,
            @Help("whether no step failed") boolean passed,
            @Help("in their order") List<Step> steps) {}

    /** One step. */
    record Step(
            @Help("what was tried") String name,
            @Help("how it ended") Outcome outcome,

            @Help("what was found, and after a failure what to do")
            String explanation) {}
}
