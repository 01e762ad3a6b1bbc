package io.atoll.tck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.event.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A delivery to the path {@code /webhook}.
 *
 * @param text its body
 * @param headers by their names in lower case
 */
public record Delivery(String text, Map<String, String> headers) implements LiveEvent {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HMAC = "HmacSHA256";

    /** One with a body in JSON, where {@code '} may stand for the double quote. */
    public static Delivery of(String json) {
        return new Delivery(json.replace('\'', '"'), Map.of());
    }

    /** The same with a header. */
    public Delivery with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header.toLowerCase(Locale.ROOT), value);
        return new Delivery(text, Map.copyOf(more));
    }

    /** The same with a header that has its HMAC-SHA256, in hex after a prefix. */
    public Delivery signed(String header, String prefix, String secret) {
        return with(header, prefix + HexFormat.of().formatHex(hmac(secret, text)));
    }

    /** The HMAC-SHA256 of a text. */
    public static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public IntegrationId integration() {
        return new IntegrationId("tested", "one");
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
    public Instant receivedAt() {
        return Instant.parse("2026-01-01T00:00:00Z");
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
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
    public JsonNode json() throws Unexpected {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Unexpected("the body is no JSON", e);
        }
    }
}
