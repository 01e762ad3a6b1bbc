package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import java.util.List;
import java.util.function.Consumer;

/** Carries out the deletions of an earlier run that a person approved, save those of entities that were written since. */
final class Approval implements Work {

    private final RunId held;

    Approval(RunId held) {
        this.held = held;
    }

    @Override
    public Ending carryOut(Means means) throws Exception {
        var ledger = means.stages().ledger();
        Batches.<Ref>of(1000, this.approved(means), batch -> {
            var touched = ledger.touchedSince(held, batch);
            List<Ref> left =
                    batch.stream().filter(ref -> !touched.contains(ref)).toList();
            means.journal().stale(left);
        });
        var certificate = JsonNodeFactory.instance.objectNode();
        certificate
                .put("run", means.journal().opening().run().value())
                .put("integration", means.integration().id().toString())
                .put("epoch", means.journal().epoch())
                .put("approved", held.value())
                .put("by", means.journal().opening().trigger());
        means.journal().certificate(certificate);
        var deletions = new Deletions(means);
        deletions.planApproved();
        deletions.carryOut();
        FailPoint.RUN_FINISHED.pass();
        return new Ending.Finished();
    }

    private Batches.Source<Ref> approved(Means means) {
        return (Consumer<Ref> consumer) -> means.stages().ledger().changes(held, (Change change) -> {
            if (change.action() == Action.DELETE
                    && change.state() == State.PLANNED
                    && change.reason().startsWith(Ledger.APPROVED)) {
                consumer.accept(change.ref());
            }
        });
    }
}
