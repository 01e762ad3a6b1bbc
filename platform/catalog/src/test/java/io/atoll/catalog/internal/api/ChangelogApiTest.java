package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.atoll.catalog.internal.container.CatalogBox;
import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changelog destinations are told. */
class ChangelogApiTest {

    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    @TempDir
    Path data;

    private HttpServer destination;
    private CatalogBox box;

    @BeforeEach
    void start() throws IOException {
        destination = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        destination.createContext("/", exchange -> {
            var message = Json.MAPPER.readTree(exchange.getRequestBody());
            var answer = answers.poll();
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
            exchange.close();
            if (answer == null) {
                told.add(message);
            }
        });
        destination.start();
        box = CatalogBox.start(data);
    }

    @AfterEach
    void stop() {
        box.close();
        destination.stop(0);
    }

    @Test
    void tellsAWebhookOfEachChangeInOrder() throws Exception {
        blueprint("service", webhook());
        blueprint("silent", "{\"type\":\"KAFKA\"}");

        box.post("/v1/blueprints/silent/entities", "{\"identifier\":\"x\"}");
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"a\"}");
        box.post("/v1/blueprints/service/entities?upsert=true", "{\"identifier\":\"a\",\"title\":\"A\"}");
        box.call("DELETE", "/v1/blueprints/service/entities/a", null);

        var created = next();
        assertThat(created.path("action").asText()).isEqualTo("CREATE");
        assertThat(created.path("resourceType").asText()).isEqualTo("entity");
        assertThat(created.path("context").toString()).isEqualTo("{\"blueprint\":\"service\",\"entity\":\"a\"}");
        assertThat(created.at("/diff/before").isNull()).isTrue();
        assertThat(created.at("/diff/after/identifier").asText()).isEqualTo("a");
        assertThat(created.at("/trigger/by/orgId").asText()).isNotEmpty();
        var updated = next();
        assertThat(updated.path("action").asText()).isEqualTo("UPDATE");
        assertThat(updated.at("/diff/after/title").asText()).isEqualTo("A");
        var deleted = next();
        assertThat(deleted.path("action").asText()).isEqualTo("DELETE");
        assertThat(deleted.at("/diff/after").isNull()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void triesAgainAndFollowsNoRedirect() throws Exception {
        answers.add(500);
        answers.add(302);
        blueprint("service", webhook());

        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"a\"}");

        assertThat(next().at("/context/entity").asText()).isEqualTo("a");
        assertThat(answers).isEmpty();
    }

    @Test
    void tellsAnInstallationThatAResyncIsWanted() throws Exception {
        box.post(
                "/v1/integration",
                "{\"installationId\":\"mini-1\",\"installationAppType\":\"mini\",\"changelogDestination\":" + webhook()
                        + "}");

        box.call("PATCH", "/v1/integration/mini-1/resync-state", "{\"status\":\"running\"}");
        box.call("PATCH", "/v1/integration/mini-1", "{}");

        var asked = next();
        assertThat(asked.path("action").asText()).isEqualTo("RESYNC");
        assertThat(asked.path("resourceType").asText()).isEqualTo("integration");
        assertThat(asked.at("/diff/after/installationId").asText()).isEqualTo("mini-1");
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        blueprint("service", webhook());
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"a\"}");
        next();
        box.close();

        box = CatalogBox.start(data);
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"b\"}");

        var entity = next().at("/context/entity").asText();
        if (entity.equals("a")) { // it is told again if the restart came before its answer was noted
            entity = next().at("/context/entity").asText();
        }
        assertThat(entity).isEqualTo("b");
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"PIGEON\"}",
                "{\"type\":\"WEBHOOK\"}",
                "{\"type\":\"WEBHOOK\",\"url\":\"file:///etc/passwd\"}",
                "{\"type\":\"WEBHOOK\",\"url\":\"http://user:secret@localhost/\"}",
                "{\"type\":\"WEBHOOK\",\"url\":\"no address\"}"
            })
    void refusesADestinationThatNothingCanBePostedTo(String wrong) {
        var refused = box.post("/v1/blueprints", definition("service", wrong));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("message").asText()).contains("changelogDestination");
        assertThat(box.get("/v1/blueprints/service").status()).isEqualTo(404);
    }

    private String webhook() {
        return "{\"type\":\"WEBHOOK\",\"url\":\"http://127.0.0.1:"
                + destination.getAddress().getPort() + "/told\"}";
    }

    private void blueprint(String identifier, String changelog) {
        var made = box.post("/v1/blueprints", definition(identifier, changelog));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private static String definition(String identifier, String changelog) {
        return "{\"identifier\":\"" + identifier + "\",\"title\":\"T\",\"schema\":{\"properties\":{}},"
                + "\"changelogDestination\":" + changelog + "}";
    }

    private JsonNode next() throws InterruptedException {
        var message = told.poll(30, TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }
}
