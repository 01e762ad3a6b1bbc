package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.Blueprints;
import io.atoll.apply.internal.endpoint.Documents;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Scorecards;
import io.atoll.spi.IntegrationId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates what an integration brings for its first installation: blueprints, then actions, scorecards and pages.
 *
 * <p>Nothing is created if the catalog has one of the blueprints: somebody has looked after them then. What is there is never changed.
 */
final class DefaultResources {

    private static final Logger log = LoggerFactory.getLogger(DefaultResources.class);

    private final IntegrationId id;
    private final DefaultBlueprints blueprints;
    private final Documents documents;

    DefaultResources(Session session) {
        this.id = session.agent().id();
        this.blueprints = new DefaultBlueprints(id, new Blueprints(session));
        this.documents = new Documents(session);
    }

    /**
     * Creates it.
     *
     * @throws CatalogException if a blueprint could not be created; then none of it is there. What else could not be created is logged
     */
    void install(Defaults defaults) throws CatalogException, InterruptedException {
        List<String> existing = blueprints.existing(defaults.blueprints());
        if (!existing.isEmpty()) {
            log.info("{}: created no default resources, as the catalog has some of the blueprints: {}", id, existing);
            return;
        }
        blueprints.create(defaults.blueprints());
        log.info("{}: created {} default blueprints", id, defaults.blueprints().size());
        for (JsonNode action : defaults.actions()) {
            attempt("action", action, () -> documents.createAction(action));
        }
        for (Scorecards scorecards : defaults.scorecards()) {
            for (JsonNode scorecard : scorecards.documents()) {
                attempt("scorecard", scorecard, () -> documents.createScorecard(scorecards.blueprint(), scorecard));
            }
        }
        for (JsonNode page : defaults.pages()) {
            attempt("page", page, () -> documents.createPage(page));
        }
    }

    /** One request. */
    private interface Creation {
        void send() throws CatalogException, InterruptedException;
    }

    private void attempt(String what, JsonNode document, Creation creation) throws InterruptedException {
        try {
            creation.send();
        } catch (CatalogException e) {
            String name = document.path("identifier").asText("without a name");
            log.warn("{}: the default {} {} was not created: {}", id, what, name, e.getMessage());
        }
    }
}
