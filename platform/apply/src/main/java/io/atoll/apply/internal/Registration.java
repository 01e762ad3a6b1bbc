package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.endpoint.Abilities;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.apply.internal.endpoint.IntegrationRecord.Origin;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.spi.IntegrationId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an integration known to the catalog, and at its first time gives the catalog its default blueprints and mapping. */
final class Registration {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    /** Origins by which blueprints come from somebody else than the integration. */
    private static final Set<String> FOREIGN_ORIGINS = Set.of("Empty", "Port");

    /** Takes 1 and 1.0 for the same. */
    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (a, b) ->
            a.equals(b) || (a.isNumber() && b.isNumber() && a.decimalValue().compareTo(b.decimalValue()) == 0) ? 0 : 1;

    private final IntegrationId id;
    private final IntegrationRecord record;
    private final DefaultBlueprints blueprints;

    Registration(IntegrationId id, IntegrationRecord record, DefaultBlueprints blueprints) {
        this.id = id;
        this.record = record;
        this.blueprints = blueprints;
    }

    /**
     * Does it; changes nothing where the catalog is up to date.
     *
     * @param mapping the mapping that is the truth; {@code null} if the catalog holds the truth
     */
    void run(@Nullable JsonNode mapping, Defaults defaults) throws CatalogException, InterruptedException {
        JsonNode initial = mapping != null ? mapping : defaults.mapping();
        Optional<JsonNode> known = record.read();
        if (known.isEmpty()) {
            create(initial == null ? JsonNodeFactory.instance.objectNode() : initial);
            log.info("{} is new to the catalog", id);
            initialize(defaults.blueprints());
        } else {
            update(known.get(), mapping, initial, defaults.blueprints());
        }
    }

    /** Creates the record; if the answer is lost, looks whether it was created. */
    private void create(JsonNode mapping) throws CatalogException, InterruptedException {
        try {
            record.create(mapping, Origin.INTEGRATION, Abilities.RESYNC);
        } catch (CatalogException e) {
            if (e.getCause() instanceof Refusal || record.read().isEmpty()) {
                throw e;
            }
        }
    }

    private void update(
            JsonNode known, @Nullable JsonNode mapping, @Nullable JsonNode initial, List<JsonNode> documents)
            throws CatalogException, InterruptedException {
        if (record.outdated(known, Abilities.RESYNC)) {
            record.describe(Abilities.RESYNC);
        }
        boolean initialized = known.path("arePortResourcesInitialized").asBoolean();
        boolean unmapped = known.path("config").isEmpty();
        JsonNode wanted = unmapped && !initialized ? initial : mapping;
        if (wanted != null && !wanted.equals(NUMBERS_BY_VALUE, known.path("config"))) {
            record.map(wanted);
            log.info("{}: the mapping in the catalog was replaced by that of the configuration", id);
        }
        if (!initialized
                && !FOREIGN_ORIGINS.contains(
                        known.path("createPortResourcesOrigin").asText())) {
            initialize(documents);
        }
    }

    private void initialize(List<JsonNode> documents) throws CatalogException, InterruptedException {
        List<String> existing = blueprints.existing(documents);
        if (existing.isEmpty()) {
            blueprints.create(documents);
            log.info("{}: created {} default blueprints", id, documents.size());
        } else {
            log.info("{}: created no default blueprints, as the catalog has some of them: {}", id, existing);
        }
        record.initialized();
    }
}
