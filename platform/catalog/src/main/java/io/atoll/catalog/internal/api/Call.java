package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request to a route.
 *
 * @param request the request
 * @param path the parameters of the path, decoded
 * @param client the id of the client that asks
 */
record Call(HttpServletRequest request, Map<String, String> path, String client) {

    /** The biggest body that is read. */
    static final int MOST_BYTES = 1 << 20;

    private static final ObjectReader SENT = Json.MAPPER.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    /** A parameter of the path. */
    String path(String name) {
        var value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    /** Scheme and host as the client used them. */
    String origin() {
        var host = request.getHeader("Host");
        var authority = host == null ? request.getServerName() + ":" + request.getServerPort() : host;
        return request.getScheme() + "://" + authority;
    }

    /** Whether a query parameter is {@code true}; anything that is no boolean counts as absent. */
    boolean flag(String name) {
        return "true".equals(request.getParameter(name));
    }

    /** A query parameter that is there and not empty. */
    Optional<String> query(String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
    }

    /** The values of a query parameter that is repeated, written with brackets, or joined by commas. */
    List<String> list(String name) {
        var values = new ArrayList<String>();
        for (var spelling : List.of(name, name + "[]")) {
            var given = request.getParameterValues(spelling);
            for (var joined : given == null ? new String[0] : given) {
                for (var value : joined.split(",")) {
                    if (!value.isEmpty()) {
                        values.add(value);
                    }
                }
            }
        }
        return values;
    }

    /** The body, a JSON object of at most {@link #MOST_BYTES}; no body is an empty object. */
    ObjectNode body() throws IOException {
        var bytes = bytes(MOST_BYTES);
        if (bytes.length == 0) {
            return Json.object();
        }
        if (parsed(bytes) instanceof ObjectNode body) {
            return body;
        }
        throw Refusal.invalid("the body must be a JSON object");
    }

    /** The body, a JSON list of at most {@link #MOST_BYTES}. */
    ArrayNode items() throws IOException {
        if (parsed(bytes(MOST_BYTES)) instanceof ArrayNode items) {
            return items;
        }
        throw Refusal.invalid("the body must be a JSON list");
    }

    /** The whole body, of a bounded length. */
    byte[] bytes(int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        var bytes = request.getInputStream().readNBytes(most + 1);
        if (bytes.length > most) {
            throw tooLarge(most);
        }
        return bytes;
    }

    /** The headers, in lower case; of a repeated one the first value. */
    ObjectNode headers() {
        var headers = Json.object();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return headers;
    }

    /** The query parameters; of a repeated one the first value. */
    ObjectNode queries() {
        var queries = Json.object();
        request.getParameterMap().forEach((name, values) -> queries.put(name, values[0]));
        return queries;
    }

    /** Any JSON that was sent. */
    static JsonNode parsed(byte[] bytes) throws IOException {
        try {
            return SENT.readTree(bytes);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Refusal.of(
                    400,
                    "invalid_json",
                    "the body is no JSON: line " + at.getLineNr() + ", column " + at.getColumnNr() + ": "
                            + e.getOriginalMessage());
        }
    }

    /** Who writes with this call: the client, under its whole User-Agent. */
    Author author(Clock clock) {
        var agent = request.getHeader("User-Agent");
        return new Author(
                client,
                agent == null ? "" : agent,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                query("run_id").orElse(null),
                null);
    }

    private static Refusal tooLarge(int most) {
        return Refusal.of(413, "payload_too_large", "the body is larger than " + most + " bytes; send less at once");
    }
}
