package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a collector is told of a run of the product: from the run down to the requests to the third party and to the catalog. */
@Timeout(600)
class TracesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> spans = new CopyOnWriteArrayList<>();
    private final List<String> traceparents = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Process process;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            try (exchange) {
                JSON.readTree(exchange.getRequestBody()).findValues("spans").forEach(some -> some.forEach(spans::add));
                send(exchange, 200, "{}");
            }
        });
        server.createContext("/api", exchange -> {
            try (exchange) {
                traceparents.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
                boolean second = exchange.getRequestURI().getQuery().contains("page=2");
                send(exchange, 200, second ? "[]" : "[{\"id\": \"one\", \"title\": \"One\"}]");
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        server.stop(0);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void run(String name, String tracing) throws Exception {
        var distribution = Distribution.unpack("traces-" + name);
        Path home = distribution.home();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Files.writeString(home.resolve("conf/kit.yaml"), "allowedAddresses: [127.0.0.1]\n");
        Files.writeString(home.resolve("conf/tracing.yaml"), "endpoint: " + address + "\n" + tracing);
        Files.writeString(home.resolve("conf/integrations/custom~one.yaml"), """
                baseUrl: %s/api
                authType: api_key
                apiKey: a-key-of-the-test
                paginationType: page
                mapping:
                  resources:
                    - kind: /items/4711?of=the-query
                      selector: {query: 'true'}
                      port:
                        entity:
                          mappings: {identifier: .id, title: .title, blueprint: '"gitCommit"'}
                """.formatted(address));
        var builder = new ProcessBuilder(home.resolve("bin/atoll").toString(), "start");
        builder.environment().put("ATOLL_HTTP_PORT", Integer.toString(Distribution.freePort()));
        process = builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        eventually(() -> !named("run").isEmpty(), () -> spans);
    }

    private List<JsonNode> named(String name) {
        return spans.stream()
                .filter(span -> span.path("name").asText().equals(name))
                .toList();
    }

    /** The names of a span and of those that it is part of. */
    private String path(JsonNode span, Map<String, JsonNode> byId) {
        JsonNode parent = byId.get(span.path("parentSpanId").asText());
        return (parent == null ? "" : path(parent, byId) + " > ")
                + span.path("name").asText();
    }

    @Test
    void isTheWholeWayOfARun() throws Exception {
        run("whole", "");

        var byId = new HashMap<String, JsonNode>();
        spans.forEach(span -> byId.put(span.path("spanId").asText(), span));
        assertThat(spans)
                .extracting(span -> path(span, byId))
                .contains(
                        "run",
                        "run > kind",
                        "run > kind > page",
                        "run > kind > page > request",
                        "run > kind > bulk",
                        "run > kind > bulk > request");
        JsonNode request = named("request").stream()
                .filter(span -> path(span, byId).endsWith("page > request"))
                .findFirst()
                .orElseThrow();
        assertThat(request.toString())
                .contains("\"GET\"", "127.0.0.1", "/api/items/*", "atoll.status", "\"200\"", "atoll.attempt");
        assertThat(spans.toString()).doesNotContain("a-key-of-the-test");
        assertThat(named("request").toString()).doesNotContain("the-query", "4711");
        assertThat(traceparents).isNotEmpty().containsOnly("null");
    }

    @Test
    void isGoneOnWithByTheThirdPartyIfThatIsConfigured() throws Exception {
        run("propagated", "propagate: true\n");

        String trace = named("run").getFirst().path("traceId").asText();
        assertThat(traceparents).isNotEmpty().allMatch(header -> header.matches("00-" + trace + "-[0-9a-f]{16}-01"));
    }
}
