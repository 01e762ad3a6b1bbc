package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.Abilities;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Origin;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.spi.IntegrationId;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an integration known to the catalog, and at its first time sees to the first blueprints and the first mapping. */
final class Registration {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    /** How the catalog calls an installation that it does not run itself. */
    private static final String OURS = "OnPrem";

    /** Takes 1 and 1.0 for the same. */
    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (a, b) ->
            a.equals(b) || (a.isNumber() && b.isNumber() && a.decimalValue().compareTo(b.decimalValue()) == 0) ? 0 : 1;

    private final IntegrationId id;
    private final IntegrationRecord record;
    private final Terms terms;
    private final Abilities abilities;
    private final Provisioning provisioning;
    private final DefaultResources resources;

    Registration(Session session, Terms terms, Abilities abilities, FirstInstallations installations) {
        this.id = session.agent().id();
        this.record = new IntegrationRecord(session);
        this.terms = terms;
        this.abilities = abilities;
        this.provisioning = new Provisioning(session, record);
        this.resources = new DefaultResources(session, installations);
    }

    /**
     * Does it; changes nothing where the catalog is up to date.
     *
     * @param mapping the mapping that is the truth; {@code null} if the catalog holds the truth
     */
    void run(@Nullable JsonNode mapping, Defaults defaults) throws CatalogException, InterruptedException {
        Optional<JsonNode> known = record.read();
        if (known.isPresent()) {
            requireOurs(known.get());
            if (record.outdated(known.get(), abilities)) {
                record.describe(abilities);
            }
            update(known.get(), mapping, defaults);
        } else {
            Origin origin = provisioning.origin(terms);
            JsonNode initial = first(origin, mapping, defaults);
            create(initial, origin);
            log.info("{} is new to the catalog", id);
            record.describe(abilities);
            provision(origin, initial, mapping, defaults);
        }
    }

    private void requireOurs(JsonNode known) throws CatalogException {
        String installation = known.path("installationType").asText(OURS);
        if (!installation.equals(OURS)) {
            throw new CatalogException(
                    "the catalog knows " + id + " as an installation of type " + installation
                            + ", which is run elsewhere: give this one another name",
                    null);
        }
    }

    /** The mapping that the record gets if it has none; empty if the catalog makes it. */
    private static JsonNode first(Origin origin, @Nullable JsonNode mapping, Defaults defaults) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        if (mapping != null && origin != Origin.CATALOG) {
            return mapping;
        }
        return switch (origin) {
            case INTEGRATION -> defaults.mapping() == null ? none : defaults.mapping();
            case CATALOG -> none;
            case NOBODY -> none.set("resources", JsonNodeFactory.instance.arrayNode());
        };
    }

    /** Creates the record; if the answer is lost, looks whether it was created. */
    private void create(JsonNode mapping, Origin origin) throws CatalogException, InterruptedException {
        try {
            record.create(mapping, origin, abilities);
        } catch (CatalogException e) {
            if (e.getCause() instanceof Refusal || record.read().isEmpty()) {
                throw e;
            }
        }
    }

    private void update(JsonNode known, @Nullable JsonNode mapping, Defaults defaults)
            throws CatalogException, InterruptedException {
        JsonNode present = known.path("config");
        if (IntegrationRecord.installed(known)) {
            map(mapping, present);
            return;
        }
        Optional<Origin> noted = IntegrationRecord.origin(known);
        Origin origin = noted.isPresent() ? noted.get() : provisioning.origin(terms);
        boolean fills = origin == Origin.INTEGRATION && terms.initialize() && present.isEmpty();
        map(fills ? first(origin, mapping, defaults) : mapping, present);
        provision(origin, present, mapping, defaults);
    }

    /** Gives the record a mapping if it has another one; asks for no run, as the platform begins those that its configuration needs. */
    private void map(@Nullable JsonNode wanted, JsonNode present) throws CatalogException, InterruptedException {
        if (wanted != null && !wanted.equals(NUMBERS_BY_VALUE, present)) {
            record.mapQuietly(wanted);
            log.info("{}: the mapping in the catalog was replaced by that of the configuration", id);
        }
    }

    private void provision(Origin origin, JsonNode present, @Nullable JsonNode mapping, Defaults defaults)
            throws CatalogException, InterruptedException {
        switch (origin) {
            case INTEGRATION -> {
                if (terms.initialize()) {
                    resources.install(defaults);
                    record.initialized();
                }
            }
            case CATALOG -> {
                if (present.isEmpty()) {
                    map(mapping, provisioning.await());
                }
            }
            case NOBODY -> {
                if (present.isEmpty()) {
                    record.initialized(first(origin, mapping, defaults));
                } else {
                    record.initialized();
                }
            }
        }
    }
}
