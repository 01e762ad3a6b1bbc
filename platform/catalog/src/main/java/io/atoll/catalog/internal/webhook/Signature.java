package io.atoll.catalog.internal.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks that an event comes from who knows the secret of the webhook. */
final class Signature {

    private Signature() {}

    /**
     * Whether the signature fits; always if the webhook asks for none.
     *
     * @param security {@code {secret, signatureHeaderName, signatureAlgorithm, signaturePrefix}}
     * @param sent the value of the header of that name, if the event has it
     */
    static boolean fits(JsonNode security, byte[] body, @Nullable String sent) {
        var secret = Json.text(security, "secret");
        if (secret == null || secret.isEmpty() || !security.hasNonNull("signatureHeaderName")) {
            return true;
        }
        var expected =
                Optional.ofNullable(Json.text(security, "signaturePrefix")).orElse("")
                        + switch (security.path("signatureAlgorithm").asText("sha256")) {
                            case "plain" -> secret;
                            case "sha1" -> signature("HmacSHA1", secret, body);
                            default -> signature("HmacSHA256", secret, body);
                        };
        return sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String algorithm, String secret, byte[] body) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
