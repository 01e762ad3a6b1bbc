package io.atoll.catalog.internal.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON as the catalog reads and writes it: numbers keep their digits, so that what was stored comes back unaltered. */
public final class Json {

    /** Reads and writes JSON; safe for use by several threads. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An empty list. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** The UTF-8 bytes of a document. */
    public static byte[] bytes(JsonNode document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an object that the catalog itself has written. */
    public static ObjectNode object(byte[] stored) {
        try {
            return (ObjectNode) MAPPER.readTree(stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The object under a key, or an empty one. */
    public static ObjectNode object(JsonNode parent, String key) {
        return parent.get(key) instanceof ObjectNode child ? child : object();
    }

    /** The text under a key, or null if there is none. */
    public static @Nullable String text(JsonNode parent, String key) {
        var value = parent.get(key);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    /** The texts of a list; one text counts as a list of one, anything else as none. */
    public static List<String> texts(@Nullable JsonNode value) {
        var texts = new ArrayList<String>();
        if (value == null) {
            return texts;
        }
        if (value.isTextual()) {
            texts.add(value.textValue());
        }
        if (value.isArray()) {
            for (var element : value) {
                if (element.isTextual()) {
                    texts.add(element.textValue());
                }
            }
        }
        return texts;
    }

    /** A time as the API writes it: UTC with milliseconds. */
    public static String time(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
