package io.atoll.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A third party: a real HTTP server that answers what a function says, and keeps what it was asked. */
public final class FakeServer implements AutoCloseable {

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private FakeServer(HttpServer server, String scheme, Answering answering) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                Request request = Request.of(exchange);
                requests.add(request);
                answering.answer(request).send(exchange);
            }
        });
        server.start();
    }

    public static FakeServer answering(Answering answering) {
        return at(1, answering);
    }

    /** At 127.0.0.x of this machine. */
    public static FakeServer at(int last, Answering answering) {
        try {
            var address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
            return new FakeServer(HttpServer.create(new InetSocketAddress(address, 0), 0), "http", answering);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static FakeServer secure(SSLContext tls, Answering answering) throws IOException {
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new FakeServer(server, "https", answering);
    }

    public String base() {
        return scheme + "://" + server.getAddress().getAddress().getHostAddress() + ":" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<String> asked() {
        return requests.stream().map(Request::toString).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** What is answered. */
    @FunctionalInterface
    public interface Answering {
        Reply answer(Request request) throws IOException;
    }

    /** What was asked. */
    public record Request(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

        static Request of(HttpExchange exchange) throws IOException {
            Map<String, String> query = new LinkedHashMap<>();
            String raw = exchange.getRequestURI().getRawQuery();
            for (String parameter : raw == null ? new String[0] : raw.split("&", -1)) {
                int equals = parameter.indexOf('=');
                query.merge(
                        URLDecoder.decode(
                                equals < 0 ? parameter : parameter.substring(0, equals), StandardCharsets.UTF_8),
                        equals < 0 ? "" : URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8),
                        (one, other) -> one + "|" + other);
            }
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join("|", values)));
            return new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    query,
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }

        public int number(String parameter, int otherwise) {
            return query.containsKey(parameter) ? Integer.parseInt(query.get(parameter)) : otherwise;
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        @Override
        public String toString() {
            return method + " " + path + (query.isEmpty() ? "" : "?" + query);
        }
    }

    /** What came back. */
    public static final class Reply {

        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        public Reply(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        public static Reply json(String body) {
            return of(200, body).with("Content-Type", "application/json");
        }

        public static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }

        /** With half of the body. */
        public Reply cut() {
            return new Reply(status, headers, Arrays.copyOf(body, body.length / 2));
        }

        public Reply with(String name, @Nullable Object value) {
            if (value == null) {
                return this;
            }
            var more = new LinkedHashMap<>(headers);
            more.put(name, value.toString());
            return new Reply(status, more, body);
        }

        /** As it goes over the wire, without the date that a server of the JDK takes from the real clock. */
        public String text() {
            var text = new StringBuilder(
                    "HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n");
            headers.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append("\r\n"));
            return text + "\r\n" + new String(body, StandardCharsets.UTF_8);
        }

        void send(HttpExchange exchange) throws IOException {
            headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** Items with ids from a number up to another, as JSON objects between commas. */
    public static String items(int from, int to) {
        var items = new ArrayList<String>();
        for (int id = from; id < to; id++) {
            items.add("{\"id\":" + id + "}");
        }
        return String.join(",", items);
    }
}
