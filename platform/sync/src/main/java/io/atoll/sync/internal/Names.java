package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.Reconciler.Reconciliation;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of names, the first {@value #IN_MEMORY} in memory and the others on disk. All are to be added before the first is asked for.
 *
 * <p>On disk it is a comparison that never saw a catalog: a name that was added was produced with one title, and is asked for with another.
 * The comparison tells the contradiction, however often it is asked.
 */
final class Names implements AutoCloseable {

    /** So many make no file, as a call seldom has more. */
    static final int IN_MEMORY = 1_000;

    private final Reconciler reconciler;
    private final Set<Ref> first = new HashSet<>();
    private @Nullable Reconciliation others;

    Names(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    void add(Ref ref) {
        if (first.size() < IN_MEMORY) {
            first.add(ref);
            return;
        }
        Reconciliation names = others;
        if (names == null) {
            names = reconciler.begin(false);
            others = names;
        }
        names.judge(names.examine(titled(ref, "added")), 0);
    }

    boolean contains(Ref ref) {
        Reconciliation names = others;
        return first.contains(ref)
                || (names != null
                        && !names.judge(names.examine(titled(ref, "asked")), 0)
                                .conflicts()
                                .isEmpty());
    }

    private static Entity titled(Ref ref, String title) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new Entity(
                ref.blueprint(),
                json.textNode(ref.identifier()),
                json.textNode(title),
                null,
                null,
                json.objectNode(),
                json.objectNode());
    }

    @Override
    public void close() {
        if (others != null) {
            others.close();
        }
    }
}
