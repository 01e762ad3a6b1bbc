package io.atoll.tck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atoll.fetch.internal.Selector;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A request for a kind.
 *
 * @param integration of which instance
 * @param kind which
 * @param selector as it stands in the mapping; it is bound as the platform does it
 * @param changedSince of an incremental run
 */
public record KindRequest(IntegrationId integration, Kind kind, ObjectNode selector, Optional<Instant> changedSince)
        implements ResyncRequest {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** A request for all of a kind. */
    public static KindRequest of(String kind) {
        return new KindRequest(
                new IntegrationId("tested", "one"), new Kind(kind), YAML.createObjectNode(), Optional.empty());
    }

    /** The same with a selector, in YAML. */
    public KindRequest selector(String yaml) {
        try {
            JsonNode read = YAML.readTree(yaml);
            return new KindRequest(
                    integration,
                    kind,
                    read instanceof ObjectNode object ? object : YAML.createObjectNode(),
                    changedSince);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same for what changed since a moment. */
    public KindRequest since(Instant moment) {
        return new KindRequest(integration, kind, selector, Optional.of(moment));
    }

    @Override
    public <S extends Record> S selector(Class<S> type) throws Misconfigured {
        return Selector.bind("the selector of kind '" + kind + "'", selector.deepCopy(), type);
    }
}
