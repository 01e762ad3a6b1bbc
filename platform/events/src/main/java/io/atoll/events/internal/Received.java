package io.atoll.events.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.event.LiveEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A delivery, as it arrived or as it was kept. */
final class Received implements LiveEvent {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(500)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Names of headers that may carry a credential or a signature contain one of these. */
    private static final List<String> SECRET = List.of(
            "authorization",
            "authentication",
            "x-auth-",
            "cookie",
            "signature",
            "token",
            "secret",
            "password",
            "hmac",
            "api-key",
            "apikey");

    private static final String EMPTY = "the body is empty, and no JSON";

    private final Lane lane;
    private final String method;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Instant receivedAt;
    private volatile @Nullable JsonNode json;

    /**
     * A delivery.
     *
     * @param headers by their names in lower case
     * @param body not to be changed
     */
    Received(Lane lane, String method, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
        this.lane = lane;
        this.method = method;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.receivedAt = receivedAt;
    }

    static Received of(Delivery delivery) {
        return new Received(
                delivery.lane(), delivery.method(), delivery.headers(), delivery.body(), delivery.receivedAt());
    }

    Lane lane() {
        return lane;
    }

    /** What is kept of it: nothing that is secret. */
    Delivery delivery(Optional<String> id) {
        var kept = headers.entrySet().stream()
                .filter(header -> SECRET.stream().noneMatch(header.getKey()::contains))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Delivery(lane, id.orElse(null), method, kept, body, receivedAt);
    }

    /** Whether the body claims to be JSON; one that claims nothing does. */
    boolean claimsJson() {
        var type = header("Content-Type").orElse("json").toLowerCase(Locale.ROOT);
        return type.contains("json");
    }

    @Override
    public IntegrationId integration() {
        return lane.integration();
    }

    @Override
    public String path() {
        return lane.path();
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public JsonNode json() throws Unexpected {
        var known = json;
        if (known == null) {
            known = read();
            json = known;
        }
        return known;
    }

    /** Makes sure that the body is one JSON document, in memory that does not grow with it. */
    void requireJson() throws Unexpected {
        boolean ignored = parsed(() -> {
            try (var parser = MAPPER.createParser(body)) {
                if (parser.nextToken() == null) {
                    throw new Unexpected(EMPTY);
                }
                parser.finishToken();
                parser.skipChildren();
                if (parser.nextToken() != null) {
                    throw new Unexpected(
                            "the body is no JSON: it goes on after its end" + place(parser.currentLocation()));
                }
                return true;
            }
        });
    }

    private JsonNode read() throws Unexpected {
        return parsed(() -> {
            var read = MAPPER.readTree(body);
            if (read.isMissingNode()) {
                throw new Unexpected(EMPTY);
            }
            return read;
        });
    }

    private static <T> T parsed(Parsing<T> parsing) throws Unexpected {
        try {
            return parsing.parse();
        } catch (JsonProcessingException e) {
            throw new Unexpected("the body is no JSON" + place(e.getLocation()), e);
        } catch (IOException e) {
            throw new Unexpected("the body is no JSON", e);
        }
    }

    /** Reads the body. */
    private interface Parsing<T> {
        T parse() throws IOException, Unexpected;
    }

    private static String place(@Nullable JsonLocation place) {
        return place == null ? "" : ": line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
