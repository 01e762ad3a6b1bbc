package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.Signatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Authorization} holds a token (JWT) that Jira signed with the client secret of the app, which it does for webhooks of
 * apps. The token says nothing of the body.
 */
final class JwtSignature implements Signatures.Check {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LEEWAY = 60;

    private final byte[] secret;

    JwtSignature(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> fault(LiveEvent event) {
        String header = event.header("Authorization").orElse("");
        String[] part = header.replaceFirst("(?i)^(Bearer|JWT)\\s+", "").split("\\.", -1);
        if (part.length != 3) {
            return Optional.of("the header Authorization holds no token");
        }
        try {
            byte[] expected = signature(part[0] + "." + part[1]);
            if (!json(part[0]).path("alg").asText().equals("HS256")
                    || !MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(part[2]))) {
                return Optional.of("the token in the header Authorization is not signed with the client secret");
            }
            JsonNode expires = json(part[1]).path("exp");
            long now = event.receivedAt().getEpochSecond();
            return expires.canConvertToLong() && expires.asLong() + LEEWAY >= now
                    ? Optional.empty()
                    : Optional.of("the token in the header Authorization has expired");
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("the header Authorization holds a token that cannot be read");
        }
    }

    private byte[] signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static JsonNode json(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }
}
