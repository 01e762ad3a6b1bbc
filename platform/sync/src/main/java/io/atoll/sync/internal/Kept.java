package io.atoll.sync.internal;

import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler;
import java.util.HashSet;
import java.util.Set;

/**
 * The entities that a call has produced, and that it therefore does not delete. Where one was produced that only the catalog can find, it
 * may be any of its blueprint.
 */
final class Kept implements AutoCloseable {

    private final Names names;
    private final Set<String> searched = new HashSet<>();

    Kept(Reconciler reconciler) {
        this.names = new Names(reconciler);
    }

    /** Adds one; all are to be added before the first is asked for. */
    void add(Given given) {
        if (given.searched()) {
            searched.add(given.entity().blueprint());
        } else {
            names.add(given.ref());
        }
    }

    boolean holds(Ref ref) {
        return searched.contains(ref.blueprint()) || names.contains(ref);
    }

    @Override
    public void close() {
        names.close();
    }
}
