package io.atoll.sync.internal;

import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.spi.IntegrationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deletes entities that this installation owns; others are passed over, and so are those that only the catalog could find. */
final class Deletions {

    private static final int SLICE = 100;

    private final Target target;
    private final Tally tally;
    private final @Nullable Kept kept;
    private final Bulks bulks;
    private final Map<Ref, Given> slice = new LinkedHashMap<>();

    /**
     * Begins with nothing.
     *
     * @param kept what stays, and protects what it relates to; {@code null} if nothing does
     */
    Deletions(Target target, Tally tally, @Nullable Kept kept) {
        this.target = target;
        this.tally = tally;
        this.kept = kept;
        this.bulks =
                new Bulks(bulk -> target.delete(bulk.stream().map(Given::ref).toList()), tally::deleted, tally);
    }

    void add(Given given) throws IntegrationException, InterruptedException {
        if (given.searched() || stays(given.ref())) {
            return;
        }
        slice.putIfAbsent(given.ref(), given);
        if (slice.size() == SLICE) {
            flush();
        }
    }

    /** Deletes what is left, and tries once more what was refused. */
    void finish() throws IntegrationException, InterruptedException {
        flush();
        bulks.finish();
    }

    private void flush() throws IntegrationException, InterruptedException {
        Set<Ref> owned = target.owned(slice.keySet()).stream().map(Entity::ref).collect(Collectors.toSet());
        slice.keySet().retainAll(owned);
        if (!slice.isEmpty() && (kept != null || target.options().deleteDependents())) {
            Shelter.of(target, slice.keySet(), this::stays).forEach((ref, reason) -> {
                Given given = slice.remove(ref);
                if (given != null) {
                    tally.failed(given.item(), reason);
                }
            });
        }
        bulks.send(new ArrayList<>(slice.values()));
        slice.clear();
    }

    private boolean stays(Ref ref) {
        return kept != null && kept.holds(ref);
    }
}
