package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What installations tell the catalog of themselves, and what they are told. */
@TestInstance(Lifecycle.PER_CLASS)
class IntegrationApiTest {

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @BeforeEach
    void install() {
        box.call("DELETE", "/v1/integration/mini-1", null);
        box.post("/v1/integration", """
                {"installationId":"mini-1","installationAppType":"mini","version":"1","config":{"resources":[]},
                 "changelogDestination":{},"actionsProcessingEnabled":true}""");
    }

    @Test
    void asksForAResyncWhenTheConfigurationChanges() {
        assertThat(request()).isEqualTo("null");
        box.call("PATCH", "/v1/integration/mini-1/config", "{\"config\":{\"resources\":[{\"kind\":\"a\"}]}}");
        assertThat(request()).contains("updatedAt");
        assertThat(box.get("/v1/integration/mini-1")
                        .json()
                        .at("/integration/config/resources/0/kind")
                        .asText())
                .isEqualTo("a");
    }

    @Test
    void takesAnInstallationForOneOnPremisesUnlessItSaysOtherwise() {
        assertThat(path("/integration/installationType")).isEqualTo("OnPrem");

        box.call("PATCH", "/v1/integration/mini-1", "{\"installationType\":\"Saas\"}");

        assertThat(path("/integration/installationType")).isEqualTo("Saas");
    }

    @Test
    void mergesTheStateOfResyncs() {
        box.call(
                "PATCH",
                "/v1/integration/mini-1/resync-state",
                "{\"status\":\"running\",\"lastResyncStart\":\"2026-01-01T00:00:00Z\"}");
        var done = box.call(
                "PATCH",
                "/v1/integration/mini-1/resync-state",
                "{\"status\":\"completed\",\"intervalInMinuets\":null}");

        var state = done.json().at("/integration/resyncState");
        assertThat(state.path("status").asText()).isEqualTo("completed");
        assertThat(state.path("lastResyncStart").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(state.has("updatedAt")).isTrue();
    }

    @Test
    void keepsTheLogAndGivesItInPages() {
        var path = path("/integration/logAttributes/ingestUrl");
        var lines = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            lines.add("{\"message\":\"m" + i + "\",\"level\":\"" + (i % 2 == 0 ? "INFO" : "ERROR")
                    + "\",\"timestamp\":\"2026-01-01T00:00:0" + i + "Z\",\"extra\":{\"event_id\":\"e" + i + "\"}}");
        }
        assertThat(box.post(path, "{\"logs\":[" + String.join(",", lines) + "]}")
                        .status())
                .isEqualTo(200);

        assertThat(messages("")).containsExactly("m4", "m3", "m2", "m1", "m0");
        assertThat(messages("?limit=2")).containsExactly("m4", "m3");
        assertThat(messages("?level=ERROR")).containsExactly("m3", "m1");
        assertThat(messages("?eventId=e2")).containsExactly("m2");
        assertThat(messages("?timestamp=2026-01-01T00:00:01Z")).containsExactly("m1", "m0");
        assertThat(messages("?direction=down&timestamp=2026-01-01T00:00:03Z")).containsExactly("m4", "m3");
        var third =
                box.get("/v1/integration/mini-1/logs").json().at("/data/2/_id").asText();
        assertThat(messages("?log_id=" + third)).containsExactly("m1", "m0");
        assertThat(messages("?direction=down&log_id=" + third)).containsExactly("m4", "m3");
        assertThat(box.get("/v1/integration/mini-1/logs?limit=301").status()).isEqualTo(422);
    }

    @Test
    void keepsTheMetricsOfResyncs() {
        var path = path("/integration/metricAttributes/ingestUrl");
        box.post(path + "/syncMetrics", """
                {"syncKindsMetrics":[{"eventId":"r1","kindIdentifier":"a-0","kind":"a","syncState":"pending"},
                 {"eventId":"r1","kindIdentifier":"__runtime__","syncState":"syncing"}]}""");
        box.call("PUT", path + "/syncMetrics/resync/r1/kind/a-0", """
                {"syncKindMetrics":{"kind":"a","syncState":"completed","metrics":{}}}""");
        box.post(path + "/syncMetrics", """
                {"syncKindsMetrics":[{"eventId":"r1","kindIdentifier":"__runtime__","syncState":"completed"}]}""");

        var metrics = box.get("/v1/integration/mini-1/syncMetrics?resyncId=r1").json();
        assertThat(metrics.path("count").asInt()).isEqualTo(2);
        assertThat(metrics.path("data").findValuesAsText("syncState")).containsOnly("completed");
        var syncs = box.get("/v1/integration/mini-1/syncsMetadata").json();
        assertThat(syncs.at("/data/0/eventId").asText()).isEqualTo("r1");
        assertThat(syncs.at("/data/0/syncState").asText()).isEqualTo("completed");
        assertThat(box.get("/v1/integration/mini-1/syncMetrics?resyncId=r2")
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
    }

    @Test
    void remembersTheFiftyNewestResyncs() {
        var path = path("/integration/metricAttributes/ingestUrl");
        for (var i = 0; i < 53; i++) {
            box.post(
                    path + "/syncMetrics",
                    "{\"syncKindsMetrics\":[{\"eventId\":\"r" + i + "\",\"kindIdentifier\":\"a-0\"}]}");
        }

        assertThat(box.get("/v1/integration/mini-1/syncsMetadata")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(50);
        assertThat(box.get("/v1/integration/mini-1/syncMetrics")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(50);
    }

    @Test
    void listsIntegrationsWithAndWithoutTheirConfiguration() {
        assertThat(box.get("/v1/integration?actionsProcessingEnabled=true")
                        .json()
                        .path("integrations"))
                .hasSize(1);
        assertThat(box.get("/v1/integration?actionsProcessingEnabled=false")
                        .json()
                        .path("integrations"))
                .isEmpty();
        assertThat(box.get("/v1/integration/metadata")
                        .json()
                        .at("/integrations/0")
                        .has("config"))
                .isFalse();
        assertThat(box.get("/v1/integration/mini-1?byField=installationId").status())
                .isEqualTo(200);
    }

    @Test
    void forgetsEverythingOfADeletedIntegration() {
        box.post(path("/integration/logAttributes/ingestUrl"), "{\"logs\":[{\"message\":\"m\"}]}");
        assertThat(box.call("DELETE", "/v1/integration/mini-1", null).status()).isEqualTo(200);

        assertThat(box.get("/v1/integration/mini-1").status()).isEqualTo(404);
        assertThat(messages("")).isEmpty();
    }

    private Iterable<String> messages(String query) {
        return box.get("/v1/integration/mini-1/logs" + query)
                .json()
                .path("data")
                .findValuesAsText("message");
    }

    private String request() {
        return box.get("/v1/integration/mini-1/resync-request")
                .json()
                .path("request")
                .toString();
    }

    private String path(String pointer) {
        return URI.create(box.get("/v1/integration/mini-1").json().at(pointer).asText())
                .getRawPath();
    }
}
