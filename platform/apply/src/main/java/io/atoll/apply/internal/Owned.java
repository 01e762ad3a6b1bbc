package io.atoll.apply.internal;

import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.EntitySearch;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads entities by their names, if they are this installation's. */
final class Owned {

    /** So many names are asked for at once, as Ocean does. */
    private static final int AT_ONCE = 50;

    private final EntitySearch search;

    Owned(Session session) {
        this.search = new EntitySearch(session);
    }

    List<Entity> of(Collection<Ref> refs) throws CatalogException, InterruptedException {
        var byBlueprint = new LinkedHashMap<String, List<String>>();
        refs.forEach(ref -> byBlueprint
                .computeIfAbsent(ref.blueprint(), none -> new ArrayList<>())
                .add(ref.identifier()));
        var found = new ArrayList<Entity>();
        for (var entry : byBlueprint.entrySet()) {
            var identifiers = entry.getValue();
            for (int from = 0; from < identifiers.size(); from += AT_ONCE) {
                var some = identifiers.subList(from, Math.min(identifiers.size(), from + AT_ONCE));
                found.addAll(search.findOwnedWhole(EntitySearch.named(entry.getKey(), some)));
            }
        }
        return found;
    }
}
