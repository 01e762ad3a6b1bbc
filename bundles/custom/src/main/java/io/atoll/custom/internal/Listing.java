package io.atoll.custom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Call;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A list that can be read; two that are equal are the same list.
 *
 * @param resource the path as it is written, with the places of parameters
 * @param path filled
 * @param query values of parameters: texts, numbers, booleans, or lists of them
 * @param headers values of headers
 * @param body what is sent; {@code null} for nothing
 * @param data a jq expression for the records; {@code null} for the whole answer
 * @param paging whole
 * @param skipped statuses that mean that there is nothing
 */
record Listing(
        Method method,
        String resource,
        String path,
        Map<String, JsonNode> query,
        Map<String, JsonNode> headers,
        @Nullable JsonNode body,
        @Nullable String data,
        PagingTerms paging,
        List<Integer> skipped) {

    /** The list of a resource, for some values of its parameters. */
    static Listing of(EndpointSelector selector, PathTemplate path, Map<String, String> values, PagingTerms usual)
            throws Misconfigured {
        return new Listing(
                selector.method() == null ? Method.GET : selector.method(),
                path.text(),
                path.filled(values),
                new TreeMap<>(selector.queryParams()),
                new TreeMap<>(selector.headers()),
                sent(selector.body()),
                selector.dataPath(),
                selector.pagination() == null ? usual : selector.pagination().over(usual),
                selector.skipStatuses() == null ? List.of() : List.copyOf(selector.skipStatuses()));
    }

    /** The list of the values of a path parameter, for some values of its own parameters. */
    static Listing of(PathParameter parameter, PathTemplate path, Map<String, String> values, PagingTerms usual)
            throws Misconfigured {
        return new Listing(
                parameter.method() == null ? Method.GET : parameter.method(),
                path.text(),
                path.filled(values),
                new TreeMap<>(parameter.queryParams()),
                new TreeMap<>(parameter.headers()),
                sent(parameter.body()),
                parameter.dataPath(),
                parameter.pagination() == null ? usual : parameter.pagination().over(usual),
                List.of());
    }

    private static @Nullable JsonNode sent(@Nullable JsonNode body) {
        return body == null || body.isNull() || body.isMissingNode() ? null : body;
    }

    /** The request, without a page. */
    Call call(DataPath records) throws Misconfigured {
        if (body != null && !body.isObject() && "body".equals(paging.cursorIn())) {
            throw new Misconfigured(
                    "key 'body' of the selector is an object where cursorIn says that the cursor goes into it,"
                            + " but here is " + body);
        }
        Call call = method.call(path).items(records.items());
        for (var parameter : query.entrySet()) {
            JsonNode value = parameter.getValue();
            for (JsonNode each : value.isArray() ? value : List.of(value)) {
                call = call.query(parameter.getKey(), text("query_params", parameter.getKey(), each));
            }
        }
        for (var header : headers.entrySet()) {
            call = call.header(header.getKey(), text("headers", header.getKey(), header.getValue()));
        }
        for (int status : skipped) {
            call = call.skip(status);
        }
        return body == null ? call : call.json(body);
    }

    private static String text(String group, String key, JsonNode value) throws Misconfigured {
        if (value.isContainerNode()) {
            throw new Misconfigured("key '" + group + "." + key + "' of the selector is a text, a number, true or false"
                    + (group.equals("headers") ? "" : ", or a list of them") + ", but here is " + value);
        }
        return value.isNull() ? "" : value.asText();
    }

    /** Method and path, for messages. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
