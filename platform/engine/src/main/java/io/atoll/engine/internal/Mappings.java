package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;

/** Where the mapping of an integration stands: in its configuration if it has one there, else in the catalog's record of it. */
final class Mappings {

    private Mappings() {}

    static Mapping read(Mapper mapper, Installation installation, Integration integration)
            throws CatalogException, InterruptedException, MalformedMapping {
        JsonNode configured = integration.mapping();
        return mapper.read(configured == null ? installation.mapping() : configured);
    }
}
