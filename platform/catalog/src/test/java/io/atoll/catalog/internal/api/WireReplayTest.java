package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.container.CatalogBox;
import io.atoll.catalog.internal.container.CatalogBox.Reply;
import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays the requests of an unmodified Ocean client, recorded in {@code shared/corpus/wire}, and reads the answers as it does. */
class WireReplayTest {

    /** Requests for things that only the other server of the recording knew: runs of actions that were never made here. */
    private static final List<String> FOREIGN = List.of("/v1/actions/runs/ack", "/v1/actions/runs/r");

    @TempDir
    Path data;

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
    }

    private static void replay(CatalogBox box, String file, JsonNode recorded) {
        var method = recorded.path("m").asText();
        var path = recorded.path("p").asText();
        if (FOREIGN.stream().anyMatch(path::startsWith)) {
            return;
        }
        var body = recorded.path("b");
        if (path.equals("/v1/auth/access_token")) {
            checkToken(box.send(method, path, Map.of(), box.credentials().toString()));
            return;
        }
        var agent = recorded.path("h").path("User-Agent").asText();
        var reply = box.callAs(agent, method, local(box, path), body.isNull() ? null : body.toString());
        var what = file + method + " " + path + " → " + reply.status() + " " + reply.text();
        assertThat(reply.header("Content-Type")).as(what).startsWith("application/json");
        assertThat(reply.header("X-Trace-Id")).as(what).isNotEmpty();
        if (recorded.path("s").asInt() == 404) {
            assertThat(reply.status()).as(what).isEqualTo(404);
            assertThat(reply.json().path("error").asText()).as(what).isEqualTo("not_found");
            assertThat(reply.json().path("ok").asBoolean(true)).as(what).isFalse();
        } else {
            assertThat(reply.status()).as(what).isBetween(200, 299);
            assertThat(reply.json().path("ok").asBoolean()).as(what).isTrue();
            checkFields(what, method, path, body, reply.json());
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
