package io.atoll.apply.internal;

import static io.atoll.apply.internal.Recordings.entities;
import static io.atoll.apply.internal.Recordings.those;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.Recordings.Sent;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.apply.internal.client.PortClient;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.Target;
import io.atoll.apply.internal.endpoint.Abilities;
import io.atoll.apply.internal.endpoint.EntityWire;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.pipeline.RunReport.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every request is one that the client which Atoll replaces was recorded to send: method, path, query, {@code User-Agent}, content type
 * and body, but for times, tokens and what {@link #expected} and {@link Sent} name.
 */
@Timeout(60)
class RecordedTrafficTest {

    private static final Answer OK =
            Answer.ok("{\"ok\":true,\"entities\":[],\"deletedEntities\":[\"stale1\"],\"next\":null}");

    @TempDir
    private Path notes;

    private Recordings recordings;

    @BeforeEach
    void findRecords() {
        recordings = Recordings.find();
    }

    private static String runId(List<JsonNode> recorded) {
        return recorded.stream()
                .map(request -> request.path("p").asText())
                .filter(path -> path.contains("ocean_info_resync_id="))
                .findFirst()
                .map(path -> path.replaceFirst(".*ocean_info_resync_id=", ""))
                .orElse("none");
    }

    private static void answerEverything(FakePort port, List<JsonNode> recorded) {
        for (JsonNode request : recorded) {
            String method = request.path("m").asText();
            if (!method.equals("GET")) {
                String path = request.path("p").asText().replaceFirst("\\?.*", "");
                if (path.endsWith("/entities/bulk")) {
                    port.always(method + " " + path, FakePort::acknowledged);
                } else {
                    port.always(method + " " + path, OK);
                }
            }
        }
        port.always("POST /v1/blueprints/entities/datasource-entities", OK);
    }

    /** The recorded requests in a form in which ours can be looked up. */
    private static List<Sent> expected(List<JsonNode> recorded) {
        return recorded.stream()
                .map(request -> {
                    Sent sent = Sent.of(request).timeless();
                    if (sent.body().has("before")) {
                        // All that is owned is listed, not only what a run left alone.
                        ((ObjectNode) sent.body()).remove("before");
                    }
                    return sent;
                })
                .toList();
    }

    private static Sent normal(Request request) {
        return Sent.of(request).timeless();
    }

    @Test
    void installsAndSyncsForTheFirstTimeAsRecorded() throws Exception {
        List<JsonNode> recorded = recordings.read("01-once-first-install.jsonl");
        JsonNode blueprint =
                those(recorded, "PATCH", "/v1/blueprints/bpA").getLast().path("b");
        JsonNode mapping =
                those(recorded, "POST", "/v1/integration").getFirst().path("b").path("config");
        String runId = runId(recorded);
        try (Bench bench = new Bench()) {
            answerEverything(bench.port, recorded);
            bench.port.secret = "csecret";
            try (PortClient client = new PortClient(
                    () -> Target.of(bench.port.url().toString(), "cid", "csecret"),
                    Bench.LIMITS,
                    bench.time,
                    () -> 0)) {
                Session session = Bench.session(client);
                PortInstallation installation = new PortInstallation(session, Terms.USUAL, true);

                new Registration(session, Terms.USUAL, Abilities.RESYNC, new FirstInstallations(notes))
                        .run(null, new Defaults(List.of(blueprint), mapping));
                installation.runStarted(Bench.report(runId, Status.RUNNING));
                for (JsonNode bulk : those(recorded, "POST", "/entities/bulk")) {
                    installation.upsert(entities(bulk), Bench.OPTIONS, runId);
                }
                installation.owned(entity -> {});
                installation.runEnded(Bench.report(runId, Status.COMPLETE));
            }

            List<Sent> expected = expected(recorded);
            assertThat(bench.port.requests).hasSize(16);
            assertThat(bench.port.requests)
                    .allSatisfy(request -> assertThat(expected).contains(normal(request)));
        }
    }

    @Test
    void deletesAsRecorded() throws Exception {
        List<JsonNode> recorded = recordings.read("02-once-steady-with-stale-delete.jsonl");
        try (Bench bench = new Bench()) {
            answerEverything(bench.port, recorded);

            bench.installation.delete(List.of(new Ref("bpA", "stale1")), Bench.OPTIONS, runId(recorded));

            assertThat(bench.port.calls())
                    .singleElement()
                    .satisfies(request -> assertThat(expected(recorded)).contains(normal(request)));
        }
    }

    @Test
    void dividesManyEntitiesIntoBulksAsRecorded() throws Exception {
        List<JsonNode> recorded = recordings.read("11-once-multi-bulk.jsonl");
        List<JsonNode> bulks = those(recorded, "POST", "/entities/bulk");
        List<Entity> entities = new ArrayList<>();
        for (JsonNode bulk : bulks) {
            entities.addAll(entities(bulk));
        }
        try (Bench bench = new Bench()) {
            answerEverything(bench.port, recorded);

            bench.installation.upsert(entities, Bench.OPTIONS, runId(recorded));

            assertThat(bench.port.calls()).hasSameSizeAs(bulks);
            assertThat(bench.port.calls())
                    .allSatisfy(request -> assertThat(expected(recorded)).contains(normal(request)));
        }
    }

    @Test
    void writesEveryRecordedEntityAsItWasWritten() throws Exception {
        int entities = 0;
        for (String file : recordings.names()) {
            for (JsonNode bulk : those(recordings.read(file), "POST", "/entities/bulk")) {
                for (JsonNode entity : bulk.path("b").path("entities")) {
                    assertThat(EntityWire.write(EntityWire.read(entity)).toString())
                            .isEqualTo(entity.toString());
                    entities++;
                }
            }
        }
        assertThat(entities).isGreaterThan(100);
    }
}
