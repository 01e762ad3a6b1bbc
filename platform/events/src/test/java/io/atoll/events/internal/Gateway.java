package io.atoll.events.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.atoll.events.internal.Reception.Request;
import io.atoll.pipeline.Inbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A reception behind a real HTTP server. */
final class Gateway implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;

    private Gateway(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static Gateway open(Reception reception, Supplier<Optional<Inbox>> inbox) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/integration", exchange -> serve(exchange, reception, inbox));
        server.start();
        return new Gateway(server, threads);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static void serve(HttpExchange exchange, Reception reception, Supplier<Optional<Inbox>> inbox)
            throws IOException {
        try (exchange) {
            var headers = new HashMap<String, List<String>>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            var length = headers.getOrDefault("content-length", List.of("-1")).getFirst();
            var reply = reception.answer(
                    new Request(
                            exchange.getRequestURI().getPath().substring("/integration".length()),
                            exchange.getRequestMethod(),
                            headers,
                            Long.parseLong(length),
                            exchange.getRequestBody()),
                    inbox.get());
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush(); // before the rest of the request is awaited
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
