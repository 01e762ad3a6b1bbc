package io.atoll.kit.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Call;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What GraphQL tells beside a status that says nothing. */
final class GraphErrors {

    private static final int LOOKED_AT = 64 * 1024;
    private static final Set<String> RIGHTS =
            Set.of("UNAUTHENTICATED", "UNAUTHORIZED", "FORBIDDEN", "INSUFFICIENT_SCOPES", "AUTHENTICATION_ERROR");
    private static final Set<String> LIMITS = Set.of(
            "RATE_LIMITED", "RATELIMITED", "RATE_LIMIT", "RATE_LIMIT_EXCEEDED", "THROTTLED", "MAX_COMPLEXITY_EXCEEDED");

    private GraphErrors() {}

    /** Whether an answer says that there were too many calls. */
    static boolean limited(Received received) {
        String start = received.start(LOOKED_AT);
        if (!start.contains("\"errors\"") || received.body().size() > LOOKED_AT) {
            return false;
        }
        try {
            return limited(JsonBody.JSON.readTree(start));
        } catch (JsonProcessingException e) {
            return false; // whoever reads it finds out
        }
    }

    private static boolean limited(JsonNode body) {
        return StreamSupport.stream(body.path("errors").spliterator(), false)
                .anyMatch(error -> LIMITS.contains(type(error)));
    }

    static void check(Call call, JsonNode body, String what, Sender sender) throws IntegrationException {
        JsonNode errors = body.path("errors");
        if (!(call.body() instanceof Call.Body.GraphQl)
                || errors.isMissingNode()
                || errors.isNull()
                || errors.isEmpty()) {
            return;
        }
        String messages = StreamSupport.stream(errors.spliterator(), false)
                .map(error -> error.path("message").asText(type(error)))
                .distinct()
                .limit(3)
                .collect(Collectors.joining("; "));
        String told = sender.safe(what + " was answered with errors: " + messages);
        if (limited(body)) {
            throw new Unavailable(told + ". There were too many calls: it is called again later");
        }
        if (StreamSupport.stream(errors.spliterator(), false).anyMatch(error -> RIGHTS.contains(type(error)))) {
            throw new Unauthorized(told + ". The credentials are not accepted or lack a right: check them");
        }
        throw new Unexpected(told);
    }

    private static String type(JsonNode error) {
        String code = error.path("extensions").path("code").asText("");
        return (code.isEmpty() ? error.path("type").asText("") : code).toUpperCase(Locale.ROOT);
    }
}
