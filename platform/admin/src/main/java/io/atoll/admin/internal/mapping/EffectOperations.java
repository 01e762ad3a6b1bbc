package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.model.Mapping;
import io.atoll.operation.Caller;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code effect}: what another mapping would change in the whole catalog. */
@Component
public final class EffectOperations implements OperationGroup {

    private final SyncEngine engine;
    private final Integrations integrations;
    private final Mapper mapper;

    /** Begins runs of this engine. */
    @Activate
    public EffectOperations(
            @Reference SyncEngine engine, @Reference Integrations integrations, @Reference Mapper mapper) {
        this.engine = engine;
        this.integrations = integrations;
        this.mapper = mapper;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(post("effect", "/integrations/{integration}/effect")
                .role(Role.INTEGRATOR)
                .summary(
                        "Begins a run that finds out what another mapping would change, from the records that are kept;"
                                + " nothing is read or changed")
                .takes(Trial.class)
                .answers(Begun.class)
                .by(this::begin));
    }

    private Begun begin(Caller caller, Trial trial) throws Refused {
        var id = InstanceNames.of(integrations).find(trial.integration());
        try {
            Written written = Written.of(trial.mapping());
            Mapping ignored = written.mapping(mapper);
            var run = engine.effect(id, written.document(), new Trigger.Manual(caller.name(), 0));
            return new Begun(run.value(), id.toString());
        } catch (RunRefused e) {
            throw Refused.conflict(e.getMessage());
        }
    }

    record Trial(
            @Help(InstanceNames.HELP) String integration,

            @Help(value = MappingOperations.DOCUMENT, most = 1_000_000)
            JsonNode mapping) {}

    /** A run that has begun; its changes are read as those of a plan. */
    record Begun(
            @Help("the id of the run") String run,
            @Help("type~instance") String integration) {}
}
