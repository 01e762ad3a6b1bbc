package io.atoll.catalog.internal.http;

import io.atoll.catalog.internal.model.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the handler of a request by method and path.
 *
 * <p>A template is a path whose segments are literals or parameters in braces. Where several fit, literals win over parameters, from left
 * to right. A path is split before it is decoded, so a segment may hold an encoded slash; a plus is a plus.
 *
 * @param <H> what handles a request
 */
public final class Router<H> {

    private final List<Route<H>> routes;

    private Router(List<Route<H>> routes) {
        this.routes = routes;
    }

    /**
     * A handler and the parameters of the path that led to it.
     *
     * @param handler the handler
     * @param parameters the decoded parameters
     * @param <H> what handles a request
     */
    public record Match<H>(H handler, Map<String, String> parameters) {}

    /**
     * Collects routes.
     *
     * @param <H> what handles a request
     */
    public static final class Builder<H> {

        private final List<Route<H>> routes = new ArrayList<>();

        /** Adds a route for GET. */
        public Builder<H> get(String template, H handler) {
            return route("GET", template, handler);
        }

        /** Adds a route for POST. */
        public Builder<H> post(String template, H handler) {
            return route("POST", template, handler);
        }

        /** Adds a route for PUT. */
        public Builder<H> put(String template, H handler) {
            return route("PUT", template, handler);
        }

        /** Adds a route for PATCH. */
        public Builder<H> patch(String template, H handler) {
            return route("PATCH", template, handler);
        }

        /** Adds a route for DELETE. */
        public Builder<H> delete(String template, H handler) {
            return route("DELETE", template, handler);
        }

        /** The routes so far, in the order they were added. */
        public List<Route<H>> routes() {
            return List.copyOf(routes);
        }

        /** The router with these routes. */
        public Router<H> build() {
            var sorted = new ArrayList<>(routes);
            sorted.sort(Comparator.comparing(Route<H>::rank));
            return new Router<>(List.copyOf(sorted));
        }

        private Builder<H> route(String method, String template, H handler) {
            routes.add(new Route<>(method, segments(template), handler));
            return this;
        }
    }

    /**
     * The handler for a method and an encoded path.
     *
     * @throws Refusal 404 if no route has the path, 405 if one has, for other methods
     */
    public Match<H> match(String method, String path) {
        var segments = segments(path).stream().map(Router::decoded).toList();
        var known = false;
        for (var route : routes) {
            var parameters = route.parameters(segments);
            if (parameters.isPresent()) {
                if (route.method().equals(method)) {
                    return new Match<>(route.handler(), parameters.get());
                }
                known = true;
            }
        }
        throw known
                ? Refusal.of(405, "method_not_allowed", method + " is not possible here")
                : Refusal.notFound("there is no route " + method + " " + path);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1));
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, "invalid_path", "\"" + segment + "\" in the path is wrongly encoded");
        }
    }

    /**
     * A handler and where it is.
     *
     * @param method the HTTP method
     * @param template the segments of the path, parameters in braces
     * @param handler the handler
     * @param <H> what handles a request
     */
    public record Route<H>(String method, List<String> template, H handler) {

        public Route {
            template = List.copyOf(template);
        }

        /** The template as one text. */
        public String path() {
            return "/" + String.join("/", template);
        }

        /** Sorts literals before parameters, from left to right. */
        private String rank() {
            var rank = new StringBuilder();
            template.forEach(segment -> rank.append(segment.startsWith("{") ? '1' : '0'));
            return rank.toString();
        }

        private Optional<Map<String, String>> parameters(List<String> segments) {
            if (segments.size() != template.size()) {
                return Optional.empty();
            }
            var parameters = new HashMap<String, String>();
            for (var i = 0; i < segments.size(); i++) {
                var expected = template.get(i);
                if (expected.startsWith("{")) {
                    parameters.put(expected.substring(1, expected.length() - 1), segments.get(i));
                } else if (!expected.equals(segments.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(parameters);
        }
    }
}
