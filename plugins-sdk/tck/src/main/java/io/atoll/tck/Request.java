package io.atoll.tck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a third party was asked.
 *
 * @param at when it had come whole
 * @param method such as {@code GET}
 * @param path as it was sent, percent-encoded, without the query
 * @param parameters the decoded values of the braces in the template of the route that fits; empty if none fits
 * @param query decoded, each name with its values in their order
 * @param headers names in lower case, each with its values in their order
 * @param body as UTF-8; empty if there was none
 */
public record Request(
        Instant at,
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same, come at a moment. */
    Request at(Instant moment) {
        return new Request(moment, method, path, parameters, query, headers, body);
    }

    /** The value of a brace in the template of the route. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}, but " + parameters.keySet());
        }
        return value;
    }

    /** The first value of a parameter of the query. */
    public Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** A parameter of the query as a number. */
    public int number(String name, int otherwise) {
        return query(name).map(Integer::parseInt).orElse(otherwise);
    }

    /** The first value of a header, in whatever case its name is written. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The body as JSON; a missing node if there is none or it is no JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    /** {@code GET /projects?{page=[2]}}, without headers and body. */
    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }
}
