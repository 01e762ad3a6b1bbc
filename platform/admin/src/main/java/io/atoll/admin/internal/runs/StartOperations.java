package io.atoll.admin.internal.runs;

import static io.atoll.operation.Operation.post;

import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.operation.Caller;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Begins runs, and decides about what waits for a person. */
@Component
public final class StartOperations implements OperationGroup {

    private final SyncEngine engine;
    private final Integrations integrations;
    private final KnownRuns known;

    /** Begins runs of this engine. */
    @Activate
    public StartOperations(@Reference SyncEngine engine, @Reference Integrations integrations) {
        this.engine = engine;
        this.integrations = integrations;
        this.known = new KnownRuns(engine);
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                post("resync", "/integrations/{integration}/resync")
                        .role(Role.OPERATOR)
                        .summary(
                                "Begins a run that reads and writes everything, or what has changed since the last one")
                        .takes(Resync.class)
                        .answers(Started.class)
                        .by(this::resync),
                post("plan", "/integrations/{integration}/plan")
                        .role(Role.OPERATOR)
                        .summary("Begins a run that finds out what a run would change, and changes nothing")
                        .takes(Plan.class)
                        .answers(Started.class)
                        .by((caller, plan) ->
                                begin(plan.integration(), id -> engine.plan(id, new Trigger.Manual(caller.name(), 0)))),
                post("apply", "/runs/{run}/apply")
                        .role(Role.OPERATOR)
                        .summary("Makes exactly the changes of a plan, or none if anything has moved on since")
                        .takes(One.class)
                        .answers(Started.class)
                        .by((caller, one) ->
                                follow(one, plan -> engine.apply(plan, new Trigger.Manual(caller.name(), 0)))),
                post("approve", "/runs/{run}/approve")
                        .role(Role.OPERATOR)
                        .summary("Carries out the deletions of a run that wait for approval")
                        .takes(One.class)
                        .answers(Started.class)
                        .by((caller, one) -> follow(one, run -> engine.approve(run, caller.name()))),
                post("reject", "/runs/{run}/reject")
                        .role(Role.OPERATOR)
                        .summary("Rejects the deletions of a run that wait for approval; nothing is deleted")
                        .takes(One.class)
                        .answers(Rejected.class)
                        .by(this::reject));
    }

    private Started resync(Caller caller, Resync resync) throws Refused {
        long allowance = resync.allowDeletes() == null ? 0 : resync.allowDeletes();
        if (allowance < 0) {
            throw Refused.invalid("allowDeletes", "'allowDeletes' must not be negative");
        }
        boolean incremental = resync.incremental() != null && resync.incremental();
        if (incremental && allowance > 0) {
            throw Refused.invalid("allowDeletes", "an incremental run deletes nothing");
        }
        Trigger trigger = new Trigger.Manual(caller.name(), allowance);
        return begin(
                resync.integration(), id -> incremental ? engine.incremental(id, trigger) : engine.start(id, trigger));
    }

    private Started begin(String written, Step<IntegrationId> step) throws Refused {
        IntegrationId id = InstanceNames.of(integrations).find(written);
        try {
            return new Started(step.take(id).value(), id.toString());
        } catch (RunRefused e) {
            throw Refused.conflict(e.getMessage());
        }
    }

    private Started follow(One one, Step<RunId> step) throws Refused {
        RunReport report = known.find(one.run());
        try {
            return new Started(
                    step.take(report.id()).value(), report.integration().toString());
        } catch (RunRefused e) {
            throw Refused.conflict(e.getMessage());
        }
    }

    private Rejected reject(Caller caller, One one) throws Refused {
        RunId run = known.find(one.run()).id();
        try {
            return new Rejected(run.value(), engine.reject(run, caller.name()));
        } catch (RunRefused e) {
            throw Refused.conflict(e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Step<T> {

        RunId take(T of) throws RunRefused;
    }

    record Resync(
            @Help(InstanceNames.HELP) String integration,

            @Help("true: only what has changed since the last runs, and delete nothing") @Nullable
            Boolean incremental,

            @Help("how many entities may be deleted beyond the budget") @Nullable
            Long allowDeletes) {}

    record Plan(@Help(InstanceNames.HELP) String integration) {}

    record One(@Help(KnownRuns.HELP) String run) {}

    /** A run that has begun. */
    record Started(
            @Help("the id of the run") String run,
            @Help("type~instance") String integration) {}

    /** What was rejected. */
    record Rejected(
            @Help("the id of the run") String run,
            @Help("how many deletions") long rejected) {}
}
