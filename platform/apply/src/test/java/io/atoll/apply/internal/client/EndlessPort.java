package io.atoll.apply.internal.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A Port API over real HTTP that gives tokens, and answers everything else by a JSON text that never ends. */
final class EndlessPort implements AutoCloseable {

    private static final byte[] PIECE = "[1,2,3,4,5,6,7,8,9],".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

    private final boolean compressed;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    EndlessPort(boolean compressed) throws IOException {
        this.compressed = compressed;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().endsWith("/access_token")) {
                byte[] token = "{\"accessToken\":\"t\",\"expiresIn\":1000}".getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, token.length);
                exchange.getResponseBody().write(token);
                return;
            }
            if (compressed) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out =
                    compressed ? new GZIPOutputStream(exchange.getResponseBody()) : exchange.getResponseBody()) {
                out.write("{\"ok\":true,\"list\":[".getBytes(StandardCharsets.US_ASCII));
                while (!Thread.currentThread().isInterrupted()) {
                    out.write(PIECE);
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
