package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.Trigger;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param run its name
 * @param integration whose run, as it was configured when the run was asked for, and once it began, as then
 * @param mode what it is to do
 * @param trigger why
 * @param basis the plan to apply, the run whose deletions were approved, or the one whose records are replayed
 * @param trial the mapping whose effect is wanted, instead of the one in force
 * @param resume whether the run was begun earlier, and is to go on
 */
record Assignment(
        RunId run,
        Integration integration,
        Mode mode,
        Trigger trigger,
        Optional<RunId> basis,
        Optional<JsonNode> trial,
        boolean resume) {

    /** One by the mapping in force. */
    Assignment(RunId run, Integration integration, Mode mode, Trigger trigger, Optional<RunId> basis, boolean resume) {
        this(run, integration, mode, trigger, basis, Optional.empty(), resume);
    }

    /** The same for the integration as it is configured now. */
    Assignment of(Integration now) {
        return new Assignment(run, now, mode, trigger, basis, trial, resume);
    }

    /** Whether a person waits for the run. */
    boolean byPerson() {
        return trigger instanceof Trigger.Manual;
    }

    long allowance() {
        return trigger instanceof Trigger.Manual manual ? manual.deletionAllowance() : 0;
    }
}
