package io.atoll.records.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a third party is asked for: equal for resources that are read alike, whatever they make of it.
 *
 * @param kind of the records
 * @param selector without {@code query}, which the platform applies by itself
 */
record Scope(String kind, ObjectNode selector) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final int NAME = 40;

    static Scope of(Resource resource) {
        ObjectNode selector = resource.selector().deepCopy();
        selector.remove("query");
        return new Scope(resource.kind().name(), selector);
    }

    /** The name of its folder. */
    String folder() {
        String plain = kind.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.substring(0, Math.min(NAME, plain.length())) + "-" + hash();
    }

    private String hash() {
        try {
            String text = kind + '\n' + JSON.writeValueAsString(JSON.convertValue(selector, Map.class));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
