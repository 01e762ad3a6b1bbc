package io.atoll.apply.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.apply.internal.endpoint.EntityWire;
import io.atoll.model.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the client which Atoll replaces was recorded to send: for each run a file of requests, {@code m}ethod, {@code p}ath, {@code
 * h}eaders, {@code b}ody, and the {@code s}tatus of the answer.
 *
 * <p>The records lie beside the checkout, in {@code ../shared/corpus/wire} or where {@code ATOLL_SHARED} points to.
 */
public final class Recordings {

    private static final List<String> COMPARED_HEADERS =
            List.of("user-agent", "content-type", "x-port-reserved-usage", "x-skip-resync");

    private final Path wire;

    private Recordings(Path wire) {
        this.wire = wire;
    }

    /** Finds them; without them the test is not made, unless it runs where it must. */
    public static Recordings find() {
        return new Recordings(corpus("wire"));
    }

    /** A file or folder of what was recorded; without it the test is not made, unless it runs where it must. */
    public static Path corpus(String name) {
        Path corpus = Path.of(System.getenv().getOrDefault("ATOLL_SHARED", "../../../shared"), "corpus");
        assumeTrue(
                Files.isDirectory(corpus) || "true".equals(System.getenv("CI")),
                "nothing recorded in " + corpus.toAbsolutePath().normalize() + ": set ATOLL_SHARED");
        return corpus.resolve(name);
    }

    /** Their names. */
    public List<String> names() throws IOException {
        try (var files = Files.list(wire)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The requests of one. */
    public List<JsonNode> read(String name) throws IOException {
        List<JsonNode> requests = new ArrayList<>();
        for (String line : Files.readAllLines(wire.resolve(name))) {
            requests.add(FakePort.JSON.readTree(line));
        }
        return requests;
    }

    /** Those to which a method and a part of the path belong. */
    public static List<JsonNode> those(List<JsonNode> recorded, String method, String part) {
        return recorded.stream()
                .filter(request -> request.path("m").asText().equals(method)
                        && request.path("p").asText().contains(part))
                .toList();
    }

    /** The entities of a recorded bulk request. */
    public static List<Entity> entities(JsonNode bulk) throws IOException {
        List<Entity> entities = new ArrayList<>();
        for (JsonNode entity : bulk.path("b").path("entities")) {
            entities.add(EntityWire.read(entity));
        }
        return entities;
    }

    /** A request in a form in which recorded and sent ones are compared. */
    public record Sent(String method, String uri, Map<String, String> headers, JsonNode body) {

        /** A sent one. */
        public static Sent of(Request request) {
            JsonNode body = request.text().isEmpty() ? FakePort.JSON.nullNode() : request.body();
            return new Sent(request.method(), request.uri(), compared(request.headers()), body);
        }

        /** A recorded one, but for what is meant to differ. */
        public static Sent of(JsonNode recorded) {
            Map<String, String> headers = new TreeMap<>();
            recorded.path("h")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            String uri = recorded.path("p").asText();
            JsonNode body = recorded.path("b").deepCopy();
            if (uri.endsWith("datasource-entities")) {
                // Pages are smaller, and without what the catalog computes.
                ((ObjectNode) body).put("limit", Bench.LIMITS.pageSize());
                uri += "?exclude_calculated_properties=true";
            }
            if (body.has("processingMode")) {
                // Mapping is always done here.
                ((ObjectNode) body).put("processingMode", "ocean-core");
            }
            for (JsonNode metrics : body.findValues("metrics")) {
                // The load of the machine is no figure of a run.
                ((ObjectNode) metrics).retain("phase");
            }
            return new Sent(recorded.path("m").asText(), uri, compared(headers), body);
        }

        /** The same one, if times are the same. */
        public Sent timeless() {
            JsonNode timeless = body.deepCopy();
            for (String time : List.of("lastResyncStart", "lastResyncEnd", "before")) {
                if (body.path(time).isTextual()) {
                    ((ObjectNode) timeless).put(time, body.path(time).asText().replaceAll("\\d", "0"));
                }
            }
            return new Sent(method, uri, headers, timeless);
        }

        private static Map<String, String> compared(Map<String, String> headers) {
            Map<String, String> compared = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, value) -> {
                if (COMPARED_HEADERS.stream().anyMatch(name::equalsIgnoreCase)) {
                    compared.put(name, value);
                }
            });
            return compared;
        }
    }
}
