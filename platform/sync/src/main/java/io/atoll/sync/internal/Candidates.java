package io.atoll.sync.internal;

import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.Reconciler.Reconciliation;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Names of entities that may have to be deleted, the first {@value Names#IN_MEMORY} in memory and the others on disk. */
final class Candidates implements AutoCloseable {

    private final Reconciler reconciler;
    private final Set<Ref> first = new LinkedHashSet<>();
    private @Nullable Reconciliation others;

    Candidates(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    void add(Ref ref) {
        if (first.size() < Names.IN_MEMORY) {
            first.add(ref);
            return;
        }
        Reconciliation names = others;
        if (names == null) {
            names = reconciler.begin(false);
            others = names;
        }
        names.held(Given.named(ref).entity());
    }

    /** Gives all of them, one perhaps twice; none can be added after that. */
    void each(Consumer<Ref> consumer) {
        first.forEach(consumer);
        if (others != null) {
            others.stale(consumer);
        }
    }

    @Override
    public void close() {
        if (others != null) {
            others.close();
        }
    }
}
