package io.atoll.apply.internal.endpoint;

import static io.atoll.apply.internal.Bench.OPTIONS;
import static io.atoll.apply.internal.Bench.entity;
import static io.atoll.apply.internal.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.WorkflowRuns.Level;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations.Origin;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints of which there is no recording; the others are in {@code EveryRecordedRequestTest}. */
@Timeout(60)
class EndpointsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.5Z");

    private Bench bench;
    private Session session;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench();
        session = bench.session;
        bench.port.otherwise = any -> Answer.ok("{\"ok\":true}");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void answer(String request, String body) throws IOException {
        bench.port.always(request, Answer.ok(json(body).toString()));
    }

    private void refuse(String request, int status, String code) {
        bench.port.always(request, Answer.error(status, code, "words"));
    }

    private Request sent() {
        return bench.port.calls().getLast();
    }

    private void assertSent(String request, String body) throws IOException {
        assertThat(sent().method() + " " + sent().uri()).isEqualTo(request);
        assertThat(sent().body()).isEqualTo(json(body));
    }

    private void assertSent(String request) {
        assertThat(sent().method() + " " + sent().uri()).isEqualTo(request);
        assertThat(sent().text()).isEmpty();
    }

    @Test
    void letsTheCatalogCreateTheFirstResources() throws Exception {
        new IntegrationRecord(session)
                .create(json("{}"), Origin.CATALOG, new Abilities(true, true, Abilities.Changes.KAFKA));

        assertSent(
                "POST /v1/integration?integration_modes=create_resources",
                "{'installationId':'mini-1','installationAppType':'mini','version':'1.2.3',"
                        + "'changelogDestination':{'type':'KAFKA'},'config':{},'actionsProcessingEnabled':true,"
                        + "'incrementalSyncEnabled':true,'createPortResourcesOrigin':'Port'}");
    }

    @Test
    void replacesAMappingQuietly() throws Exception {
        new IntegrationRecord(session).mapQuietly(json("{'resources':[]}"));

        assertSent("PATCH /v1/integration/mini-1/config", "{'config':{'resources':[]}}");
        assertThat(sent().headers()).containsEntry("X-skip-resync", "true");
    }

    @Test
    void asksWhetherSomebodyWantsARun() throws Exception {
        IntegrationRecord record = new IntegrationRecord(session);
        answer("GET /v1/integration/mini-1/resync-request", "{'ok':true,'request':null}");
        assertThat(record.requested()).isEmpty();

        answer(
                "GET /v1/integration/mini-1/resync-request",
                "{'ok':true,'request':{'updatedAt':'2026-11-21T12:00:00.000Z'}}");
        assertThat(record.requested()).contains("2026-11-21T12:00:00.000Z");
    }

    @Test
    void tellsWhenTheNextRunIsDue() throws Exception {
        answer(
                "PATCH /v1/integration/mini-1/resync-state",
                "{'ok':true,'integration':{'resyncState':{'updatedAt':'2026-11-21T12:00:01.000Z'}}}");

        Optional<String> noted = new IntegrationRecord(session)
                .ended(
                        "completed",
                        NOON,
                        new Schedule(Optional.of(NOON.plusSeconds(60)), Optional.of(Duration.ofHours(2))));

        assertThat(noted).contains("2026-11-21T12:00:01.000Z");
        assertSent(
                "PATCH /v1/integration/mini-1/resync-state",
                "{'status':'completed','lastResyncEnd':'2026-11-21T12:00:00.500000+00:00',"
                        + "'nextResync':'2026-11-21T12:01:00.500000+00:00','intervalInMinuets':120}");
    }

    @Test
    void deletesARecordEvenTwice() throws Exception {
        new IntegrationRecord(session).delete();
        refuse("DELETE /v1/integration/mini-1", 404, "not_found");
        new IntegrationRecord(session).delete();

        assertSent("DELETE /v1/integration/mini-1");
    }

    @Test
    void deletesABlueprintWithItsEntities() throws Exception {
        answer("DELETE /v1/blueprints/a%2Fb/all-entities", "{'ok':true,'migrationId':'m1'}");
        answer("GET /v1/migrations/m1", "{'ok':true,'migration':{'status':'RUNNING'}}");
        Blueprints blueprints = new Blueprints(session);

        assertThat(blueprints.deleteWithEntities("a/b", Occasion.resync("r"))).isEqualTo("m1");
        assertSent(
                "DELETE /v1/blueprints/a%2Fb/all-entities?delete_blueprint=true&ocean_info_event_type=resync&ocean_info_resync_id=r");
        assertThat(blueprints.migration("m1")).isEqualTo("RUNNING");
    }

    @Test
    void deletesAPage() throws Exception {
        new Documents(session).deletePage("p 1");

        assertSent("DELETE /v1/pages/p%201");
    }

    @Test
    void readsTheOrganization() throws Exception {
        answer("GET /v1/organization", "{'ok':true,'organization':{'id':'org_1','featureFlags':['A','B']}}");
        answer("GET /v1/integration/provision-enabled", "{'ok':true,'integrations':['mini']}");

        assertThat(Organization.read(session)).isEqualTo(new Organization("org_1", Set.of("A", "B")));
        assertThat(Organization.provisioned(session)).containsExactly("mini");
    }

    @Test
    void readsKafkaCredentialsAndPrintsThemNot() throws Exception {
        answer("GET /v1/kafka-credentials", "{'ok':true,'credentials':{'username':'u','password':'hunter2'}}");
        assertThat(Organization.KafkaCredentials.read(session)).hasValueSatisfying(credentials -> {
            assertThat(credentials.password()).isEqualTo("hunter2");
            assertThat(credentials.toString()).doesNotContain("hunter2");
        });

        refuse("GET /v1/kafka-credentials", 404, "not_found");
        assertThat(Organization.KafkaCredentials.read(session)).isEmpty();
    }

    @Test
    void writesASingleEntity() throws Exception {
        answer("POST /v1/blueprints/bp/entities", "{'ok':true,'entity':{'identifier':'found','blueprint':'bp'}}");

        Ref ref = new Entities(session).upsert(entity("bp", "a"), OPTIONS, Occasion.liveEvent());

        assertThat(ref).isEqualTo(new Ref("bp", "found"));
        assertSent(
                "POST /v1/blueprints/bp/entities?upsert=true&merge=true&create_missing_related_entities=true"
                        + "&validation_only=false&ocean_info_event_type=http_request",
                "{'identifier':'a','blueprint':'bp','title':'T','properties':{'x':'v'}}");
        assertThat(sent().agent()).endsWith("/exporter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a%2Fb", "..", "ü\u202Ex", "a+b c?d#e", "{}[]|\\^`\""})
    void keepsAnyIdentifierInItsSegment(String identifier) throws Exception {
        new Entities(session).delete(new Ref("bp", identifier), OPTIONS, Occasion.action());

        String segment = sent().path().substring("/v1/blueprints/bp/entities/".length());
        assertThat(segment).matches("[A-Za-z0-9%._~-]+").isNotIn(".", "..");
        assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(identifier);
        assertThat(sent().query()).isEqualTo("delete_dependents=true&ocean_info_event_type=action_run");
    }

    @Test
    void searchesWithinABlueprintPageByPage() throws Exception {
        String search = "POST /v1/blueprints/bp/entities/search";
        bench.port.once(
                search,
                Answer.ok("{\"ok\":true,\"entities\":[{\"identifier\":\"a\",\"blueprint\":\"bp\"}],\"next\":\"c\"}"),
                Answer.ok("{\"ok\":true,\"entities\":[{\"identifier\":\"b\",\"blueprint\":\"bp\"}]}"));
        List<String> found = new ArrayList<>();

        new EntitySearch(session)
                .each(
                        "bp",
                        EntitySearch.named("bp", List.of("a", "b")),
                        (Entity entity) -> found.add(entity.ref().identifier()));

        assertThat(found).containsExactly("a", "b");
        assertSent(
                search,
                "{'query':{'combinator':'and','rules':[{'property':'$identifier','operator':'in','value':['a','b']},"
                        + "{'property':'$blueprint','operator':'=','value':'bp'}]},'limit':1000,'from':'c'}");
    }

    @Test
    void readsACursor() throws Exception {
        answer("GET /v1/integration/mini-1/cursor", "{'ok':true,'cursor':{'primary':'2026-11-21T12:00:00.5+00:00'}}");
        assertThat(new Cursors(session).find("k", 0)).contains(NOON);

        answer("GET /v1/integration/mini-1/cursor", "{'ok':true,'cursor':{'primary':'yesterday'}}");
        assertThatThrownBy(() -> new Cursors(session).find("k", 0))
                .hasMessageContaining("is not a moment: \"yesterday\"");
    }

    @Test
    void showsFiveExamplesAtMost() throws Exception {
        JsonNode record = json("{'a':1}");

        new Examples(session).show("a kind", List.of(record, record, record, record, record, record));

        assertThat(sent().path()).isEqualTo("/v1/integration/mini-1/kinds/a%20kind/examples");
        assertThat(sent().body().path("examples")).hasSize(5);
    }

    @Test
    void executesARunOfAnAction() throws Exception {
        ActionRuns runs = new ActionRuns(session);
        answer("POST /v1/actions/runs/claim-pending", "{'ok':true,'runs':[{'id':'r1'}]}");
        answer("GET /v1/actions/runs", "{'ok':true,'runs':[{'id':'r1'}]}");

        assertThat(runs.claim(new Claim(7, Duration.ofMinutes(1), List.of("other"))))
                .containsExactly(json("{'id':'r1'}"));
        assertSent(
                "POST /v1/actions/runs/claim-pending",
                "{'installationId':'mini-1','limit':7,'visibilityTimeoutMs':60000,'exclude':['other']}");
        runs.started("r1", List.of("https://ci/1"), "x/1");
        assertSent("PATCH /v1/actions/runs/r1", "{'link':'https://ci/1','externalRunId':'x/1'}");
        assertThat(runs.find("x/1")).contains(json("{'id':'r1'}"));
        assertSent("GET /v1/actions/runs?version=v2&external_run_id=x%2F1");
    }

    @Test
    void leavesARunToWhoAcknowledgedItFirst() throws Exception {
        refuse("PATCH /v1/actions/runs/ack", 409, "conflict");
        assertThat(new ActionRuns(session).acknowledge("r1")).isFalse();

        refuse("PATCH /v1/actions/runs/ack", 403, "forbidden");
        assertThatThrownBy(() -> new ActionRuns(session).acknowledge("r1"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("refused PATCH /v1/actions/runs/ack: 403 forbidden: words");
    }

    @Test
    void executesANodeOfAWorkflow() throws Exception {
        WorkflowRuns runs = new WorkflowRuns(session);
        answer("POST /v1/workflows/runs/claim-pending", "{'ok':true,'nodeRuns':[{'identifier':'n1'}]}");
        answer("GET /v1/workflows/nodes/runs", "{'ok':true,'nodeRuns':[{'identifier':'n1'}]}");

        assertThat(runs.claim(new Claim(7, Duration.ofMinutes(1), List.of()))).hasSize(1);
        assertThat(runs.acknowledge("n1")).isTrue();
        assertSent("PATCH /v1/workflows/runs/ack", "{'nodeRunIdentifier':'n1'}");
        assertThat(sent().headers()).containsEntry("X-port-reserved-usage", "true");
        runs.started("n1", List.of("https://ci/1"), "x1");
        assertSent(
                "PATCH /v1/workflows/nodes/runs/n1",
                "{'status':'IN_PROGRESS','externalRunId':'x1','output':{'workflowRunUrl':'https://ci/1'},'links':['https://ci/1']}");
        runs.log("n1", Level.WARN, "slow");
        assertSent("POST /v1/workflows/nodes/runs/n1/logs", "{'logs':[{'level':'WARN','message':'slow'}]}");
        runs.ended("n1", false, List.of(), null);
        assertSent("PATCH /v1/workflows/nodes/runs/n1", "{'status':'COMPLETED','result':'FAILED'}");
        runs.ended("n1", true, List.of(), json("{'o':1}"));
        assertSent("PATCH /v1/workflows/nodes/runs/n1", "{'status':'COMPLETED','result':'SUCCESS','output':{'o':1}}");
        assertThat(runs.find("x1")).isPresent();
        assertSent("GET /v1/workflows/nodes/runs?external_run_id=x1&include=nodeConfig");
        assertThat(sent().headers()).containsEntry("X-port-reserved-usage", "true");
    }

    @Test
    void appendsLogsWhereTheRecordSays() throws Exception {
        Ingest ingest =
                Ingest.of(session, json("{'logAttributes':{'ingestUrl':'" + bench.port.url() + "/logs/x?k=1'}}"));

        ingest.logs().orElseThrow().append(List.of(new LogIngest.Line("hello", "INFO", NOON, (ObjectNode)
                json("{'event_id':'e'}"))));

        assertSent(
                "POST /logs/x?k=1",
                "{'logs':[{'message':'hello','level':'INFO','timestamp':'2026-11-21T12:00:00.500000Z','extra':{'event_id':'e'}}]}");
        assertThat(ingest.metrics()).isEmpty();
        assertThat(ingest.raw()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/logs",
                "ftp://127.0.0.1/logs",
                "https://user:x@evil.example/",
                "//evil",
                "no url"
            })
    void sendsNoTokenWhereItCouldBeRead(String address) throws Exception {
        JsonNode record = json("{'logAttributes':{'ingestUrl':'" + address + "'}}");

        assertThatThrownBy(() -> Ingest.of(session, record))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("neither on its own host nor https");
    }

    @Test
    void saysWhenTheCatalogWantsNoMoreRawRecords() throws Exception {
        Ingest ingest = Ingest.of(session, json("{'ingestAttributes':{'ingestUrl':'" + bench.port.url() + "/in'}}"));
        String write = "POST /in/lake/write/integration-type/mini/integration/mini-1/sync/s/kind/a%2Fb";
        bench.port.always(write, Answer.of(409, "{\"error\":{\"code\":\"resync_stale\"}}"));
        assertThat(ingest.raw().orElseThrow().write("s", "a/b", json("{}"))).isFalse();

        refuse(write, 409, "conflict");
        assertThatThrownBy(() -> ingest.raw().orElseThrow().write("s", "a/b", json("{}")))
                .hasMessageContaining("409 conflict");
    }

    @Test
    void asksWhetherTheCatalogAbortedARun() throws Exception {
        answer("GET /v1/lifecycle/r", "{'status':'ABORTED'}");

        assertThat(new Lifecycle(session, "r").aborted()).isTrue();
    }
}
