package io.atoll.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Plays a third party: a real HTTP server on 127.0.0.1 with routes from files and from code, that fails on demand and keeps what it was
 * asked.
 *
 * {@snippet class="io.atoll.tck.ThirdPartyTest" region="example"}
 *
 * <p>A file of routes:
 *
 * <pre>{@code
 * {"routes": [
 *   {"on": "GET /projects/{key}", "body": {"key": "${key}", "self": "${address}/projects/${key}"}},
 *   {"on": "GET /projects", "when": {"query": {"state": "old"}}, "status": 403, "headers": {"X-Right": "read"}},
 *   {"on": "GET /projects", "pages": {"style": "page", "size": 2, "items": "/values", "total": "/total", "of": [{"key": "A"}]}},
 *   {"on": "POST /search", "when": {"body": {"/cursor": null}}, "file": "search-1.json"}
 * ]}
 * }</pre>
 *
 * <p>{@code on} is a method (GET if there is none) and a path; a part in braces stands for anything, <code>{*}</code> at the end for all that
 * follows. {@code when} has conditions on the query, the headers and, by JSON pointers, the body: a value, {@code "*"} for anything,
 * {@code null} for nothing. The answer has a {@code status}, {@code headers}, and one of {@code body} (JSON), {@code text} and
 * {@code file} (beside the file of routes). {@code pages} gives out a list, {@code of} or from a {@code file}, in one of the styles
 * {@code page}, {@code offset}, {@code cursor}, {@code next} (address in the body) and {@code link} (header): {@code parameter} tells the
 * page, in the query or, as a JSON pointer, in the body; {@code limit} how many records are wanted, of at most {@code size};
 * {@code items}, {@code next}, {@code total} and {@code last} are where the body has what they say. Of several routes that fit, the one
 * with more literal parts and then more conditions answers, the later one of two alike.
 *
 * <p>A request is read whole, with its body, before anything is answered. One that no route fits is answered with 404 and told by
 * {@link #unknown()}.
 */
public final class ThirdParty implements AutoCloseable {

    private final Listener listener = Listener.open();
    private final Route.Table routes = new Route.Table();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Throwable> defects = new CopyOnWriteArrayList<>();
    private final List<Limit> limits = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable Fault fault;
    private volatile CountDownLatch release = new CountDownLatch(1);
    private volatile InstantSource clock = InstantSource.system();

    private ThirdParty() {}

    /** What was asked, and of which route. */
    private record Received(Request request, @Nullable Route route) {}

    /** Starts one without routes, at a port that is free. */
    public static ThirdParty start() {
        var party = new ThirdParty();
        party.listener.start(party::serve);
        return party;
    }

    /** Starts one with the routes of a file. */
    public static ThirdParty start(Path file) {
        return start().routes(file);
    }

    /**
     * Adds the routes of a file.
     *
     * @throws IllegalArgumentException if there is something wrong with the file; the message says where
     */
    public ThirdParty routes(Path file) {
        new RouteFile(file, address()).routes().forEach(routes::add);
        return this;
    }

    /**
     * Adds a route.
     *
     * @param on such as {@code GET /projects/{key}}; GET is meant if there is no method
     */
    public ThirdParty on(String on, Responder responder) {
        routes.add(new Route(on, List.of(), responder));
        return this;
    }

    /** {@code http://127.0.0.1:port}. */
    public String address() {
        return listener.address();
    }

    /** Tells when a request came, and how long limits hold, by a clock. */
    ThirdParty clock(InstantSource source) {
        clock = source;
        return this;
    }

    /**
     * Fails on all routes that are written like this, instead of whatever was to go wrong with them before. Requests are counted from now.
     *
     * @param on as the route was added, with or without the method
     */
    public ThirdParty fail(String on, Fault how) {
        routes.named(on).forEach(route -> route.fail(how));
        return this;
    }

    /** Fails on all routes, and on requests that no route fits, before the faults of single routes are looked at. */
    public ThirdParty fail(Fault how) {
        asked.set(0);
        fault = how;
        return this;
    }

    /** Takes away all faults and limits, and releases what hangs. */
    public ThirdParty heal() {
        fault = null;
        routes.all().forEach(route -> route.fail(null));
        limits.clear();
        release();
        return this;
    }

    /** Lets go on what hangs or is slow; what comes later hangs again. */
    public void release() {
        CountDownLatch held = release;
        release = new CountDownLatch(1);
        held.countDown();
    }

    /** Puts up with no more than this, and with what other limits allow. */
    public ThirdParty limit(Limit limit) {
        limits.add(limit);
        return this;
    }

    /** How many requests were more than the limits allow. */
    public int refused() {
        return refused.get();
    }

    /** All requests, in the order in which they came. */
    public List<Request> requests() {
        return received.stream().map(Received::request).toList();
    }

    /** The requests of the routes that are written like this. */
    public List<Request> requests(String on) {
        List<Route> named = routes.named(on);
        return received.stream()
                .filter(each -> each.route() != null && named.contains(each.route()))
                .map(Received::request)
                .toList();
    }

    /** The requests that no route fits. */
    public List<Request> unknown() {
        return received.stream()
                .filter(each -> each.route() == null)
                .map(Received::request)
                .toList();
    }

    /** The routes, as {@code METHOD /path}. */
    public List<String> routes() {
        return routes.all().stream().map(Route::toString).distinct().toList();
    }

    /** What responders threw. */
    public List<Throwable> defects() {
        return List.copyOf(defects);
    }

    /** Forgets all requests. */
    public void forget() {
        received.clear();
        refused.set(0);
    }

    /** How many connections are open. */
    public int connections() {
        return listener.connections();
    }

    /** Sends something. */
    @FunctionalInterface
    private interface Sending {
        void to(Wire wire) throws IOException, InterruptedException;
    }

    private void serve(Request raw, Wire wire) throws IOException, InterruptedException {
        Request came = raw.at(clock.instant());
        Route route = routes.find(came).orElse(null);
        Request request = route == null ? came : route.match(came).orElse(came);
        received.add(new Received(request, route));
        limited(request, route).to(wire);
    }

    /** Whoever has the answer may ask again at once, so a request is over before its answer is sent. */
    private Sending limited(Request request, @Nullable Route route) {
        var entered = new ArrayList<Limit>();
        try {
            for (Limit limit : limits) {
                long wait = limit.enter(request.at());
                if (wait > 0) {
                    refused.incrementAndGet();
                    return send(request, new Fault.Refused(429, Duration.ofSeconds(wait)).response());
                }
                entered.add(limit);
            }
            return sending(request, route);
        } finally {
            entered.forEach(Limit::leave);
        }
    }

    private static Sending send(Request request, Response response) {
        return wire -> wire.send(request, response);
    }

    private Sending sending(Request request, @Nullable Route route) {
        Fault all = fault;
        Optional<Fault> due = all == null ? Optional.empty() : Route.due(all, asked.getAndIncrement());
        if (due.isEmpty() && route != null) {
            due = route.next();
        }
        if (due.isEmpty()) {
            return send(request, right(request, route));
        }
        return switch (due.get().what()) {
            case Fault.Refused refusal -> send(request, refusal.response());
            case Fault.BrokenJson broken -> send(request, broken.response(right(request, route)));
            case Fault.Html html -> send(request, html.response());
            case Fault.Truncated truncated -> {
                Response right = right(request, route);
                yield wire -> wire.sendHalf(right);
            }
            case Fault.Hang hang -> hanging(request, route);
            case Fault.Slow slow -> {
                Response right = right(request, route);
                CountDownLatch hurry = release;
                yield wire -> wire.sendSlowly(right, slow.pause(), hurry);
            }
            case Fault.Reset reset -> Wire::reset;
            case Fault.Redirect redirect -> send(request, redirect.response(request));
            case Fault.Bomb bomb -> wire -> wire.sendBomb(new Bomb(bomb.bytes()));
            case Fault.Empty empty -> {
                Optional<Response> emptied = route == null ? Optional.empty() : route.emptied(request);
                yield send(request, emptied.orElseGet(() -> right(request, route)));
            }
            case Fault.Repeated repeated -> {
                Optional<Response> before = route == null ? Optional.empty() : route.first();
                yield send(request, before.orElseGet(() -> right(request, route)));
            }
        };
    }

    private Sending hanging(Request request, @Nullable Route route) {
        CountDownLatch held = release;
        return wire -> {
            if (wire.hold(held)) {
                wire.send(request, right(request, route));
            } else {
                wire.reset();
            }
        };
    }

    private Response right(Request request, @Nullable Route route) {
        if (route == null) {
            return Response.json("{\"error\":\"the third party of the test has no route for this\"}")
                    .status(404);
        }
        try {
            return route.answer(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.of(500);
        } catch (Exception | AssertionError e) {
            defects.add(e);
            return Response.json("{\"error\":\"defect of the test\"}").status(500);
        }
    }

    /** Stops, and closes all connections. */
    @Override
    public void close() {
        release();
        listener.close();
    }
}
