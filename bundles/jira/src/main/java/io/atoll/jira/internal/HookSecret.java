package io.atoll.jira.internal;

import io.atoll.spi.event.Signatures;
import io.atoll.spi.event.Signatures.Algorithm;
import io.atoll.spi.event.Signatures.Encoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret with which Jira signs webhooks.
 *
 * @param value the secret; empty if there is none, and then no delivery is genuine
 * @param app whether it is the client secret of an app, with which Jira signs a token in place of the body
 */
record HookSecret(String value, boolean app) {

    /**
     * The secret of an instance. Without a configured one it is derived from the API token, so that it is the same after every start,
     * nobody has to keep it, and a new token means a new secret.
     *
     * @param address where events are sent
     */
    static HookSecret of(JiraConfiguration configuration, boolean oauth, String address) {
        String configured = configuration._webhookSecret().strip();
        if (oauth) {
            return new HookSecret(
                    configured.isEmpty() ? configuration._oauthClientSecret().strip() : configured, true);
        }
        String token = configuration._atlassianUserToken().strip();
        return configured.isEmpty() && !token.isEmpty()
                ? new HookSecret(derived(token, "webhook " + address), false)
                : new HookSecret(configured, false);
    }

    /** What proves that a delivery is genuine; empty without a secret. */
    Optional<Signatures.Check> check() {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                app
                        ? new JwtSignature(value)
                        : Signatures.hmac(Algorithm.HMAC_SHA256, Encoding.HEX, "X-Hub-Signature", "sha256=", value));
    }

    private static String derived(String token, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "HookSecret[app=" + app + "]";
    }
}
