package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;

/** What an integration brings along beside blueprints: actions, scorecards and pages, which are documents that only the catalog reads. */
public final class Documents {

    private final Session session;

    public Documents(Session session) {
        this.session = session;
    }

    /** Creates an action. */
    public void createAction(JsonNode action) throws CatalogException, InterruptedException {
        session.require(Call.post(Route.of("actions"), action), Body.DONE);
    }

    /** Creates a scorecard of a blueprint. */
    public void createScorecard(String blueprint, JsonNode scorecard) throws CatalogException, InterruptedException {
        session.require(Call.post(Route.of("blueprints", blueprint, "scorecards"), scorecard), Body.DONE);
    }

    /** Creates a page. */
    public void createPage(JsonNode page) throws CatalogException, InterruptedException {
        session.require(Call.post(Route.of("pages"), page), Body.DONE);
    }

    /** Deletes a page; one that is gone already is fine. */
    public void deletePage(String identifier) throws CatalogException, InterruptedException {
        session.find(Call.delete(Route.of("pages", identifier)), Body.DONE);
    }
}
