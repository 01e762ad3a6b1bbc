package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.Blueprints;
import io.atoll.apply.internal.endpoint.Documents;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Scorecards;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates what an integration brings for its first installation: blueprints, then actions, scorecards and pages.
 *
 * <p>Nothing is created if the catalog has one of the blueprints: somebody has looked after them then. What is there is never changed,
 * save what an installation that was cut off has begun: it is gone on with.
 */
final class DefaultResources {

    private static final Logger log = LoggerFactory.getLogger(DefaultResources.class);
    private static final int TAKEN = 409;

    private final IntegrationId id;
    private final DefaultBlueprints blueprints;
    private final Documents documents;
    private final InstallationNote note;
    private final ReentrantLock turn;

    /** Makes nothing yet. */
    DefaultResources(Session session, FirstInstallations installations) {
        this.id = session.agent().id();
        this.turn = installations.turn(session.catalog());
        this.note = installations.note(id, session.catalog());
        this.blueprints = new DefaultBlueprints(id, new Blueprints(session), note);
        this.documents = new Documents(session);
    }

    /**
     * Creates it.
     *
     * @throws CatalogException if a blueprint could not be created; then none of it is there. What else could not be created is logged
     */
    void install(Defaults defaults) throws CatalogException, InterruptedException {
        turn.lockInterruptibly();
        try {
            create(defaults);
        } finally {
            turn.unlock();
        }
    }

    private void create(Defaults defaults) throws CatalogException, InterruptedException {
        List<String> existing = blueprints.existing(defaults.blueprints());
        Set<String> begun = note.blueprints();
        List<String> others =
                existing.stream().filter(one -> !begun.contains(one)).toList();
        if (begun.isEmpty() && !others.isEmpty()) {
            log.info("{}: created no default resources, as the catalog has some of the blueprints: {}", id, existing);
            return;
        }
        List<JsonNode> own = defaults.blueprints().stream()
                .filter(document -> !others.contains(DefaultBlueprints.identifier(document)))
                .toList();
        blueprints.create(own, existing);
        if (begun.isEmpty()) {
            log.info("{}: created {} default blueprints", id, own.size());
        } else {
            log.info(
                    "{}: an installation was cut off and is now finished: {} default blueprints, {} of them were there",
                    id,
                    own.size(),
                    existing.size() - others.size());
        }
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
        note.delete();
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
            if (e.getCause() instanceof Refusal refusal && refusal.status() == TAKEN) {
                log.info("{}: the catalog has the default {} {} already", id, what, name);
                return;
            }
            log.warn("{}: the default {} {} was not created: {}", id, what, name, e.getMessage());
        }
    }
}
