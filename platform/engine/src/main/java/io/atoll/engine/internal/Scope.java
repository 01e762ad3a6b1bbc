package io.atoll.engine.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.model.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** What a resource reads: a text that is equal for equal kinds and selectors, wherever they stand in a mapping. */
final class Scope {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Scope() {}

    static String of(Resource resource) {
        try {
            String selector = JSON.writeValueAsString(JSON.convertValue(resource.selector(), Map.class));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(selector.getBytes(StandardCharsets.UTF_8));
            return resource.kind().name() + ":" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
