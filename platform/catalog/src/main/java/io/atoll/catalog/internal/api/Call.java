package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import org.jspecify.annotations.Nullable;

/**
 * One request to a route.
 *
 * @param request the request
 * @param path the parameters of the path, decoded
 * @param query the query parameters
 * @param client the id of the client that asks
 * @param bodies reads the body
 */
record Call(HttpServletRequest request, Map<String, String> path, QueryString query, String client, Bodies bodies) {

    /** The biggest body that is read. */
    static final int MOST_BYTES = 1 << 20;

    /** How deep a body may be nested; far less than what is stored may be, for that is wrapped in more. */
    private static final int DEEPEST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

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
        return query(name).filter("true"::equals).isPresent();
    }

    /** A query parameter that is there and not empty. */
    Optional<String> query(String name) {
        return query.first(name);
    }

    /** The values of a query parameter that is repeated, written with brackets, or joined by commas. */
    List<String> list(String name) {
        var values = new ArrayList<String>();
        for (var spelling : List.of(name, name + "[]")) {
            for (var joined : query.all(spelling)) {
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
        return bodies.read(request.getInputStream(), request.getContentLengthLong(), most);
    }

    /** The headers, in lower case; of a repeated one the first value. */
    ObjectNode headers() {
        var headers = Json.object();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return headers;
    }

    /** Any JSON that was sent; nothing at all is a missing node. */
    static JsonNode parsed(byte[] bytes) throws IOException {
        try (var parser = FACTORY.createParser(bytes)) {
            @Nullable JsonNode sent = Json.MAPPER.readTree(parser);
            if (sent == null) {
                return MissingNode.getInstance();
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there is more after the end");
            }
            return sent;
        } catch (JsonProcessingException e) {
            throw noJson(e);
        }
    }

    private static Refusal noJson(JsonProcessingException e) {
        var at = e.getLocation();
        var where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        return Refusal.of(400, "invalid_json", "the body is no JSON: " + where + e.getOriginalMessage());
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
}
