package io.atoll.trigger.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for a run: who sends the token, or signs as Port does, where {@code x-port-signature} is {@code v1,} and the Base64 of the
 * HMAC-SHA-256 of {@code x-port-timestamp}, a dot and the body. A signature is good for five minutes, and once. With neither token nor
 * secret nobody may. Safe for use by several threads.
 */
final class Callers {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String BEARER = "Bearer ";

    private final String token;
    private final String secret;
    private final Clock clock;

    /** The signatures that came within the window, with the ends of theirs. */
    private final Map<String, Instant> used = new HashMap<>();

    Callers(String token, String secret, Clock clock) {
        this.token = token;
        this.secret = secret;
        this.clock = clock;
    }

    boolean any() {
        return !token.isEmpty() || !secret.isEmpty();
    }

    /**
     * Whether a caller may.
     *
     * @param authorization the header {@code Authorization}
     * @param timestamp the header {@code x-port-timestamp}
     * @param signature the header {@code x-port-signature}
     */
    boolean admits(
            @Nullable String authorization, @Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (!token.isEmpty() && authorization != null && equal(BEARER + token, authorization)) {
            return true;
        }
        return !secret.isEmpty()
                && timestamp != null
                && signature != null
                && equal(signature(timestamp, body), signature)
                && fresh(timestamp, signature);
    }

    private synchronized boolean fresh(String timestamp, String signature) {
        Instant now = clock.instant();
        used.values().removeIf(end -> end.isBefore(now));
        try {
            Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return !signed.isBefore(now.minus(WINDOW))
                    && !signed.isAfter(now.plus(WINDOW))
                    && used.putIfAbsent(signature, now.plus(WINDOW).plus(WINDOW)) == null;
        } catch (NumberFormatException | DateTimeException none) {
            return false;
        }
    }

    private String signature(String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
