package io.atoll.octopus.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Octopus sends with each event, so that nobody else's are taken.
 *
 * @param value goes into the header {@value #HEADER}; empty if there is none
 */
record EventSecret(String value) {

    /** The header that a subscription sends. */
    static final String HEADER = "X-Atoll-Webhook-Secret";

    private static final String ALGORITHM = "HmacSHA256";

    /** The configured one, or else one that only who knows the API key can make. */
    static EventSecret of(String configured, String apiKey) {
        if (!configured.isBlank() || apiKey.isBlank()) {
            return new EventSecret(configured.strip());
        }
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(apiKey.strip().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return new EventSecret(
                    HexFormat.of().formatHex(mac.doFinal("events for Atoll".getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "EventSecret";
    }
}
