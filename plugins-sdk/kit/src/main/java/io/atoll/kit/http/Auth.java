package io.atoll.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How callers prove who they are. No {@code toString} of them holds a secret. */
public sealed interface Auth permits Auth.Fixed, Auth.FromFile, TokenAuth {

    /** Not at all. */
    static Auth none() {
        return new Fixed(Map.of(), List.of());
    }

    /** By a header, such as {@code Authorization: Token token=…}. */
    static Auth header(String name, String value) {
        return headers(Map.of(name, value));
    }

    /** By several headers at once. */
    static Auth headers(Map<String, String> headers) {
        return new Fixed(headers, List.of());
    }

    /** By {@code Authorization: Bearer …}. */
    static Auth bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** By name and password, of which either may be empty. */
    static Auth basic(String user, String password) {
        String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return header("Authorization", "Basic " + both);
    }

    /** By a query parameter, which is in no message. */
    static Auth query(String name, String value) {
        return new Fixed(Map.of(), List.of(new Call.Parameter(name, value)));
    }

    /**
     * By a token in a file, which may be replaced at any time.
     *
     * @param header the header that it is sent in
     * @param prefix what stands before it there, such as {@code "Bearer "}
     * @param file has the token and nothing else
     */
    static Auth file(String header, String prefix, Path file) {
        return new FromFile(header, prefix, file);
    }

    /**
     * By an OAuth2 token for the client itself (RFC 6749, 4.4). Name and secret go into the form; {@link TokenAuth#basic} sends them as a
     * header instead.
     *
     * @param tokens the whole address of the token endpoint
     */
    static TokenAuth clientCredentials(String tokens, String clientId, String clientSecret) {
        return TokenAuth.grant(tokens, clientId, clientSecret, Map.of("grant_type", "client_credentials"));
    }

    /**
     * By an OAuth2 token for a refresh token (RFC 6749, 6). A refresh token that comes with an answer is used from then on, also by
     * other clients with the same one, and after a restart.
     *
     * @param tokens the whole address of the token endpoint
     * @param clientSecret empty for a public client
     */
    static TokenAuth refreshToken(String tokens, String clientId, String clientSecret, String refreshToken) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken);
        return TokenAuth.grant(tokens, clientId, clientSecret, fields);
    }

    /**
     * By whatever a call answers with. It is made when the first token is needed, and again before it expires or when it is refused.
     *
     * @param login asks for the token; its path may be a whole address
     */
    static TokenAuth exchange(Call login) {
        return TokenAuth.of(last -> login);
    }

    /**
     * As an installation of a GitHub App: signs a JWT, and exchanges it for a token.
     *
     * @param privateKey the key that GitHub gave, see {@link TokenAuth#privateKey}
     * @param installation the number of the installation
     */
    static TokenAuth gitHubApp(String appId, PrivateKey privateKey, String installation) {
        return TokenAuth.of(last -> Call.post("app/installations/{id}/access_tokens", installation)
                        .header("Accept", "application/vnd.github+json")
                        .header(
                                "Authorization",
                                "Bearer " + TokenAuth.jwt(privateKey, appId, Duration.ofMinutes(9), Clock.systemUTC())))
                .bearer("/token")
                .expiresAt("/expires_at")
                .margin(Duration.ofMinutes(5))
                .named("app " + appId + " installation " + installation);
    }

    /**
     * By values that do not change.
     *
     * @param headers by name
     * @param query query parameters
     */
    record Fixed(Map<String, String> headers, List<Call.Parameter> query) implements Auth {

        /** Copies the collections. */
        public Fixed {
            headers = Map.copyOf(headers);
            query = List.copyOf(query);
        }

        @Override
        public String toString() {
            return "Fixed" + headers.keySet()
                    + query.stream().map(Call.Parameter::name).toList();
        }
    }

    /**
     * By a token in a file.
     *
     * @param header the header that it is sent in
     * @param prefix what stands before it there
     * @param file has the token and nothing else
     */
    record FromFile(String header, String prefix, Path file) implements Auth {}

    /** Makes the call that asks for a token. */
    @FunctionalInterface
    interface Login {

        /**
         * Makes the call.
         *
         * @param last the answer to the last one; missing at first
         */
        Call call(JsonNode last);
    }
}
