package io.atoll.custom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.TokenAuth;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a token is asked for.
 *
 * @param endpoint a path below the address of the API, or a whole address
 * @param method POST if there is none
 * @param body JSON, in place of {@code bodyForm}
 * @param bodyForm an encoded form, in place of {@code body}
 * @param reauthenticateIntervalSeconds for how long a token is good; if there is none, for as long as the answer says in
 *     {@code expires_in}, or else until it is refused
 */
record TokenRequest(
        String endpoint,
        @Nullable Method method,
        @Nullable Map<String, String> headers,
        @Nullable ObjectNode body,
        @Nullable String bodyForm,
        @Nullable Map<String, JsonNode> queryParams,
        @Nullable Integer reauthenticateIntervalSeconds) {

    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final String CONTENT_TYPE = "content-type";

    /** Refuses one that cannot be sent. */
    TokenRequest {
        if (endpoint == null || endpoint.isBlank()) {
            throw new IllegalArgumentException(
                    "'endpoint' is missing: a path such as /oauth/token, or a whole address");
        }
        if (body != null && bodyForm != null) {
            throw new IllegalArgumentException("only one of 'body' and 'bodyForm' can be sent");
        }
        if (reauthenticateIntervalSeconds != null && reauthenticateIntervalSeconds < 1) {
            throw new IllegalArgumentException("'reauthenticateIntervalSeconds' is at least 1");
        }
    }

    /** Authentication by tokens that this asks for. */
    TokenAuth auth(TokenTemplate template) {
        TokenAuth auth = Auth.exchange(call())
                .apply(template::apply)
                .margin(MARGIN)
                .named(endpoint + " " + Integer.toHexString(hashCode()));
        return reauthenticateIntervalSeconds == null
                ? auth
                : auth.expiresAfter(Duration.ofSeconds(reauthenticateIntervalSeconds));
    }

    private Call call() {
        var sent = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(headers == null ? Map.of() : headers);
        String type = sent.remove(CONTENT_TYPE);
        Call call = (method == null ? Method.POST : method).call(endpoint).repeat();
        for (var header : sent.entrySet()) {
            call = call.header(header.getKey(), header.getValue());
        }
        if (queryParams != null) {
            for (var parameter : queryParams.entrySet()) {
                call = call.query(parameter.getKey(), parameter.getValue().asText());
            }
        }
        if (bodyForm != null) {
            return call.body(new Call.Body.Text(bodyForm, type == null ? "application/x-www-form-urlencoded" : type));
        }
        return body == null ? call : call.json(body);
    }

    /** Leaves secrets out. */
    @Override
    public String toString() {
        return "TokenRequest[" + endpoint + "]";
    }
}
