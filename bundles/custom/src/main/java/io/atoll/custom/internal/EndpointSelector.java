package io.atoll.custom.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping says of an endpoint.
 *
 * @param endpoint nothing, or once more the kind
 * @param queryParams texts, numbers, booleans, or lists of them
 * @param pathParameters by the name that stands in braces in the kind
 * @param dataPath a jq expression for the records in an answer
 * @param body JSON that is sent
 * @param skipStatuses refusals that mean that there is nothing, and that this is right
 * @param pagination in place of, or added to, that of the instance
 */
record EndpointSelector(
        @Nullable String endpoint,
        @Nullable Method method,
        @JsonProperty("query_params") Map<String, JsonNode> queryParams,
        Map<String, JsonNode> headers,
        @JsonProperty("path_parameters") Map<String, PathParameter> pathParameters,
        @JsonProperty("data_path") @Nullable String dataPath,
        @Nullable JsonNode body,
        @JsonProperty("skip_statuses") @Nullable List<Integer> skipStatuses,
        @Nullable PagingTerms pagination) {

    /** Keeps an absent map as an empty one. */
    EndpointSelector {
        queryParams = queryParams == null ? Map.of() : queryParams;
        headers = headers == null ? Map.of() : headers;
        pathParameters = pathParameters == null ? Map.of() : Map.copyOf(pathParameters);
    }
}
