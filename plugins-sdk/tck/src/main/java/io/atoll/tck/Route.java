package io.atoll.tck;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is answered to requests of a method, a path and conditions; and how that goes wrong. */
final class Route {

    private final String method;
    private final String template;
    private final List<Condition> conditions;
    private final Responder responder;
    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable Response first;
    private @Nullable Fault fault;

    /**
     * A route.
     *
     * @param on {@code GET /projects/{key}}; without a method GET is meant
     */
    Route(String on, List<Condition> conditions, Responder responder) {
        int space = on.indexOf(' ');
        this.method = space < 0 ? "GET" : on.substring(0, space);
        this.template = on.substring(space + 1).strip();
        this.conditions = List.copyOf(conditions);
        this.responder = responder;
        if (!template.startsWith("/") || !method.matches("[A-Z]+")) {
            throw new IllegalArgumentException("a route is like 'GET /projects/{key}', but was '" + on + "'");
        }
    }

    /** What a request must fulfil besides method and path. */
    @FunctionalInterface
    interface Condition {
        boolean holds(Request request);
    }

    /** Whether it is written like this, with or without its method. */
    boolean named(String on) {
        return on.equals(template) || on.equals(method + " " + template);
    }

    /** The request with its parameters if this route is for it. */
    Optional<Request> match(Request request) {
        if (!request.method().equals(method)) {
            return Optional.empty();
        }
        String[] wanted = template.split("/", -1);
        String[] given = request.path().split("/", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            boolean rest = wanted[i].equals("{*}");
            if (i >= given.length || (!rest && i == wanted.length - 1 && given.length > wanted.length)) {
                return Optional.empty();
            }
            if (rest) {
                return fulfilled(request, parameters);
            }
            if (wanted[i].startsWith("{") && wanted[i].endsWith("}") && !given[i].isEmpty()) {
                parameters.put(wanted[i].substring(1, wanted[i].length() - 1), decoded(given[i]));
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return fulfilled(request, parameters);
    }

    private Optional<Request> fulfilled(Request request, Map<String, String> parameters) {
        var bound = new Request(
                request.at(),
                request.method(),
                request.path(),
                Map.copyOf(parameters),
                request.query(),
                request.headers(),
                request.body());
        return conditions.stream().allMatch(condition -> condition.holds(bound))
                ? Optional.of(bound)
                : Optional.empty();
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Of two routes that fit, the one with more literal parts, then more conditions, is the right one. */
    int particularity() {
        int literal = 0;
        for (String part : template.split("/", -1)) {
            literal += part.startsWith("{") ? 0 : 1;
        }
        return literal * 100 + conditions.size();
    }

    Response answer(Request request) throws Exception {
        Response response = responder.answer(request);
        synchronized (this) {
            if (first == null) {
                first = response;
            }
        }
        return response;
    }

    /** What is answered if the list that this route gives out has nothing in it; empty if it gives out none. */
    Optional<Response> emptied(Request request) {
        return responder instanceof Pages pages ? Optional.of(pages.emptied().answer(request)) : Optional.empty();
    }

    /** What the first request was answered with. */
    synchronized Optional<Response> first() {
        return Optional.ofNullable(first);
    }

    synchronized void fail(@Nullable Fault with) {
        fault = with;
        asked.set(0);
        first = null;
    }

    /** What goes wrong with the next request. */
    synchronized Optional<Fault> next() {
        return fault == null ? Optional.empty() : due(fault, asked.getAndIncrement());
    }

    static Optional<Fault> due(Fault fault, int number) {
        int turn = number - fault.passing();
        return turn >= 0 && (fault.count() < 0 || turn < fault.count()) ? Optional.of(fault) : Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + template;
    }

    /** All routes of a third party. */
    static final class Table {

        private final List<Route> routes = new ArrayList<>();

        synchronized void add(Route route) {
            routes.add(route);
        }

        synchronized List<Route> all() {
            return List.copyOf(routes);
        }

        /** Of those written like this. */
        synchronized List<Route> named(String on) {
            List<Route> found = routes.stream().filter(route -> route.named(on)).toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("there is no route '" + on + "', but " + routes);
            }
            return found;
        }

        /** The most particular route that fits; the later one of two alike. */
        synchronized Optional<Route> find(Request request) {
            Route best = null;
            for (Route route : routes) {
                if (route.match(request).isPresent()
                        && (best == null || route.particularity() >= best.particularity())) {
                    best = route;
                }
            }
            return Optional.ofNullable(best);
        }
    }
}
