package io.atoll.sync.internal;

import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.spi.IntegrationException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of the entities that are to be deleted must stay, because of those that relate to them: what is kept relates to them, or what goes
 * with them, where dependents are deleted, is kept or belongs to another installation.
 */
final class Shelter {

    private final Target target;
    private final Predicate<Ref> kept;
    private final Map<Ref, String> reasons = new HashMap<>();
    private final Map<Ref, Set<Ref>> roots = new HashMap<>();

    private Shelter(Target target, Predicate<Ref> kept) {
        this.target = target;
        this.kept = kept;
    }

    /** Why entities must stay, by their names. */
    static Map<Ref, String> of(Target target, Collection<Ref> refs, Predicate<Ref> kept)
            throws IntegrationException, InterruptedException {
        var shelter = new Shelter(target, kept);
        refs.forEach(ref -> shelter.roots.put(ref, Set.of(ref)));
        Set<Ref> level = new LinkedHashSet<>(refs);
        boolean direct = true;
        while (!level.isEmpty()) {
            level = shelter.look(level, direct);
            direct = false;
        }
        return shelter.reasons;
    }

    /** Looks at what relates to some entities; gives what would go with them and was not looked at yet. */
    private Set<Ref> look(Set<Ref> level, boolean direct) throws IntegrationException, InterruptedException {
        var next = new LinkedHashSet<Ref>();
        for (Dependent dependent : target.dependents(level)) {
            Set<Ref> on = roots.getOrDefault(dependent.on(), Set.of());
            boolean goes = dependent.required() && target.options().deleteDependents();
            if ((direct || goes) && kept.test(dependent.ref())) {
                on.forEach(root ->
                        reasons.put(root, "it was not deleted: " + dependent.ref() + " stays, and relates to it"));
            } else if (goes && !dependent.ours()) {
                on.forEach(root -> reasons.put(
                        root,
                        "it was not deleted: " + dependent.ref()
                                + ", which belongs to another installation, would be deleted with it"));
            } else if (goes && reaches(dependent.ref(), on)) {
                next.add(dependent.ref());
            }
        }
        return next;
    }

    private boolean reaches(Ref ref, Set<Ref> more) {
        var all = new HashSet<>(roots.getOrDefault(ref, Set.of()));
        boolean grown = all.addAll(more);
        roots.put(ref, all);
        return grown;
    }
}
