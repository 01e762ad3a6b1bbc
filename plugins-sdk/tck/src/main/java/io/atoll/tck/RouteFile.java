package io.atoll.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON file with routes. */
final class RouteFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KEYS =
            Set.of("on", "when", "status", "headers", "body", "text", "file", "pages", "comment");
    private static final Set<String> WHEN = Set.of("query", "headers", "body");
    private static final Set<String> PAGES =
            Set.of("of", "file", "style", "parameter", "limit", "size", "first", "items", "next", "total", "last");

    private final Path file;
    private final String address;

    RouteFile(Path file, String address) {
        this.file = file;
        this.address = address;
    }

    List<Route> routes() {
        JsonNode list = read(file).path("routes");
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException(file + ": {\"routes\": [{\"on\": \"GET /path\", …}]} is expected");
        }
        var routes = new ArrayList<Route>();
        for (JsonNode each : list) {
            String on = each.path("on").asText();
            try {
                known(each, KEYS);
                known(each.path("when"), WHEN);
                routes.add(new Route(on, conditions(each.path("when")), responder(each)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ", " + on + ": " + e.getMessage(), e);
            }
        }
        return routes;
    }

    private static void known(JsonNode object, Set<String> keys) {
        object.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException(
                        "'" + key + "' is none of " + keys.stream().sorted().toList());
            }
        });
    }

    private static List<Route.Condition> conditions(JsonNode when) {
        var conditions = new ArrayList<Route.Condition>();
        for (Map.Entry<String, JsonNode> each : when.path("query").properties()) {
            conditions.add(request -> fits(each.getValue(), request.query(each.getKey())));
        }
        for (Map.Entry<String, JsonNode> each : when.path("headers").properties()) {
            conditions.add(request -> fits(each.getValue(), request.header(each.getKey())));
        }
        for (Map.Entry<String, JsonNode> each : when.path("body").properties()) {
            conditions.add(request -> fits(each.getValue(), text(request.json().at(each.getKey()))));
        }
        return conditions;
    }

    /** Null wants nothing to be there, {@code *} anything. */
    private static boolean fits(JsonNode wanted, Optional<String> given) {
        return wanted.isNull()
                ? given.isEmpty()
                : given.filter(text ->
                                wanted.asText().equals("*") || wanted.asText().equals(text))
                        .isPresent();
    }

    private static Optional<String> text(JsonNode value) {
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(value.isValueNode() ? value.asText() : value.toString());
    }

    private Responder responder(JsonNode route) {
        JsonNode pages = route.path("pages");
        if (!pages.isMissingNode()) {
            known(pages, PAGES);
            var items = new ArrayList<JsonNode>();
            JsonNode of = pages.has("file") ? read(sibling(pages.path("file").asText())) : pages.path("of");
            if (!of.isArray()) {
                throw new IllegalArgumentException("pages need their records: an array in 'of', or in a 'file'");
            }
            of.forEach(items::add);
            return new Pages(pages, items, address);
        }
        var plain = Response.of(route.path("status").asInt(200));
        for (Map.Entry<String, JsonNode> header : route.path("headers").properties()) {
            plain = plain.header(header.getKey(), header.getValue().asText());
        }
        Response head = plain;
        String type = route.path("headers")
                .path("Content-Type")
                .asText(route.has("text") ? "text/plain" : "application/json");
        String body = route.has("file")
                ? text(sibling(route.path("file").asText()))
                : route.has("text")
                        ? route.path("text").asText()
                        : route.has("body") ? route.path("body").toString() : null;
        return request -> {
            Response filled = Response.of(head.status());
            for (Map.Entry<String, List<String>> header : head.headers().entrySet()) {
                for (String value : header.getValue()) {
                    filled = filled.header(header.getKey(), filled(value, request));
                }
            }
            return body == null ? filled : filled.body(type, filled(body, request));
        };
    }

    /** Puts the address, and what stood for the braces of the template, into a text: {@code ${address}}, {@code ${key}}. */
    private String filled(String text, Request request) {
        String filled = text.replace("${address}", address);
        for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
            filled = filled.replace("${" + parameter.getKey() + "}", parameter.getValue());
        }
        return filled;
    }

    private Path sibling(String name) {
        return file.resolveSibling(name);
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(text(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is no JSON: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
