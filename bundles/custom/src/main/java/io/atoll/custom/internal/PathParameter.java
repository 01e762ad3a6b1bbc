package io.atoll.custom.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a path parameter come from: an endpoint that lists them. The endpoint may have parameters itself.
 *
 * @param field a jq expression for the value within an item
 * @param filter a jq expression that is true for the items that are wanted
 * @param pagination as in {@link EndpointSelector}
 */
record PathParameter(
        String endpoint,
        @Nullable Method method,
        @JsonProperty("query_params") Map<String, JsonNode> queryParams,
        Map<String, JsonNode> headers,
        @Nullable JsonNode body,
        @JsonProperty("data_path") @Nullable String dataPath,
        String field,
        @Nullable String filter,
        @Nullable PagingTerms pagination) {

    /** Refuses one without endpoint or field. */
    PathParameter {
        if (blank(endpoint) || blank(field)) {
            throw new IllegalArgumentException(
                    "a path parameter needs 'endpoint', the path of the endpoint that lists its"
                            + " values, and 'field', a jq expression for the value within an item");
        }
        queryParams = queryParams == null ? Map.of() : queryParams;
        headers = headers == null ? Map.of() : headers;
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
