package io.atoll.redis.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.spi.IntegrationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the entries of a stream. */
final class Message {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INTEGRATION = "/integration/";
    private static final long NANOS = 1_000_000_000;

    private Message() {}

    /**
     * The delivery that an entry stands for.
     *
     * @param fields {@code eventId}, {@code webhookPath}, {@code payload} (the body, byte by byte as it was posted), {@code headers} (a JSON
     *     object) and {@code queuedAt} (nanoseconds since 1970)
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static Delivery delivery(IntegrationId integration, Map<String, String> fields) {
        return new Delivery(
                new Lane(integration, path(required(fields, "webhookPath"))),
                "redis " + required(fields, "eventId"),
                "POST",
                headers(fields.getOrDefault("headers", "{}")),
                required(fields, "payload").getBytes(StandardCharsets.UTF_8),
                moment(fields.getOrDefault("queuedAt", "")));
    }

    private static String required(Map<String, String> fields, String name) {
        var value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    /** What follows {@code /integration}. */
    private static String path(String webhookPath) {
        var path = webhookPath.startsWith("/") ? webhookPath : "/" + webhookPath;
        var at = path.lastIndexOf(INTEGRATION);
        return at < 0 ? path : path.substring(at + INTEGRATION.length() - 1);
    }

    private static Map<String, List<String>> headers(String text) {
        JsonNode all;
        try {
            all = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its headers are no JSON", e);
        }
        var headers = new HashMap<String, List<String>>();
        all.properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        List.of(header.getValue().asText())));
        return headers;
    }

    private static Instant moment(String nanos) {
        try {
            var all = Long.parseLong(nanos);
            return Instant.ofEpochSecond(all / NANOS, all % NANOS);
        } catch (NumberFormatException none) {
            return Instant.now();
        }
    }
}
