package io.atoll.engine.internal;

import io.atoll.model.Entity;
import io.atoll.model.Resource;
import io.atoll.pipeline.Reconciler.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incremental run: reads what has changed since each resource was last read whole, and writes it.
 *
 * <p>It lists nothing, so that it cannot know what is gone, and has no step that deletes.
 */
final class Incremental implements Work {

    /** The clocks of third parties may be so much behind. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    @Override
    public Ending carryOut(Means means) throws Exception {
        var starting = means.stages().fetcher().starting(means.integration().id());
        if (starting.fatal()) {
            return new Ending.Failed(Resync.reasons(starting.gaps()));
        }
        try (var unlisted = new Unlisted(means.stages().reconciler().begin(false))) {
            var read = new Reading(means, unlisted, writer(means), resource -> since(means, resource));
            Optional<Ending> early = read.all();
            if (early.isPresent()) {
                return early.get();
            }
            new Retry(means.target(), means.mapping().options(), means.journal(), read::retried).work();
            FailPoint.RUN_FINISHED.pass();
            return new Ending.Finished();
        }
    }

    private static Optional<Instant> since(Means means, Resource resource) {
        return means.stages()
                .ledger()
                .readUntil(means.integration().id(), Scope.of(resource))
                .map(moment -> moment.minus(OVERLAP));
    }

    /** Notes what is written before it is, so that deletions that wait for approval leave it alone. */
    private static Writer writer(Means means) {
        Writer catalog = Writer.catalog(means.target(), means.mapping().options(), means.journal());
        return (label, judged) -> {
            means.stages()
                    .ledger()
                    .touched(
                            means.integration().id(),
                            judged.stream()
                                    .map(Judgement::entity)
                                    .filter(entity -> !entity.searched())
                                    .map(Entity::ref)
                                    .toList());
            return catalog.write(label, List.copyOf(judged));
        };
    }
}
