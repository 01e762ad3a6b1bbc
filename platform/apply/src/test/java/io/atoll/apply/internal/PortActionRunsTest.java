package io.atoll.apply.internal;

import static io.atoll.apply.internal.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.ActionRuns.Claimed;
import io.atoll.pipeline.ActionRuns.Level;
import io.atoll.pipeline.ActionRuns.Ref;
import io.atoll.pipeline.ActionRuns.Source;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the Port API is asked for runs of actions, and what its answers mean. */
@Timeout(60)
class PortActionRunsTest {

    private static final Ref RUN = new Ref(Source.ACTION, "r1");
    private static final Ref NODE = new Ref(Source.WORKFLOW, "n1");
    private static final String ACK = "PATCH /v1/actions/runs/ack";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Bench bench;
    private ActionRuns runs;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench();
        bench.port.otherwise = any -> Answer.ok("{\"ok\":true}");
        runs = new PortActionRuns(bench.session);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Request sent() {
        return bench.port.calls().getLast();
    }

    @Test
    void readsRunsOfActions() throws Exception {
        answer(
                "POST /v1/actions/runs/claim-pending",
                "{'ok':true,'runs':[{'id':'r1','status':'IN_PROGRESS','action':{'identifier':'restart'},'payload':"
                        + "{'type':'INTEGRATION_ACTION','integrationActionType':'restart_service',"
                        + "'integrationActionExecutionProperties':{'host':'a'}}}]}");

        List<Claimed> claimed = runs.claim(Source.ACTION, 5, MINUTE, List.of("slow"));

        assertThat(claimed).containsExactly(new Claimed(RUN, "restart", "restart_service", properties()));
        assertThat(sent().body())
                .isEqualTo(
                        json("{'installationId':'mini-1','limit':5,'visibilityTimeoutMs':60000,'exclude':['slow']}"));
    }

    @Test
    void readsRunsOfNodesInBothShapes() throws Exception {
        String config = "{'integrationInvocationType':'restart_service',"
                + "'integrationActionExecutionProperties':{'host':'a'}}";
        answer(
                "POST /v1/workflows/runs/claim-pending",
                "{'nodeRuns':[{'identifier':'n1','nodeUid':'u','config':" + config + "},"
                        + "{'identifier':'n2','node':{'config':" + config + "}}]}");

        assertThat(runs.claim(Source.WORKFLOW, 5, MINUTE, List.of()))
                .containsExactly(
                        new Claimed(NODE, "u", "restart_service", properties()),
                        new Claimed(new Ref(Source.WORKFLOW, "n2"), "n2", "restart_service", properties()));
    }

    @Test
    void aCatalogWithoutWorkflowsHasNoRunsOfTheirNodes() throws Exception {
        bench.port.always("POST /v1/workflows/runs/claim-pending", Answer.error(404, "not_found", "no such route"));
        bench.port.always("GET /v1/workflows/nodes/runs", Answer.error(404, "not_found", "no such route"));

        assertThat(runs.claim(Source.WORKFLOW, 5, MINUTE, List.of())).isEmpty();
        assertThat(runs.find("42")).isEmpty();
    }

    @Test
    void leavesARunWithoutAnIdAlone() throws Exception {
        answer("POST /v1/actions/runs/claim-pending", "{'runs':[{'action':{'identifier':'restart'}},{'id':'r1'}]}");

        assertThat(runs.claim(Source.ACTION, 5, MINUTE, List.of()))
                .extracting(Claimed::ref)
                .containsExactly(RUN);
    }

    @Test
    void aRunThatSomebodyElseAcknowledgedIsNotOurs() throws Exception {
        bench.port.always(ACK, Answer.error(409, "conflict", "taken"));

        assertThat(runs.acknowledge(RUN)).isFalse();
        assertThat(bench.port.calls(ACK)).hasSize(1);
    }

    @Test
    void anAcknowledgementWhoseAnswerWasLostIsOurs() throws Exception {
        bench.port.once(ACK, Answer.ok("{\"ok\":true}").cut(5));
        bench.port.always(ACK, Answer.error(409, "conflict", "taken"));

        assertThat(runs.acknowledge(RUN)).isTrue();
        assertThat(bench.port.calls(ACK)).hasSize(2);
    }

    @Test
    void anAcknowledgementThatAGatewayDidNotAnswerIsOurs() throws Exception {
        bench.port.once(ACK, Answer.error(504, "gateway_timeout", "slow"));
        bench.port.always(ACK, Answer.error(409, "conflict", "taken"));

        assertThat(runs.acknowledge(RUN)).isTrue();
    }

    @Test
    void whoeverAcknowledgedLongAfterTheLostAnswerIsNotKnown() throws Exception {
        bench.port.once(ACK, Answer.error(504, "gateway_timeout", "slow"));
        bench.port.once(ACK, Answer.error(429, "too_many", "later").with("Retry-After", "45"));
        bench.port.always(ACK, Answer.error(409, "conflict", "taken"));

        assertThatThrownBy(() -> runs.acknowledge(RUN)).isInstanceOf(CatalogException.class);
    }

    @Test
    void reportsTheEndWithALineAndLinks() throws Exception {
        assertThat(runs.ended(
                        RUN, true, "restarted a", List.of(URI.create("https://ci/1"), URI.create("https://ci/2"))))
                .isTrue();

        assertThat(bench.port.calls("POST /v1/actions/runs/r1/logs").getLast().body())
                .isEqualTo(json("{'message':'restarted a'}"));
        assertThat(sent().body()).isEqualTo(json("{'link':['https://ci/1','https://ci/2'],'status':'SUCCESS'}"));
    }

    @Test
    void reportsTheEndOfANode() throws Exception {
        assertThat(runs.ended(NODE, false, "no such host", List.of())).isTrue();

        assertThat(bench.port
                        .calls("POST /v1/workflows/nodes/runs/n1/logs")
                        .getLast()
                        .body())
                .isEqualTo(json("{'logs':[{'level':'ERROR','message':'no such host'}]}"));
        assertThat(sent().body()).isEqualTo(json("{'status':'COMPLETED','result':'FAILED'}"));
    }

    @Test
    void aRunThatIsOverOrUnknownNeedsNoReport() throws Exception {
        bench.port.once("PATCH /v1/actions/runs/r1", Answer.error(422, "run_finished", "over"));
        assertThat(runs.ended(RUN, true, "", List.of())).isFalse();

        bench.port.once("PATCH /v1/actions/runs/r1", Answer.error(404, "not_found", "unknown"));
        assertThat(runs.ended(RUN, true, "", List.of())).isFalse();

        bench.port.once("PATCH /v1/actions/runs/r1", Answer.error(403, "forbidden", "no"));
        assertThatThrownBy(() -> runs.ended(RUN, true, "", List.of())).isInstanceOf(CatalogException.class);
    }

    @Test
    void endsARunAlsoIfItsLogTakesNoLine() throws Exception {
        bench.port.always("POST /v1/actions/runs/r1/logs", Answer.error(422, "invalid", "no"));

        assertThat(runs.ended(RUN, false, "why", List.of())).isTrue();
    }

    @Test
    void masksWhatLooksLikeASecretInLines() throws Exception {
        runs.log(NODE, Level.WARNING, "cloned https://me:hunter2@git.example/x");

        assertThat(sent().body()).isEqualTo(json("{'logs':[{'level':'WARN','message':'cloned [REDACTED]'}]}"));
    }

    @Test
    void findsTheRunOfThisInstallationThatGoesOn() throws Exception {
        answer(
                "GET /v1/actions/runs",
                "{'runs':[{'id':'r7','status':'IN_PROGRESS','payload':{'installationId':'other'}},"
                        + "{'id':'r8','status':'SUCCESS','payload':{'installationId':'mini-1'}},"
                        + "{'id':'r9','status':'IN_PROGRESS','payload':{'installationId':'mini-1'}}]}");
        assertThat(runs.find("42")).contains(new Ref(Source.ACTION, "r9"));

        answer("GET /v1/actions/runs", "{'runs':[]}");
        answer("GET /v1/workflows/nodes/runs", "{'nodeRuns':[{'identifier':'n1','status':'IN_PROGRESS'}]}");
        assertThat(runs.find("42")).contains(NODE);

        answer("GET /v1/workflows/nodes/runs", "{'nodeRuns':[]}");
        assertThat(runs.find("42")).isEmpty();
    }

    @Test
    void aPersonsCredentialsAreHandedNoRuns() throws Exception {
        bench.port.claims = "." + claims("{\"isMachine\":false}") + ".";
        assertThat(bench.installation.actions()).isEmpty();
    }

    @Test
    void aMachinesCredentialsAreHandedRuns() throws Exception {
        bench.port.claims = "." + claims("{\"isMachine\":true}") + ".";
        assertThat(bench.installation.actions()).isPresent();
    }

    private static String claims(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode properties() {
        return FakePort.JSON.createObjectNode().put("host", "a");
    }

    private void answer(String request, String body) throws IOException {
        bench.port.always(request, Answer.ok(json(body).toString()));
    }
}
