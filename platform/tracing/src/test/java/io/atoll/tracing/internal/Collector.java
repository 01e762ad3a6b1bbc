package io.atoll.tracing.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector that takes OTLP over real HTTP, and keeps the spans. */
final class Collector implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            int answered = status; // before anybody hears of the request
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (answered == 200) {
                requests.add(body);
            }
            byte[] answer = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answered, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort()).toString();
    }

    void answers(int code) {
        status = code;
    }

    List<String> authorizations() {
        return authorizations;
    }

    JsonNode resource() {
        return requests.getFirst().at("/resourceSpans/0/resource");
    }

    /** All spans that came. */
    List<JsonNode> spans() {
        var spans = new ArrayList<JsonNode>();
        for (JsonNode request : requests) {
            for (JsonNode resource : request.path("resourceSpans")) {
                for (JsonNode scope : resource.path("scopeSpans")) {
                    scope.path("spans").forEach(spans::add);
                }
            }
        }
        return spans;
    }

    Optional<JsonNode> span(String name) {
        return spans().stream()
                .filter(span -> span.path("name").asText().equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
