package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.apply.internal.endpoint.Organization;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations.Origin;
import io.atoll.pipeline.Integrations.Terms;
import java.time.Duration;

/** First blueprints and first mappings that the catalog makes itself. */
final class Provisioning {

    /** Switches it on for an organization. */
    private static final String FEATURE = "USE_PROVISIONED_DEFAULTS";

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(3);
    private static final double GROWTH = 1.55;
    private static final int LOOKS = 10;

    private final Session session;
    private final IntegrationRecord record;

    Provisioning(Session session, IntegrationRecord record) {
        this.session = session;
        this.record = record;
    }

    /** Who makes the first blueprints and the first mapping of an integration that nothing is known of. */
    Origin origin(Terms terms) throws CatalogException, InterruptedException {
        return switch (terms.origin().orElse(Origin.CATALOG)) {
            case NOBODY -> Origin.NOBODY;
            case INTEGRATION -> Origin.INTEGRATION;
            case CATALOG -> offered() ? Origin.CATALOG : Origin.INTEGRATION;
        };
    }

    /** Whether the catalog makes them for integrations of this type; a catalog that does not know the question does not. */
    private boolean offered() throws CatalogException, InterruptedException {
        try {
            return Organization.provisioned(session)
                            .contains(session.agent().id().type())
                    && Organization.read(session).features().contains(FEATURE);
        } catch (CatalogException e) {
            if (e.getCause() instanceof Refusal) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Waits for the mapping that the catalog makes.
     *
     * @throws CatalogException if it has made none after about three minutes
     */
    JsonNode await() throws CatalogException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int look = 1; ; look++) {
            JsonNode mapping =
                    record.read().map(known -> known.path("config")).orElse(JsonNodeFactory.instance.objectNode());
            if (!mapping.isEmpty()) {
                return mapping;
            }
            if (look == LOOKS) {
                throw new CatalogException(
                        "the catalog has not yet made the first mapping of "
                                + session.agent().id()
                                + ": run it again later, or write one in its record in the catalog",
                        null);
            }
            session.time().sleep(pause);
            pause = Duration.ofSeconds((long) (pause.toSeconds() * GROWTH));
        }
    }
}
