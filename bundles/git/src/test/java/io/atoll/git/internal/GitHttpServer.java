package io.atoll.git.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Serves one repository at {@code /shop.git} over git's smart HTTP protocol. */
final class GitHttpServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Repository repository;
    private final String expected;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** Asks for basic credentials, unless the user is empty. */
    GitHttpServer(Repository repository, String user, String password) throws IOException {
        this.repository = repository;
        this.expected = user.isEmpty()
                ? ""
                : "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/shop.git/info/refs", guarded(this::advertise));
        server.createContext("/shop.git/git-upload-pack", guarded(this::upload));
        server.createContext("/overloaded.git", exchange -> answer(exchange, 503, new byte[0]));
        server.createContext("/hanging.git", exchange -> {});
        server.start();
    }

    /** Answers every request to a path with a redirection. */
    GitHttpServer redirecting(String from, String to) {
        server.createContext(from, exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", to + exchange.getRequestURI().toString().substring(from.length()));
            answer(exchange, 302, new byte[0]);
        });
        return this;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The credentials that came in, in order. */
    List<String> authorizations() {
        return authorizations;
    }

    private com.sun.net.httpserver.HttpHandler guarded(com.sun.net.httpserver.HttpHandler handler) {
        return exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization != null) {
                authorizations.add(authorization);
            }
            if (expected.isEmpty() || expected.equals(authorization)) {
                handler.handle(exchange);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                answer(exchange, 401, new byte[0]);
            }
        };
    }

    private void advertise(HttpExchange exchange) throws IOException {
        var body = new ByteArrayOutputStream();
        var packets = new PacketLineOut(body);
        packets.writeString("# service=git-upload-pack\n");
        packets.end();
        uploadPack().sendAdvertisedRefs(new PacketLineOutRefAdvertiser(packets));
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-advertisement");
        answer(exchange, 200, body.toByteArray());
    }

    private void upload(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        var body = new ByteArrayOutputStream();
        try (InputStream raw = exchange.getRequestBody();
                InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
            uploadPack().upload(in, body, null);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-result");
        answer(exchange, 200, body.toByteArray());
    }

    private UploadPack uploadPack() {
        var upload = new UploadPack(repository);
        upload.setBiDirectionalPipe(false);
        return upload;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
