package io.atoll.apply.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;

/** What a token says of its bearer: the claims of a JWT, read without a check, as only the catalog can check them. */
final class Claims {

    private static final JsonMapper JSON = new JsonMapper();

    private Claims() {}

    /** Whether the bearer is a machine; a token that does not say so is a person's. */
    static boolean machine(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length < 2) {
            return false;
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return claims.has("isMachine")
                    ? claims.path("isMachine").asBoolean()
                    : !claims.path("personalToken").asBoolean(true);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
