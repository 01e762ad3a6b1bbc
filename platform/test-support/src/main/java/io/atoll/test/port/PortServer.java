package io.atoll.test.port;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Port API and a third party over real HTTP, with a memory of all that they were asked.
 *
 * <p>Any client id is welcome, so that a test can tell its processes apart. The answers to requests of one sort can be held back.
 */
public final class PortServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Shelves shelves;
    private final PagedSource source;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> history = new ArrayList<>();
    private @Nullable Gate gate;

    /**
     * Starts it on a free port of the loopback interface.
     *
     * @param shelves what the catalog holds
     * @param source what the third party has
     */
    public PortServer(Shelves shelves, PagedSource source) throws IOException {
        this.shelves = shelves;
        this.source = source;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** A request that is held back, and whether it may go on. */
    private record Gate(Predicate<Request> held, CountDownLatch reached, CountDownLatch opened) {}

    /** Its address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the catalog holds. */
    public Shelves shelves() {
        return shelves;
    }

    /** All that it was asked so far, in the order of coming. */
    public List<Request> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    /**
     * Holds back the answers to all requests of a sort from the next one on; what they ask for is done nevertheless.
     *
     * @return is at zero once there was such a request
     */
    public synchronized CountDownLatch hold(Predicate<Request> sort) {
        var made = new Gate(sort, new CountDownLatch(1), new CountDownLatch(1));
        gate = made;
        return made.reached();
    }

    /** Lets go on what is held back, and holds back nothing more. */
    public synchronized void open() {
        Gate present = gate;
        if (present != null) {
            present.opened().countDown();
        }
        gate = null;
    }

    private synchronized @Nullable Gate gate() {
        return gate;
    }

    @Override
    public void close() {
        open();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            var request = new Request(
                    System.nanoTime(),
                    client(exchange),
                    String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
                    exchange.getRequestMethod(),
                    uri.getPath(),
                    uri.getQuery() == null ? "" : uri.getQuery(),
                    sent.length == 0 ? JsonNodeFactory.instance.nullNode() : JSON.readTree(sent));
            synchronized (history) {
                history.add(request);
            }
            Answer answer = answer(request);
            Gate present = gate();
            if (present != null && present.held().test(request)) {
                present.reached().countDown();
                present.opened().await();
            }
            send(exchange, answer);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static String client(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization == null ? "" : authorization.replaceFirst("^Bearer token-", "");
    }

    private Answer answer(Request request) {
        if (request.path().equals("/v1/auth/access_token")) {
            return Answer.of(Answer.ok()
                    .put(
                            "accessToken",
                            "token-" + request.body().path("clientId").asText())
                    .put("expiresIn", 10_800)
                    .put("tokenType", "Bearer"));
        }
        return request.reads() ? source.answer(request) : shelves.answer(request);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
