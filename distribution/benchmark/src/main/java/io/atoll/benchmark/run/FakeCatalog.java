package io.atoll.benchmark.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.atoll.test.kafka.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * As much of the Port API as a run needs, over HTTP: keeps what installations write, counts requests, and takes a fixed time for each, so
 * that its throughput is bounded by the number of connections.
 */
final class FakeCatalog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] OK = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Holdings> holdings = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> records = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();
    private final Map<String, Instant> wishes = new ConcurrentHashMap<>();
    private final Map<String, Span> runs = new ConcurrentHashMap<>();
    private volatile Duration latency = Duration.ZERO;
    private volatile long lastWrite;

    FakeCatalog() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(threads);
        server.createContext("/v1/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Takes at least so long for each request from now on. */
    void latency(Duration each) {
        latency = each;
    }

    /** What an instance has written. */
    Holdings of(String instance) {
        return holdings.computeIfAbsent(instance, name -> new Holdings());
    }

    /** How many requests an instance has sent. */
    long requests(String instance) {
        return requests.computeIfAbsent(instance, name -> new AtomicLong()).get();
    }

    /** When entities were written last, by {@link System#nanoTime}. */
    long lastWrite() {
        return lastWrite;
    }

    /** Notes that somebody wants a run. */
    void wish(String instance) {
        wishes.put(instance, Instant.now());
    }

    /**
     * Waits for the end of a run that began after a moment.
     *
     * @return when it began, by {@link System#nanoTime}, as the moment is
     */
    long awaitRun(String instance, long moment, Duration patience) {
        while (System.nanoTime() - moment < patience.toNanos()) {
            Span last = runs.get(instance);
            if (last != null && last.over() && last.begun() - moment > 0) {
                return last.begun();
            }
            LockSupport.parkNanos(50_000);
        }
        throw new IllegalStateException("no run of " + instance + " began");
    }

    /** When a run began, and whether it has ended. */
    private record Span(long begun, boolean over) {}

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String instance = instance(exchange.getRequestHeaders().getFirst("User-Agent"));
            requests.computeIfAbsent(instance, name -> new AtomicLong()).incrementAndGet();
            pause();
            byte[] answer =
                    answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), instance, body);
            if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private void pause() {
        Duration wait = latency;
        if (wait.isPositive()) {
            try {
                Thread.sleep(wait);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The instance in {@code port-ocean/<type>/<version>/<instance>}. */
    private static String instance(String agent) {
        String[] parts = agent.split("/", -1);
        return parts.length < 4 ? "" : parts[3];
    }

    private byte @Nullable [] answer(String method, String path, String instance, byte[] body) throws IOException {
        if (path.endsWith("/entities/bulk")) {
            lastWrite = System.nanoTime();
            return of(instance).write(body);
        }
        if (path.endsWith("/datasource-entities")) {
            JsonNode wanted = JSON.readTree(body);
            return of(wanted.path("datasource_suffix").asText().split("/", -1)[1])
                    .page(wanted.path("from").asText(), wanted.path("limit").asInt());
        }
        if (path.endsWith("/bulk/entities/delete")) {
            JsonNode identifiers = JSON.readTree(body).path("entities");
            of(instance).delete(texts(identifiers));
            return ("{\"ok\":true,\"deletedEntities\":" + identifiers + "}").getBytes(StandardCharsets.UTF_8);
        }
        if (path.equals("/v1/entities/search")) {
            return found(of(instance).find(texts(JSON.readTree(body).at("/rules/0/value"))));
        }
        if (path.equals("/v1/auth/access_token")) {
            return "{\"ok\":true,\"accessToken\":\"token\",\"expiresIn\":10800,\"tokenType\":\"Bearer\"}"
                    .getBytes(StandardCharsets.US_ASCII);
        }
        if (path.equals("/v1/organization")) {
            return ("{\"ok\":true,\"organization\":{\"id\":\"" + Topic.ORGANIZATION
                            + "\",\"featureFlags\":[\"OCEAN_KAFKA_INTEGRATION_RESYNC_REQUESTS_TOPIC_ENABLED\"]}}")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        if (path.equals("/v1/kafka-credentials")) {
            return ("{\"ok\":true,\"credentials\":{\"username\":\"" + KafkaBroker.USER + "\",\"password\":\""
                            + KafkaBroker.PASSWORD + "\"}}")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        if (path.equals("/v1/blueprints")) {
            return "{\"ok\":true,\"blueprints\":[]}".getBytes(StandardCharsets.US_ASCII);
        }
        if (path.startsWith("/v1/integration")) {
            return integration(method, path, instance, body);
        }
        return OK;
    }

    private byte @Nullable [] integration(String method, String path, String instance, byte[] body) throws IOException {
        if (path.endsWith("/resync-request")) {
            Instant wish = wishes.get(instance);
            var request = JSON.createObjectNode().put("updatedAt", String.valueOf(wish));
            return JSON.writeValueAsBytes(
                    JSON.createObjectNode().put("ok", true).set("request", wish == null ? null : request));
        }
        if (path.endsWith("/resync-state")) {
            String status = JSON.readTree(body).path("status").asText();
            runs.compute(
                    instance,
                    (name, last) -> status.equals("running") || last == null
                            ? new Span(System.nanoTime(), false)
                            : new Span(last.begun(), true));
            return OK;
        }
        boolean whole = path.equals("/v1/integration") || path.equals("/v1/integration/" + instance);
        if (method.equals("GET")) {
            ObjectNode record = records.get(instance);
            return record == null
                    ? null
                    : JSON.writeValueAsBytes(
                            JSON.createObjectNode().put("ok", true).set("integration", record));
        }
        if (whole || path.endsWith("/config")) {
            ObjectNode change = (ObjectNode) JSON.readTree(body);
            records.merge(instance, change, (record, news) -> record.deepCopy().setAll(news));
        }
        return OK;
    }

    private static byte[] found(List<byte[]> entities) {
        var answer = new ByteArrayOutputStream();
        answer.writeBytes("{\"ok\":true,\"entities\":[".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < entities.size(); i++) {
            if (i > 0) {
                answer.write(',');
            }
            answer.writeBytes(entities.get(i));
        }
        answer.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
        return answer.toByteArray();
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
