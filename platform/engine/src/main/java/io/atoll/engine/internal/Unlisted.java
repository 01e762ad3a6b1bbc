package io.atoll.engine.internal;

import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler.Examined;
import io.atoll.pipeline.Reconciler.Judgement;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import java.util.Collection;
import java.util.function.Consumer;

/** A comparison with a catalog whose listing was not read: everything is to be written, nothing is new, and nothing is stale. */
record Unlisted(Reconciliation reconciliation) implements Reconciliation {

    @Override
    public void held(Entity entity) {
        throw new IllegalStateException("the listing is not read");
    }

    @Override
    public long heldCount() {
        return 0;
    }

    @Override
    public long heldCount(String blueprint) {
        return 0;
    }

    @Override
    public String digest() {
        return reconciliation.digest();
    }

    @Override
    public Examined examine(Entity entity) {
        return reconciliation.examine(entity);
    }

    /** Whether the catalog holds the entity is not known; it counts as changed. */
    @Override
    public Judgement judge(Examined entity, int resource) {
        Judgement judged = reconciliation.judge(entity, resource);
        return judged.verdict() == Verdict.NEW
                ? new Judgement(Verdict.CHANGED, judged.entity(), judged.differences(), judged.conflicts())
                : judged;
    }

    @Override
    public void produced(Ref ref, Collection<String> fields) {
        reconciliation.produced(ref, fields);
    }

    @Override
    public void searched(String blueprint) {
        reconciliation.searched(blueprint);
    }

    @Override
    public void stale(Consumer<Ref> consumer) {}

    @Override
    public void close() {
        reconciliation.close();
    }
}
