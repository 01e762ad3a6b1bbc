package io.atoll.spi.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A delivery as a test sends it. */
record Posted(String text, Map<String, String> sent, Instant receivedAt) implements LiveEvent {

    static Posted of(String text, String... headers) {
        var sent = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        return new Posted(text, sent, Instant.ofEpochSecond(1_531_420_618));
    }

    @Override
    public IntegrationId integration() {
        return new IntegrationId("test", "one");
    }

    @Override
    public String path() {
        return "/webhook";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(sent.get(name));
    }

    @Override
    public List<String> headers(String name) {
        return header(name).stream().toList();
    }

    @Override
    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public JsonNode json() {
        throw new UnsupportedOperationException("no gate reads the body");
    }
}
