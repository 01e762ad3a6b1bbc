package io.atoll.apply.internal.endpoint;

import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;

/** Writes single entities; for more than a few there are {@link Upserts} and {@link Deletions}. */
public final class Entities {

    private final Session session;

    public Entities(Session session) {
        this.session = session;
    }

    /**
     * Creates or updates one.
     *
     * @return the name under which the catalog holds it, also if it was found by a search
     * @throws CatalogException also if the catalog refuses it
     */
    public Entity.Ref upsert(Entity entity, Mapping.Options options, Occasion occasion)
            throws CatalogException, InterruptedException {
        Route route = EntityWire.written(Route.of("blueprints", entity.blueprint(), "entities"), options, occasion);
        Call call = Call.repeatablePost(route, EntityWire.write(entity)).owning();
        return session.require(
                call,
                parser ->
                        EntityWire.read(Body.OBJECT.read(parser).path("entity")).ref());
    }

    /** Deletes one; one that is gone already is fine. */
    public void delete(Entity.Ref ref, Mapping.Options options, Occasion occasion)
            throws CatalogException, InterruptedException {
        Route route = Route.of("blueprints", ref.blueprint(), "entities", ref.identifier())
                .with("delete_dependents", options.deleteDependents());
        session.find(Call.delete(occasion.of(route)).owning(), Body.DONE);
    }
}
