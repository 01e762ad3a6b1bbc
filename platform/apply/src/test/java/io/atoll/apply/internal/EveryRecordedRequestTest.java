package io.atoll.apply.internal;

import static io.atoll.apply.internal.Bench.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.Recordings.Sent;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.apply.internal.client.FakeTime;
import io.atoll.apply.internal.client.PortClient;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.Target;
import io.atoll.apply.internal.endpoint.Abilities;
import io.atoll.apply.internal.endpoint.ActionRuns;
import io.atoll.apply.internal.endpoint.Blueprints;
import io.atoll.apply.internal.endpoint.Claim;
import io.atoll.apply.internal.endpoint.Cursors;
import io.atoll.apply.internal.endpoint.Deletions;
import io.atoll.apply.internal.endpoint.Documents;
import io.atoll.apply.internal.endpoint.Entities;
import io.atoll.apply.internal.endpoint.EntitySearch;
import io.atoll.apply.internal.endpoint.EntityWire;
import io.atoll.apply.internal.endpoint.Examples;
import io.atoll.apply.internal.endpoint.Ingest;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.apply.internal.endpoint.KindMetrics;
import io.atoll.apply.internal.endpoint.Lifecycle;
import io.atoll.apply.internal.endpoint.Listing;
import io.atoll.apply.internal.endpoint.Occasion;
import io.atoll.apply.internal.endpoint.Organization;
import io.atoll.apply.internal.endpoint.Schedule;
import io.atoll.apply.internal.endpoint.Upserts;
import io.atoll.apply.internal.endpoint.WorkflowRuns;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Integrations.Origin;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Every recorded request is sent again by the class that knows its endpoint: method, path, query, headers and body are the same, but for
 * what {@link Sent#of(JsonNode)} names.
 */
@Timeout(60)
class EveryRecordedRequestTest {

    /** Sends the requests of one recording again. */
    private static final class Replay {

        private final FakePort port;
        private final Session session;
        private final IntegrationRecord record;
        private final Blueprints blueprints;
        private final Documents documents;
        private final ActionRuns runs;

        Replay(FakePort port, Session session) {
            this.port = port;
            this.session = session;
            this.record = new IntegrationRecord(session);
            this.blueprints = new Blueprints(session);
            this.documents = new Documents(session);
            this.runs = new ActionRuns(session);
        }

        void send(JsonNode request) throws Exception {
            URI uri = URI.create(request.path("p").asText());
            String[] path = uri.getPath().split("/");
            JsonNode body = request.path("b");
            switch (path[2]) {
                case "auth", "organization" ->
                    assertThat(Organization.read(session).id()).isEqualTo("org");
                case "integration" -> integration(request, path, parameters(uri), body);
                case "blueprints" -> blueprints(request.path("m").asText(), path, parameters(uri), body);
                case "entities" -> search(uri, body);
                case "actions" -> actions(request.path("m").asText(), path, body);
                case "workflows" -> new WorkflowRuns(session).claim(claim(body));
                case "pages" -> documents.createPage(body);
                case "lifecycle" -> lifecycle(path, body);
                case "abc" -> metrics(path, body);
                case "lake" ->
                    assertThat(ingest().raw().orElseThrow().write(path[9], path[11], body))
                            .isTrue();
                default -> throw new AssertionError("nobody sends " + request);
            }
        }

        private void integration(JsonNode request, String[] path, Map<String, String> query, JsonNode body)
                throws Exception {
            String method = request.path("m").asText();
            if (path.length == 3) {
                record.create(body.path("config"), Origin.INTEGRATION, Abilities.RESYNC);
            } else if (path[3].equals("provision-enabled")) {
                assertThat(Organization.provisioned(session)).isEmpty();
            } else if (path.length == 4 && method.equals("GET")) {
                assertThat(record.read()).isPresent();
            } else if (path.length == 4 && body.has("arePortResourcesInitialized")) {
                record.initialized();
            } else if (path.length == 4) {
                record.describe(abilities(body));
            } else {
                part(method, path, query, body);
            }
        }

        private void part(String method, String[] path, Map<String, String> query, JsonNode body) throws Exception {
            switch (path[4]) {
                case "resync-state" -> {
                    if (body.path("status").asText().equals("running")) {
                        record.running(moment(body, "lastResyncStart"), Schedule.NONE);
                    } else {
                        record.ended(body.path("status").asText(), moment(body, "lastResyncEnd"), Schedule.NONE);
                    }
                }
                case "kinds" -> new Examples(session).show(path[5], list(body.path("examples")));
                case "cursor" -> {
                    Cursors cursors = new Cursors(session);
                    int index = Integer.parseInt(query.getOrDefault("index", ""));
                    String kind = query.getOrDefault("kind", "");
                    if (method.equals("GET")) {
                        assertThat(cursors.find(kind, index)).isEmpty();
                    } else {
                        cursors.move(kind, index, moment(body, "primary"));
                    }
                }
                default -> throw new AssertionError(path[4]);
            }
        }

        private void blueprints(String method, String[] path, Map<String, String> query, JsonNode body)
                throws Exception {
            String rest = String.join("/", List.of(path).subList(Math.min(4, path.length), path.length));
            switch (method + " " + rest) {
                case "GET " -> assertThat(blueprints.find(path[3])).isPresent();
                case "POST " -> blueprints.create(body);
                case "PATCH " -> blueprints.change(path[3], body);
                case "POST scorecards" -> documents.createScorecard(path[3], body);
                case "POST datasource-entities" -> new Listing(session).before(moment(body, "before"), entity -> {});
                case "POST entities" ->
                    new Entities(session).upsert(EntityWire.read(body), options(query), occasion(query));
                case "POST entities/bulk" -> {
                    List<Entity> entities = new ArrayList<>();
                    for (JsonNode entity : body.path("entities")) {
                        entities.add(EntityWire.read(entity));
                    }
                    new Upserts(session).write(entities, options(query), occasion(query));
                }
                case "POST bulk/entities/delete" ->
                    Deletions.delete(
                            session,
                            list(body.path("entities")).stream()
                                    .map(id -> new Entity.Ref(path[3], id.asText()))
                                    .toList(),
                            options(query),
                            occasion(query));
                default -> throw new AssertionError(method + " " + rest);
            }
        }

        private void search(URI uri, JsonNode body) throws Exception {
            List<String> include = new ArrayList<>();
            for (String parameter : uri.getRawQuery().split("&")) {
                if (parameter.startsWith("include=")) {
                    include.add(decoded(parameter.substring("include=".length())));
                }
            }
            JsonNode identifier = body.path("rules").path(0).path("value");
            String blueprint = body.path("rules").path(1).path("value").asText();
            ObjectNode query = identifier.isArray()
                    ? EntitySearch.named(
                            blueprint,
                            list(identifier).stream().map(JsonNode::asText).toList())
                    : EntitySearch.named(new Entity.Ref(blueprint, identifier.asText()));
            new EntitySearch(session).findOwned(query, include);
        }

        private void actions(String method, String[] path, JsonNode body) throws Exception {
            if (path.length == 3) {
                documents.createAction(body);
            } else if (path[4].equals("claim-pending")) {
                runs.claim(claim(body));
            } else if (path[4].equals("ack")) {
                assertThat(runs.acknowledge(body.path("runId").asText())).isTrue();
            } else if (method.equals("POST")) {
                runs.log(path[4], body.path("message").asText());
            } else {
                runs.ended(path[4], body.path("status").asText().equals("SUCCESS"), List.of());
            }
        }

        private void lifecycle(String[] path, JsonNode body) throws Exception {
            Lifecycle lifecycle = new Lifecycle(session, path[3]);
            String status = body.path("status").asText();
            if (path.length == 4 && status.equals("started")) {
                ObjectNode mapping = body.path("mapping").deepCopy();
                for (JsonNode entity : mapping.findValues("entity")) {
                    ((ObjectNode) entity)
                            .set("mappings", entity.path("mappings").path(0));
                }
                lifecycle.started(moment(body, "started_at"), mapping);
            } else if (path.length == 4) {
                lifecycle.ended(Lifecycle.End.valueOf(status.toUpperCase(Locale.ROOT)));
            } else if (status.equals("started")) {
                lifecycle.kindStarted(body.path("kind_identifier").asText(), moment(body, "started_at"));
            } else {
                lifecycle.kindEnded(
                        body.path("kind_identifier").asText(), Lifecycle.End.valueOf(status.toUpperCase(Locale.ROOT)));
            }
        }

        private void metrics(String[] path, JsonNode body) throws Exception {
            var metrics = ingest().metrics().orElseThrow();
            if (path[3].equals("heartbeat")) {
                metrics.heartbeat(body.path("eventId").asText());
            } else if (path.length == 4) {
                metrics.report(list(body.path("syncKindsMetrics")).stream()
                        .map(EveryRecordedRequestTest::figures)
                        .toList());
            } else {
                metrics.replace(figures(body.path("syncKindMetrics")));
            }
        }

        private Ingest ingest() throws Exception {
            ObjectNode json = FakePort.JSON.createObjectNode();
            json.putObject("metricAttributes").put("ingestUrl", port.url() + "/metrics/abc");
            json.putObject("ingestAttributes").put("ingestUrl", port.url() + "/ingest/");
            return Ingest.of(session, json);
        }
    }

    @TestFactory
    List<DynamicTest> sendsEveryRecordedRequestAgain() throws IOException {
        Recordings recordings = Recordings.find();
        return recordings.names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> replay(recordings.read(name))))
                .toList();
    }

    private static void replay(List<JsonNode> recorded) throws Exception {
        List<Sent> expected = recorded.stream().map(Sent::of).toList();
        try (FakePort port = new FakePort();
                PortClient client = new PortClient(
                        () -> Target.of(port.url().toString(), "cid", "csecret"),
                        Bench.LIMITS,
                        new FakeTime(),
                        () -> 0)) {
            port.secret = "csecret";
            port.otherwise = EveryRecordedRequestTest::answer;
            Replay replay = new Replay(port, client.session(AGENT));
            for (JsonNode request : recorded) {
                int before = port.requests.size();
                replay.send(request);
                List<Sent> sent = port.requests.subList(before, port.requests.size()).stream()
                        .map(Sent::of)
                        .toList();
                assertThat(sent).contains(Sent.of(request));
                assertThat(expected).containsAll(sent);
            }
        }
    }

    private static Answer answer(Request request) {
        if (request.toString().equals("PUT /v1/integration/mini-1/cursor")) {
            return Answer.error(404, "not_found", "no cursor");
        }
        if (request.path().endsWith("/entities/bulk")) {
            return FakePort.acknowledged(request);
        }
        ObjectNode answer = FakePort.JSON.createObjectNode().put("ok", true).putNull("next");
        answer.putArray("entities");
        answer.putObject("integration");
        answer.putObject("blueprint");
        answer.putObject("organization").put("id", "org");
        answer.set(
                "entity",
                request.text().isEmpty()
                        ? null
                        : FakePort.JSON.createObjectNode().setAll((ObjectNode) request.body()));
        if (request.path().endsWith("/delete")) {
            answer.set("deletedEntities", request.body().path("entities"));
        }
        return Answer.ok(answer.toString());
    }

    private static Abilities abilities(JsonNode body) {
        JsonNode changes = body.path("changelogDestination");
        return new Abilities(
                body.path("actionsProcessingEnabled").asBoolean(),
                body.path("incrementalSyncEnabled").asBoolean(),
                changes.isEmpty()
                        ? Abilities.Changes.NOWHERE
                        : Abilities.Changes.webhook(changes.path("url").asText()));
    }

    private static Claim claim(JsonNode body) {
        return new Claim(
                body.path("limit").asInt(),
                Duration.ofMillis(body.path("visibilityTimeoutMs").asLong()),
                list(body.path("exclude")).stream().map(JsonNode::asText).toList());
    }

    private static KindMetrics figures(JsonNode json) {
        JsonNode phases = json.path("metrics").path("phase");

        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        Map<String, Double> seconds = new LinkedHashMap<>();
        phases.properties()
                .forEach(phase -> phase.getValue()
                        .path("object_count_type")
                        .properties()
                        .forEach(type -> counts.computeIfAbsent(phase.getKey(), any -> new LinkedHashMap<>())
                                .put(
                                        type.getKey(),
                                        type.getValue().path("object_count").asLong())));
        phases.properties().stream()
                .filter(phase -> phase.getValue().has("duration_seconds"))
                .forEach(phase -> seconds.put(
                        phase.getKey(),
                        phase.getValue().path("duration_seconds").asDouble()));
        return new KindMetrics(
                json.path("kindIdentifier").asText(),
                json.path("eventId").asText(),
                json.path("syncState").asText(),
                json.path("blueprint").asText(),
                phases.path("resync").path("success").asDouble() > 0,
                seconds,
                counts);
    }

    private static Mapping.Options options(Map<String, String> query) {
        return new Mapping.Options(
                "true".equals(query.get("merge")),
                "true".equals(query.get("delete_dependents")),
                "true".equals(query.get("create_missing_related_entities")),
                0.9);
    }

    private static Occasion occasion(Map<String, String> query) {
        return new Occasion(
                query.getOrDefault("ocean_info_event_type", ""),
                Optional.ofNullable(query.get("ocean_info_resync_id")));
    }

    private static Instant moment(JsonNode body, String key) {
        return OffsetDateTime.parse(body.path(key).asText()).toInstant();
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(decoded(parts[0]), decoded(parts[1]));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
