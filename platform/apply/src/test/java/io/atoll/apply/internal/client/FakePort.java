package io.atoll.apply.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A Port API over real HTTP that records what it is asked. It gives tokens; everything else is answered by what the test put up: first by
 * what is to be said once, then by what is always said, else by 404.
 */
public final class FakePort implements AutoCloseable {

    public static final JsonMapper JSON = new JsonMapper();

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    public final CountDownLatch released = new CountDownLatch(1);
    public volatile CountDownLatch tokensFlow = new CountDownLatch(0);
    public volatile long expiresIn = 10_800;
    public volatile String secret = "secret";

    /** What is appended to each token. */
    public volatile String claims = "";

    /** Answers what nothing else answers. */
    public volatile Function<Request, Answer> otherwise = any -> Answer.error(404, "not_found", "no such thing");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Function<Request, Answer>> always = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> once = new ConcurrentHashMap<>();
    private final Set<String> tokens = new HashSet<>();

    public FakePort() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** One request, as it came. */
    public record Request(String method, String path, String query, Map<String, String> headers, String text) {

        public JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String agent() {
            return headers.getOrDefault("User-agent", "");
        }

        public String uri() {
            return query.isEmpty() ? path : path + "?" + query;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** One answer; {@code cut} of the body's bytes are announced and not sent. */
    public record Answer(int status, Map<String, String> headers, String body, int cut) {

        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body, 0);
        }

        public static Answer ok(String body) {
            return of(200, body);
        }

        public static Answer error(int status, String code, String message) {
            return of(
                    status,
                    JSON.createObjectNode()
                            .put("ok", false)
                            .put("error", code)
                            .put("message", message)
                            .toString());
        }

        public Answer with(String header, String value) {
            return new Answer(status, Map.of(header, value), body, cut);
        }

        public Answer cut(int bytes) {
            return new Answer(status, headers, body, bytes);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers each request to {@code METHOD /path}. */
    public FakePort always(String request, Function<Request, Answer> answer) {
        always.put(request, answer);
        return this;
    }

    public FakePort always(String request, Answer answer) {
        return always(request, any -> answer);
    }

    /** Answers the next requests to {@code METHOD /path}, one each. */
    public FakePort once(String request, Answer... answers) {
        once.computeIfAbsent(request, any -> new ArrayDeque<>()).addAll(List.of(answers));
        return this;
    }

    /** Lets no token count any more that was given so far. */
    public synchronized void revokeTokens() {
        tokens.clear();
    }

    /** What it was asked, without the requests for tokens. */
    public List<Request> calls() {
        return requests.stream().filter(request -> !isAuth(request)).toList();
    }

    public List<Request> calls(String request) {
        return requests.stream().filter(call -> call.toString().equals(request)).toList();
    }

    public long tokenRequests() {
        return requests.stream().filter(FakePort::isAuth).count();
    }

    /** Acknowledges every entity of a bulk request. */
    public static Answer acknowledged(Request request) {
        ObjectNode answer = JSON.createObjectNode().put("ok", true);
        ArrayNode done = answer.putArray("entities");
        JsonNode sent = request.body().path("entities");
        for (int i = 0; i < sent.size(); i++) {
            done.addObject()
                    .put("identifier", sent.get(i).path("identifier").asText())
                    .put("index", i)
                    .put("created", true);
        }
        answer.putArray("errors");
        return Answer.ok(answer.toString());
    }

    /** For an answer that never comes: waits until the server is closed. */
    public Answer hang() {
        await(released);
        return Answer.ok("{}");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            Map<String, String> headers = new ConcurrentHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            Request request = new Request(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            if (isAuth(request)) {
                await(tokensFlow);
            }
            send(exchange, answer(request));
        }
    }

    private Answer answer(Request request) {
        Queue<Answer> queue = once.get(request.toString());
        synchronized (this) {
            if (queue != null && !queue.isEmpty()) {
                return queue.remove();
            }
            if (isAuth(request)) {
                return token(request);
            }
            if (!tokens.contains(request.headers().getOrDefault("Authorization", ""))) {
                return Answer.error(401, "unauthorized", "token not known");
            }
        }
        return always.getOrDefault(request.toString(), otherwise).apply(request);
    }

    private Answer token(Request request) {
        if (!request.body().path("clientSecret").asText().equals(secret)) {
            return Answer.error(401, "invalid_credentials", "wrong id or password");
        }
        String token = "token-" + tokenRequests() + claims;
        tokens.add("Bearer " + token);
        ObjectNode answer = JSON.createObjectNode()
                .put("ok", true)
                .put("accessToken", token)
                .put("expiresIn", expiresIn)
                .put("tokenType", "Bearer");
        return Answer.ok(answer.toString());
    }

    private static boolean isAuth(Request request) {
        return request.path().equals("/v1/auth/access_token");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        answer.headers().forEach(headers::set);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, 0, bytes.length - answer.cut());
            out.flush();
        }
        // A body that is cut fails when its stream is closed; the server then closes the connection.
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
