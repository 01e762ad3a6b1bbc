package io.atoll.catalog.internal.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Issues and checks access tokens: JSON Web Tokens signed with HMAC-SHA-256. Safe for use by several threads. */
public final class Tokens {

    /** How long a token is valid. */
    public static final Duration LIFETIME = Duration.ofHours(3);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final String HEADER =
            encoded(Json.bytes(Json.object().put("alg", "HS256").put("typ", "JWT")));

    private final SecretKeySpec key;
    private final String organization;
    private final Clock clock;

    Tokens(byte[] key, String organization, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.organization = organization;
        this.clock = clock;
    }

    /** Tokens signed with the key in {@code signing.key} of a folder, which is made at the first start. */
    static Tokens in(Path folder, String organization, Clock clock) throws IOException {
        var file = new PrivateFile(folder.resolve("signing.key"));
        var stored = file.read();
        if (stored.isPresent() && stored.get().length == KEY_BYTES) {
            return new Tokens(stored.get(), organization, clock);
        }
        if (stored.isPresent()) {
            throw new IOException(file.path() + " must hold " + KEY_BYTES + " bytes; delete it to get a new key");
        }
        var made = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(made);
        file.write(made);
        return new Tokens(made, organization, clock);
    }

    /** A new token for a client. */
    public String issue(String clientId) {
        var now = clock.instant();
        var claims = Json.object()
                .put("isMachine", true)
                .put("orgId", organization)
                .put("sub", clientId)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        var signed = HEADER + "." + encoded(Json.bytes(claims));
        return signed + "." + encoded(signature(signed));
    }

    /** The client that a token was issued to; empty if it is not one of ours or no longer valid. */
    public Optional<String> client(String token) {
        var end = token.lastIndexOf('.');
        if (end < 0 || !token.startsWith(HEADER + ".") || end <= HEADER.length()) {
            return Optional.empty();
        }
        var signed = token.substring(0, end);
        try {
            if (!MessageDigest.isEqual(signature(signed), decoded(token.substring(end + 1)))) {
                return Optional.empty();
            }
            return valid(Json.object(decoded(signed.substring(HEADER.length() + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> valid(ObjectNode claims) {
        var client = Json.text(claims, "sub");
        var now = clock.instant().getEpochSecond();
        var valid =
                now < claims.path("exp").asLong() && now >= claims.path("nbf").asLong();
        return client != null && valid ? Optional.of(client) : Optional.empty();
    }

    private byte[] signature(String signed) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
