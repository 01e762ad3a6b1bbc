package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.container.CatalogBox;
import io.atoll.catalog.internal.container.CatalogBox.Reply;
import io.atoll.catalog.internal.container.Contract;
import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays the requests of an unmodified Ocean client, recorded in {@code shared/corpus/wire}, and reads the answers as it does.
 *
 * <p>Both directions are held against the description of the API: what the client sent must be described as taken, and what is answered must
 * be as described and have the recorded status. What differs stands in {@code deviations.tsv} with the reason, and only that.
 */
class WireReplayTest {

    /** A difference: who differs (request or answer), on which route, and in what. */
    private record Deviation(String side, String route, String what) {}

    @TempDir
    Path data;

    private final Set<Deviation> found = new LinkedHashSet<>();

    @Test
    void answersEveryRecordedRequestAsTheClientNeedsIt() throws IOException {
        var wire = wire();
        if (wire.isEmpty()) {
            var missing = "no shared/corpus/wire above " + Path.of("").toAbsolutePath();
            assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
            Assumptions.abort(missing);
        }
        try (var box = CatalogBox.start(data);
                var files = Files.list(wire.get())) {
            box.post("/v1/blueprints", "{\"identifier\":\"bpB\",\"title\":\"B\",\"schema\":{\"properties\":{}}}");
            for (var file : files.sorted().toList()) {
                for (var line : Files.readAllLines(file)) {
                    replay(box, file.getFileName() + ": ", Json.MAPPER.readTree(line));
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(listed());
    }

    private static List<Deviation> listed() throws IOException {
        try (var file = WireReplayTest.class.getResourceAsStream("deviations.tsv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t")))
                    .map(columns -> {
                        assertThat(columns)
                                .as("side, route, difference and reason")
                                .hasSize(4);
                        return new Deviation(columns.get(0), columns.get(1), columns.get(2));
                    })
                    .toList();
        }
    }

    private void replay(CatalogBox box, String file, JsonNode recorded) {
        var method = recorded.path("m").asText();
        var path = recorded.path("p").asText();
        var body = recorded.path("b");
        if (path.equals("/v1/auth/access_token")) {
            checkToken(box.send(method, path, Map.of(), box.credentials().toString()));
            return;
        }
        var agent = recorded.path("h").path("User-Agent").asText();
        var target = local(box, path);
        var text = body.isNull() ? null : body.toString();
        var headers = Map.of("Authorization", "Bearer " + box.token(), "User-Agent", agent);
        var reply = box.exchange(method, target, headers, text);
        var what = file + method + " " + path + " → " + reply.status() + " " + reply.text();
        assertThat(reply.header("Content-Type")).as(what).startsWith("application/json");
        assertThat(reply.header("X-Trace-Id")).as(what).isNotEmpty();
        compare(box.contract(), method, target, text, recorded.path("s").asInt(), reply);
        if (reply.status() < 300) {
            assertThat(reply.json().path("ok").asBoolean()).as(what).isTrue();
            checkFields(what, method, path, body, reply.json());
        } else {
            assertThat(reply.json().path("error").asText()).as(what).isEqualTo("not_found");
        }
    }

    private void compare(
            Contract contract, String method, String target, @Nullable String body, int status, Reply reply) {
        var route = contract.route(method, target);
        contract.complaintsOfRequest(method, target, body)
                .forEach(complaint -> found.add(new Deviation("request", route, complaint)));
        contract.complaintsOfAnswer(method, target, reply.status(), reply.text())
                .forEach(complaint -> found.add(new Deviation("answer", route, complaint)));
        if (reply.status() != status) {
            found.add(new Deviation("answer", route, status + " → " + reply.status()));
        }
    }

    /** The recording's metrics and lake lived under other paths; clients take them from the integration document. */
    private static String local(CatalogBox box, String path) {
        var integration = path.startsWith("/metrics/abc") || path.startsWith("/ingest/")
                ? box.get("/v1/integration/mini-1").json().path("integration")
                : Json.object();
        var metrics = integration.path("metricAttributes").path("ingestUrl").asText();
        var ingest = integration.path("ingestAttributes").path("ingestUrl").asText();
        return path.replace("/metrics/abc", URI.create(metrics).getRawPath())
                .replaceFirst("^/ingest/", URI.create(ingest).getRawPath() + "/");
    }

    private static void checkToken(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("expiresIn").isInt()).isTrue();
        assertThat(reply.json().path("tokenType").asText()).isEqualTo("Bearer");
        assertThat(reply.json().path("accessToken").asText()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    private static void checkFields(String what, String method, String path, JsonNode sent, JsonNode answer) {
        if (path.startsWith("/v1/organization")) {
            assertThat(answer.path("organization").path("featureFlags").isArray())
                    .as(what)
                    .isTrue();
            has(what, answer.path("organization"), "id", "name");
        } else if (path.matches("/v1/integration/mini-1(\\?.*|/resync-state)?")) {
            has(
                    what,
                    answer.path("integration"),
                    "identifier",
                    "installationId",
                    "config",
                    "logAttributes",
                    "metricAttributes",
                    "ingestAttributes",
                    "resyncState",
                    "updatedAt",
                    "changelogDestination");
            echoes(what, answer.path("integration"), sent, path);
        } else if (path.matches("/v1/blueprints/bpA") || path.equals("/v1/blueprints")) {
            has(
                    what,
                    answer.path("blueprint"),
                    "identifier",
                    "schema",
                    "relations",
                    "mirrorProperties",
                    "calculationProperties",
                    "createdAt",
                    "updatedAt");
            answer.path("blueprint")
                    .path("relations")
                    .forEach(relation -> has(what, relation, "many", "required", "target"));
        } else if (path.contains("/entities/bulk")) {
            assertThat(answer.path("entities").size() + answer.path("errors").size())
                    .as(what)
                    .isEqualTo(sent.path("entities").size());
            answer.path("entities").forEach(item -> has(what, item, "index", "identifier", "created"));
            answer.path("errors")
                    .forEach(item -> has(what, item, "index", "identifier", "statusCode", "error", "message"));
        } else if (path.startsWith("/v1/entities/search")) {
            assertThat(answer.path("entities").isArray()).as(what).isTrue();
            answer.path("entities").forEach(item -> has(what, item, "identifier", "blueprint"));
        } else if (path.contains("datasource-entities")) {
            assertThat(answer.has("next")).as(what).isTrue();
            answer.path("entities").forEach(item -> has(what, item, "identifier", "blueprint"));
        } else if (path.contains("/bulk/entities/delete")) {
            assertThat(answer.path("deletedEntities").isArray()).as(what).isTrue();
        } else if (method.equals("POST") && path.contains("/entities?")) {
            has(
                    what,
                    answer.path("entity"),
                    "identifier",
                    "blueprint",
                    "properties",
                    "relations",
                    "team",
                    "createdAt",
                    "updatedAt");
        } else if (path.contains("provision-enabled")) {
            assertThat(answer.path("integrations").isArray()).as(what).isTrue();
        }
    }

    /** Flags that come back other than they were sent make Ocean send them at each start. */
    private static void echoes(String what, JsonNode integration, JsonNode sent, String path) {
        if (!path.contains("resync-state")) {
            sent.properties()
                    .forEach(field -> assertThat(integration.path(field.getKey()))
                            .as(what)
                            .isEqualTo(field.getValue()));
        }
    }

    private static void has(String what, JsonNode object, String... keys) {
        for (var key : keys) {
            if (!object.has(key)) {
                fail("%s lacks %s", what, key);
            }
        }
    }

    private static Optional<Path> wire() {
        for (@Nullable Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var wire = folder.resolve("shared/corpus/wire");
            if (Files.isDirectory(wire)) {
                return Optional.of(wire);
            }
        }
        return Optional.ofNullable(System.getProperty("atoll.wire")).map(Path::of);
    }
}
