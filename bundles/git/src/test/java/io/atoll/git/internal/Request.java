package io.atoll.git.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import java.time.Instant;
import java.util.Optional;

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

    /** A mapper of its own for each call: mappers remember types, and with them the bundles that they come from. */
    private static ObjectMapper binder() {
        LookupCache<Object, JavaType> types = new LRUMap<>(16, 64);
        return JsonMapper.builder()
                .typeFactory(TypeFactory.defaultInstance().withCache(types))
                .build();
    }

    @Override
    public IntegrationId integration() {
        return new IntegrationId("git", "test");
    }

    @Override
    public <S extends Record> S selector(Class<S> type) throws Misconfigured {
        try {
            ObjectNode own = selector.deepCopy();
            own.remove("query");
            return binder().treeToValue(own, type);
        } catch (JsonProcessingException e) {
            throw new Misconfigured("selector: " + e.getOriginalMessage(), e);
        }
    }
}
