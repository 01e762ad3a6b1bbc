package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The blueprints of the catalog, as documents: {@code {"identifier","title","schema","relations",…}}. */
public final class Blueprints {

    private final Session session;

    public Blueprints(Session session) {
        this.session = session;
    }

    /** Reads all. */
    public List<JsonNode> all() throws CatalogException, InterruptedException {
        JsonNode answer = session.require(Call.get(Route.of("blueprints")), Body.OBJECT);
        List<JsonNode> all = new ArrayList<>();
        answer.path("blueprints").forEach(all::add);
        return all;
    }

    /** Reads one. */
    public Optional<JsonNode> find(String identifier) throws CatalogException, InterruptedException {
        return session.find(Call.get(route(identifier)), Body.OBJECT).map(answer -> answer.path("blueprint"));
    }

    /** Creates one. */
    public void create(JsonNode document) throws CatalogException, InterruptedException {
        session.require(Call.post(Route.of("blueprints"), document).owning(), Body.DONE);
    }

    /** Replaces those parts of one that the document has. */
    public void change(String identifier, JsonNode document) throws CatalogException, InterruptedException {
        session.require(Call.patch(route(identifier), document).owning(), Body.DONE);
    }

    /** Deletes one that has no entities; one that is gone already is fine. */
    public void delete(String identifier) throws CatalogException, InterruptedException {
        session.find(Call.delete(route(identifier)), Body.DONE);
    }

    /**
     * Deletes one with all its entities, which takes the catalog a while.
     *
     * @return the id of the {@linkplain #migration migration} that does it
     */
    public String deleteWithEntities(String identifier, Occasion occasion)
            throws CatalogException, InterruptedException {
        Route route = route(identifier).to("all-entities").with("delete_blueprint", true);
        return session.require(Call.delete(occasion.of(route)).owning(), Body.OBJECT)
                .path("migrationId")
                .asText();
    }

    /** How a migration stands, in the catalog's words, such as {@code COMPLETED}. */
    public String migration(String id) throws CatalogException, InterruptedException {
        return session.require(Call.get(Route.of("migrations", id)), Body.OBJECT)
                .path("migration")
                .path("status")
                .asText();
    }

    private static Route route(String identifier) {
        return Route.of("blueprints", identifier);
    }
}
