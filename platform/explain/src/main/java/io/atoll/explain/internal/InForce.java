package io.atoll.explain.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Explanations.Unanswered;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.spi.IntegrationId;
import java.util.Optional;

/**
 * The mapping in force for an instance, and what the catalog knows of that.
 *
 * @param integration its name
 * @param mapping by which runs map now
 * @param installation in the catalog; empty if that does not know the instance
 */
record InForce(IntegrationId integration, Mapping mapping, Optional<Installation> installation) {

    static InForce of(Integrations integrations, Catalog catalog, Mapper mapper, IntegrationId id)
            throws Unanswered, InterruptedException {
        Integration integration = integrations
                .find(id)
                .orElseThrow(() -> new Unanswered("no integration '" + id + "' is configured", null));
        try {
            var installation = catalog.find(integration);
            return new InForce(id, mapper.read(document(integrations, integration, installation)), installation);
        } catch (CatalogException away) {
            throw new Unanswered("the mapping of " + id + " cannot be read: " + away.getMessage(), away);
        } catch (MalformedMapping malformed) {
            throw new Unanswered("the mapping of " + id + " is not valid:\n" + malformed.getMessage(), malformed);
        } catch (IllegalStateException unreadable) {
            throw new Unanswered(
                    "the default mapping of " + id + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static JsonNode document(
            Integrations integrations, Integration integration, Optional<Installation> installation)
            throws CatalogException, InterruptedException {
        JsonNode configured = integration.mapping();
        if (configured != null) {
            return configured;
        }
        if (installation.isPresent()) {
            return installation.get().mapping();
        }
        JsonNode brought = integrations
                .defaults(integration.id())
                .orElse(Integrations.Defaults.NONE)
                .mapping();
        return brought == null ? JsonNodeFactory.instance.objectNode() : brought;
    }
}
