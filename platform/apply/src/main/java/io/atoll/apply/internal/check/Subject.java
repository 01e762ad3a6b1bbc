package io.atoll.apply.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.apply.internal.client.Target;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is checked.
 *
 * @param id the integration
 * @param target the catalog, and the credentials for it
 * @param initialize whether it makes blueprints at its first installation
 * @param kinds what its bundle reads; {@code *} for every kind
 * @param mapping the default one; {@code null} as JSON if there is none
 * @param blueprints the default ones
 */
record Subject(
        IntegrationId id,
        Target target,
        boolean initialize,
        Set<String> kinds,
        JsonNode mapping,
        List<JsonNode> blueprints) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads it from a file: {@code {"type","instance","baseUrl","clientId","clientSecret","initialize","kinds","mapping","blueprints"}}. */
    static Subject read(Path file) throws IOException, CatalogException {
        JsonNode json = JSON.readTree(Files.readAllBytes(file));
        var kinds = new TreeSet<String>();
        json.path("kinds").forEach(kind -> kinds.add(kind.asText()));
        return new Subject(
                new IntegrationId(
                        json.path("type").asText(), json.path("instance").asText()),
                Target.of(
                        json.path("baseUrl").asText(),
                        json.path("clientId").asText(),
                        json.path("clientSecret").asText()),
                json.path("initialize").asBoolean(),
                kinds,
                json.path("mapping"),
                json.path("blueprints").valueStream().toList());
    }
}
