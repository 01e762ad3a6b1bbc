package io.atoll.git.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A request for a kind with a selector, bound by Jackson. */
record Request(Kind kind, JsonNode selector, Optional<Instant> changedSince) implements ResyncRequest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Request of(String kind) {
        return of(kind, "{}");
    }

    /** A request with a selector in JSON, where {@code '} may stand for the double quote. */
    static Request of(String kind, String selector) {
        try {
            return new Request(new Kind(kind), JSON.readTree(selector.replace('\'', '"')), Optional.empty());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Request since(Instant moment) {
        return new Request(kind, selector, Optional.of(moment));
    }

    @Override
    public IntegrationId integration() {
        return new IntegrationId("git", "test");
    }

    @Override
    public <S extends Record> S selector(Class<S> type) throws Misconfigured {
        try {
            JsonNode own = selector.deepCopy();
            ((com.fasterxml.jackson.databind.node.ObjectNode) own).remove(Set.of("query"));
            return JSON.treeToValue(own, type);
        } catch (JsonProcessingException e) {
            throw new Misconfigured("selector: " + e.getOriginalMessage(), e);
        }
    }
}
