package io.atoll.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Authentication by a token that a call gives. However many ask, one call is under way; a token is renewed before it expires, and once
 * when it is refused. Immutable: each method gives another one.
 *
 * @param name tells budgets apart; holds no secret
 * @param login asks for the token
 * @param expires when it expires
 * @param margin how long before that it is renewed
 * @param apply puts it into a call
 */
public record TokenAuth(
        String name, Auth.Login login, Expiry expires, Duration margin, BiFunction<Call, JsonNode, Call> apply)
        implements Auth {

    static TokenAuth of(Auth.Login login) {
        return new TokenAuth(
                "", login, new Expiry.In("/expires_in"), Duration.ofSeconds(60), bearerOf("/access_token"));
    }

    static TokenAuth grant(String tokens, String clientId, String clientSecret, Map<String, String> fields) {
        var form = new LinkedHashMap<>(fields);
        form.put("client_id", clientId);
        if (!clientSecret.isEmpty()) {
            form.put("client_secret", clientSecret);
        }
        return of(last -> {
                    var current = new LinkedHashMap<>(form);
                    String rotated = last.path("refresh_token").asText("");
                    if (form.containsKey("refresh_token") && !rotated.isEmpty()) {
                        current.put("refresh_token", rotated);
                    }
                    return Call.post(tokens)
                            .header("Accept", "application/json")
                            .form(current)
                            .repeat();
                })
                .named(tokens + " " + clientId);
    }

    /** With a field added to the form that asks, such as {@code scope} or {@code audience}. */
    public TokenAuth field(String field, String value) {
        return login(call -> call.body() instanceof Call.Body.Form form ? call.form(plus(form, field, value)) : call);
    }

    /** With name and secret of the client in the header {@code Authorization: Basic} and not in the form. */
    public TokenAuth basic() {
        return login(call -> {
            if (!(call.body() instanceof Call.Body.Form form)) {
                return call;
            }
            var fields = new LinkedHashMap<>(form.fields());
            String id = String.valueOf(fields.remove("client_id"));
            String secret = fields.getOrDefault("client_secret", "");
            fields.remove("client_secret");
            String both = Base64.getEncoder()
                    .encodeToString((encoded(id) + ":" + encoded(secret)).getBytes(StandardCharsets.UTF_8));
            return call.form(fields).header("Authorization", "Basic " + both);
        });
    }

    /** The token at a JSON pointer of the answer is sent as {@code Authorization: Bearer …}. */
    public TokenAuth bearer(String pointer) {
        return apply(bearerOf(pointer));
    }

    /** What the answer says is put into calls by a function: into headers, query or body. */
    public TokenAuth apply(BiFunction<Call, JsonNode, Call> function) {
        return new TokenAuth(name, login, expires, margin, function);
    }

    /** The answer tells at a JSON pointer in how many seconds the token expires; if it does not, it never does. */
    public TokenAuth expiresIn(String pointer) {
        return new TokenAuth(name, login, new Expiry.In(pointer), margin, apply);
    }

    /** The answer tells at a JSON pointer when the token expires, as a date of ISO 8601; if it does not, it never does. */
    public TokenAuth expiresAt(String pointer) {
        return new TokenAuth(name, login, new Expiry.At(pointer), margin, apply);
    }

    /** The token is good for so long, whatever the answer says. */
    public TokenAuth expiresAfter(Duration time) {
        return new TokenAuth(name, login, new Expiry.After(time), margin, apply);
    }

    /** The token is renewed so long before it expires, but never in the first half of its life. */
    public TokenAuth margin(Duration time) {
        return new TokenAuth(name, login, expires, time, apply);
    }

    /** Has a name by which budgets are told apart. */
    public TokenAuth named(String text) {
        return new TokenAuth(text, login, expires, margin, apply);
    }

    private TokenAuth login(java.util.function.UnaryOperator<Call> change) {
        return new TokenAuth(name, last -> change.apply(login.call(last)), expires, margin, apply);
    }

    private static Map<String, String> plus(Call.Body.Form form, String field, String value) {
        var fields = new LinkedHashMap<>(form.fields());
        fields.put(field, value);
        return fields;
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static BiFunction<Call, JsonNode, Call> bearerOf(String pointer) {
        return (call, answer) -> {
            String token = answer.at(pointer).asText("");
            if (token.isEmpty()) {
                throw new IllegalArgumentException("the answer has no token at " + pointer);
            }
            return call.header("Authorization", "Bearer " + token);
        };
    }

    /**
     * Reads a private key for RS256.
     *
     * @param pem PKCS#8 ({@code BEGIN PRIVATE KEY}) or PKCS#1 ({@code BEGIN RSA PRIVATE KEY}); or either of them in Base64
     * @throws IllegalArgumentException if it is none; the message does not repeat it
     */
    public static PrivateKey privateKey(String pem) {
        try {
            String text = pem.contains("-----BEGIN")
                    ? pem
                    : new String(Base64.getMimeDecoder().decode(pem), StandardCharsets.US_ASCII);
            byte[] key = Base64.getMimeDecoder().decode(text.replaceAll("-----[^-]*-----", ""));
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(text.contains("BEGIN RSA PRIVATE KEY") ? pkcs8(key) : key));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the private key is no RSA key in PEM: it begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----");
        }
    }

    /**
     * Makes a JWT, signed with RS256, whose issuer says who one is. It is valid from a minute ago.
     *
     * @param life for how long it is valid from now
     */
    public static String jwt(PrivateKey key, String issuer, Duration life, Clock clock) {
        long now = clock.instant().getEpochSecond();
        String head = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        String claims = base64("{\"iat\":" + (now - 60) + ",\"exp\":" + (now + life.toSeconds()) + ",\"iss\":\""
                + issuer.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return head + "." + claims + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private key cannot sign with RS256", e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts the frame of PKCS#8 around a key of PKCS#1. */
    private static byte[] pkcs8(byte[] key) {
        byte[] rsa = {0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0};
        byte[] octets = der(0x04, key);
        byte[] content = new byte[3 + rsa.length + octets.length];
        content[0] = 0x02;
        content[1] = 0x01;
        System.arraycopy(rsa, 0, content, 3, rsa.length);
        System.arraycopy(octets, 0, content, 3 + rsa.length, octets.length);
        return der(0x30, content);
    }

    private static byte[] der(int tag, byte[] content) {
        byte[] framed = new byte[4 + content.length];
        framed[0] = (byte) tag;
        framed[1] = (byte) 0x82;
        framed[2] = (byte) (content.length >> 8);
        framed[3] = (byte) content.length;
        System.arraycopy(content, 0, framed, 4, content.length);
        return framed;
    }

    @Override
    public String toString() {
        return "TokenAuth[" + name + "]";
    }

    /** When a token expires. */
    public sealed interface Expiry {

        /**
         * In as many seconds as the answer says.
         *
         * @param pointer where it does
         */
        record In(String pointer) implements Expiry {}

        /**
         * When the answer says.
         *
         * @param pointer where it does
         */
        record At(String pointer) implements Expiry {}

        /**
         * After a time that is known.
         *
         * @param time how long
         */
        record After(Duration time) implements Expiry {}
    }
}
