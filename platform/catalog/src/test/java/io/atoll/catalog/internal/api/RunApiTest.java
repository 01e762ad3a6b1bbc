package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Actions, their runs, and what the audit log says of them. */
@TestInstance(Lifecycle.PER_CLASS)
class RunApiTest {

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
        box.post("/v1/blueprints", """
                {"identifier":"service","title":"Service","schema":{"properties":{"stars":{"type":"number"}}}}""");
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @BeforeEach
    void actions() {
        for (var action : box.get("/v1/actions").json().path("actions")) {
            box.call("DELETE", "/v1/actions/" + action.path("identifier").asText(), null);
        }
        action("plain", "{\"type\":\"KAFKA\"}", "");
        action("remote", """
                {"type":"INTEGRATION_ACTION","installationId":"mini-1","integrationActionType":"restart",
                 "integrationActionExecutionProperties":{"target":"a"}}""", "");
    }

    @Test
    void startsARunAndEndsItOnce() {
        var started = box.post("/v1/actions/plain/runs", "{\"properties\":{\"anything\":1}}");
        assertThat(started.status()).isEqualTo(202);
        var run = started.json().path("run");
        assertThat(run.path("id").asText()).matches("r_[A-Za-z0-9]{16}");
        assertThat(run.path("status").asText()).isEqualTo("IN_PROGRESS");
        var path = "/v1/actions/runs/" + run.path("id").asText();

        var changed = box.call("PATCH", path, "{\"link\":\"https://a\",\"summary\":\"s\",\"status\":\"SUCCESS\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("run").path("link").toString()).isEqualTo("[\"https://a\"]");
        assertThat(changed.json().path("run").hasNonNull("endedAt")).isTrue();

        assertThat(box.call("PATCH", path, "{\"status\":\"SUCCESS\"}").status()).isEqualTo(422);
    }

    @Test
    void writesTheEntityOfAnUpsertAtOnce() {
        action("upsert", """
                {"type":"UPSERT_ENTITY","blueprintIdentifier":"service","mapping":{"identifier":"{{ .inputs.name }}",
                 "title":"{{ .inputs.name }} made","properties":{"stars":"{{ .inputs.stars }}"}}}""", "");

        var run = box.post("/v1/actions/upsert/runs", "{\"properties\":{\"name\":\"made\",\"stars\":3}}")
                .json()
                .path("run");

        assertThat(run.path("status").asText()).isEqualTo("SUCCESS");
        assertThat(run.path("summary").asText()).contains("service/made");
        var entity = box.get("/v1/blueprints/service/entities/made").json().path("entity");
        assertThat(entity.path("title").asText()).isEqualTo("made made");
        assertThat(entity.at("/properties/stars").asInt()).isEqualTo(3);
        assertThat(box.get("/v1/audit-log?run_id=" + run.path("id").asText())
                        .json()
                        .path("audits"))
                .hasSize(1);
    }

    @Test
    void failsTheRunOfAnUpsertThatCannotBeWritten() {
        action("upsert", """
                {"type":"UPSERT_ENTITY","blueprintIdentifier":"service","mapping":{"identifier":"never",
                 "properties":{"stars":"{{ .inputs.stars }}"}}}""", "");

        var run = box.post("/v1/actions/upsert/runs", "{\"properties\":{\"stars\":\"many\"}}")
                .json()
                .path("run");

        assertThat(run.path("status").asText()).isEqualTo("FAILURE");
        assertThat(run.path("summary").asText()).contains("stars");
        assertThat(box.get("/v1/blueprints/service/entities/never").status()).isEqualTo(404);
    }

    @Test
    void writesTheEntityOfAnUpsertOnlyOnceItIsApproved() {
        action("careful", """
                {"type":"UPSERT_ENTITY","blueprintIdentifier":"service","mapping":{"identifier":"approved"}},
                 "requiredApproval":true""", "");
        var path = "/v1/actions/runs/" + start("careful");

        assertThat(box.get("/v1/blueprints/service/entities/approved").status()).isEqualTo(404);
        var approved = box.call("PATCH", path + "/approval", "{\"status\":\"APPROVE\"}");
        assertThat(approved.json().at("/run/status").asText())
                .as(approved.text())
                .isEqualTo("SUCCESS");
        assertThat(box.get("/v1/blueprints/service/entities/approved").status()).isEqualTo(200);
    }

    @Test
    void keepsTheLogOfARunAndEndsTheRunWithIt() {
        var path = "/v1/actions/runs/" + start("plain");

        var logged = box.post(path + "/logs", "{\"message\":\"one\"}");
        assertThat(logged.status()).isEqualTo(201);
        assertThat(logged.json().path("runLog").path("message").asText()).isEqualTo("one");
        box.post(path + "/logs", "{\"message\":\"two\",\"terminationStatus\":\"FAILURE\"}");

        assertThat(box.get(path).json().path("run").path("status").asText()).isEqualTo("FAILURE");
        assertThat(box.get(path + "/logs?limit=1&offset=1")
                        .json()
                        .path("runLogs")
                        .findValuesAsText("message"))
                .containsExactly("two");
        assertThat(box.get(path + "/logs?limit=51").status()).isEqualTo(422);
        assertThat(box.post(path + "/logs", "{}").status()).isEqualTo(422);
    }

    @Test
    void checksTheInputsOfARun() {
        action("strict", "{\"type\":\"KAFKA\"}", """
                ,"userInputs":{"properties":{"n":{"type":"number"},"s":{"type":"string","default":"x"}},"required":["n"]}""");

        assertThat(box.post("/v1/actions/strict/runs", "{\"properties\":{}}").status())
                .isEqualTo(422);
        assertThat(box.post("/v1/actions/strict/runs", "{\"properties\":{\"n\":\"no\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(box.post("/v1/actions/strict/runs", "{}").status()).isEqualTo(422);
        assertThat(box.post("/v1/actions/strict/runs", "{\"properties\":{\"n\":1}}")
                        .json()
                        .path("run")
                        .path("properties")
                        .toString())
                .isEqualTo("{\"n\":1,\"s\":\"x\"}");
        assertThat(box.post("/v1/actions/none/runs", "{\"properties\":{}}").status())
                .isEqualTo(404);
    }

    @Test
    void refusesAnActionThatIsNone() {
        assertThat(box.post("/v1/actions", "{\"title\":\"x\"}").status()).isEqualTo(422);
        assertThat(box.post("/v1/actions", "{\"identifier\":\"bare\"}").status())
                .isEqualTo(201);
        assertThat(box.post("/v1/actions/bare/runs", "{\"properties\":{}}").status())
                .isEqualTo(422);
        assertThat(box.post(
                                "/v1/actions",
                                "{\"identifier\":\"x\",\"trigger\":{\"type\":\"self-service\",\"operation\":\"NO\"},\"invocationMethod\":{\"type\":\"KAFKA\"}}")
                        .json()
                        .path("message")
                        .asText())
                .contains("trigger.operation");
        assertThat(box.post(
                                "/v1/actions",
                                box.get("/v1/actions/plain")
                                        .json()
                                        .path("action")
                                        .toString())
                        .status())
                .isEqualTo(409);
    }

    @Test
    void handsAWaitingRunToItsInstallationOnce() {
        var run = start("remote");
        var claim = "{\"installationId\":\"mini-1\",\"limit\":10,\"visibilityTimeoutMs\":60000}";

        assertThat(claimed(claim.replace("mini-1", "other"))).isEmpty();
        var runs = box.post("/v1/actions/runs/claim-pending", claim).json().path("runs");
        assertThat(runs.findValuesAsText("id")).containsExactly(run);
        assertThat(runs.get(0).path("payload").path("integrationActionType").asText())
                .isEqualTo("restart");
        assertThat(claimed(claim)).as("nobody else gets it").isEmpty();

        assertThat(box.call("PATCH", "/v1/actions/runs/ack", "{\"runId\":\"" + run + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(box.call("PATCH", "/v1/actions/runs/ack", "{\"runId\":\"" + run + "\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void offersAClaimedRunAgainAfterItsTime() {
        var run = start("remote");
        var brief = "{\"installationId\":\"mini-1\",\"limit\":10,\"visibilityTimeoutMs\":1}";

        assertThat(claimed(brief)).contains(run);
        assertThat(claimed(brief)).contains(run);
        assertThat(claimed("{\"installationId\":\"mini-1\",\"exclude\":[\"remote\"]}"))
                .isEmpty();
        box.call("PATCH", "/v1/actions/runs/" + run, "{\"status\":\"FAILURE\"}");
        assertThat(claimed(brief)).doesNotContain(run);
    }

    @Test
    void findsARunByWhatAnotherSystemCallsIt() {
        var run = start("plain");
        box.call("PATCH", "/v1/actions/runs/" + run, "{\"externalRunId\":\"ext-7\"}");

        assertThat(box.get("/v1/actions/runs?version=v2&external_run_id=ext-7")
                        .json()
                        .path("runs")
                        .findValuesAsText("id"))
                .containsExactly(run);
        assertThat(box.get("/v1/actions/runs?external_run_id=none").json().path("runs"))
                .isEmpty();
        assertThat(box.get("/v1/actions/runs?action=plain&active=true&limit=1")
                        .json()
                        .path("runs")
                        .findValuesAsText("id"))
                .hasSize(1);
    }

    @Test
    void waitsForApproval() {
        box.post("/v1/actions", """
                {"identifier":"careful","requiredApproval":true,"trigger":{"type":"self-service","operation":"CREATE"},
                 "invocationMethod":{"type":"KAFKA"}}""");
        var path = "/v1/actions/runs/" + start("careful");

        assertThat(box.get(path).json().path("run").path("status").asText()).isEqualTo("WAITING_FOR_APPROVAL");
        assertThat(box.call("PATCH", path + "/approval", "{\"status\":\"APPROVE\"}")
                        .status())
                .isEqualTo(201);
        assertThat(box.get(path).json().path("run").path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(box.get(path + "/approvers").json().path("approvers")).hasSize(1);
        assertThat(box.call("PATCH", path + "/approval", "{\"status\":\"DECLINE\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void linksAWriteToItsRunInTheAuditLog() {
        var run = start("plain");
        box.post("/v1/blueprints/service/entities?upsert=true&run_id=" + run, """
                {"identifier":"audited","properties":{"stars":1}}""");
        box.post("/v1/blueprints/service/entities?upsert=true&run_id=", """
                {"identifier":"audited","properties":{"stars":2}}""");
        box.post("/v1/blueprints/service/entities?upsert=true", """
                {"identifier":"audited","properties":{"stars":2}}""");
        box.call("DELETE", "/v1/blueprints/service/entities/audited", null);

        var audits = box.get("/v1/audit-log?resources=entity&includes=context&run_id=" + run)
                .json()
                .path("audits");
        assertThat(audits).hasSize(1);
        assertThat(audits.get(0).path("context").path("entity").asText()).isEqualTo("audited");
        assertThat(audits.get(0).has("diff")).isFalse();

        var history =
                box.get("/v1/audit-log?entity=audited&blueprint=service").json().path("audits");
        assertThat(history.findValuesAsText("action"))
                .as("a write that changed nothing is no change")
                .containsExactly("DELETE", "UPDATE", "CREATE");
        var update = history.get(1).path("diff");
        assertThat(update.at("/before/properties/stars").asInt()).isEqualTo(1);
        assertThat(update.at("/after/properties/stars").asInt()).isEqualTo(2);
        assertThat(history.get(0).at("/diff/after").isNull()).isTrue();
        assertThat(history.get(2).at("/diff/before").isNull()).isTrue();
        assertThat(history.get(2).at("/additionalData/userAgent").asText()).isEqualTo(CatalogBox.AGENT);
    }

    @Test
    void tellsTheHistoryOfBlueprintsAndActions() {
        assertThat(box.get("/v1/audit-log?resources=blueprint&resources=action&limit=500")
                        .json()
                        .path("audits")
                        .findValuesAsText("resourceType"))
                .contains("blueprint", "action")
                .doesNotContain("entity");
        assertThat(box.get("/v1/audit-log?from=2999-01-01T00:00:00Z").json().path("audits"))
                .isEmpty();
        assertThat(box.get("/v1/audit-log?from=yesterday").status()).isEqualTo(422);
        assertThat(box.get("/v1/audit-log?limit=0").status()).isEqualTo(422);
    }

    private void action(String identifier, String method, String trigger) {
        var made = box.post(
                "/v1/actions",
                "{\"identifier\":\"" + identifier + "\",\"title\":\"A\",\"trigger\":{\"type\":\"self-service\","
                        + "\"operation\":\"CREATE\"" + trigger + "},\"invocationMethod\":" + method + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private String start(String action) {
        return box.post("/v1/actions/" + action + "/runs", "{\"properties\":{}}")
                .json()
                .path("run")
                .path("id")
                .asText();
    }

    private List<String> claimed(String body) {
        return box.post("/v1/actions/runs/claim-pending", body)
                .json()
                .path("runs")
                .findValuesAsText("id");
    }
}
