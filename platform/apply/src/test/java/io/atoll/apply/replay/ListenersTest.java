package io.atoll.apply.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.actions.internal.ReplayedActions;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.Listening;
import io.atoll.apply.internal.PortCatalog;
import io.atoll.apply.internal.Recordings;
import io.atoll.apply.internal.Recordings.Sent;
import io.atoll.apply.internal.client.Eventually;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.replay.Parts.One;
import io.atoll.engine.internal.ReplayedEngine;
import io.atoll.ledger.internal.ReplayedLedger;
import io.atoll.map.internal.JqMapper;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog.Topic;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.pipeline.RecordSync.RecordChange;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.pipeline.Triggers.Changelog;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionResult;
import io.atoll.sync.internal.InstanceRecords;
import io.atoll.sync.internal.Stages;
import io.atoll.trigger.internal.ReplayedTriggers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the catalog is asked by each listener. Where Ocean was recorded with it, the requests are those that were recorded, but for the
 * differences that {@code deviations.tsv} lists with their reasons; else they are those that are described of it.
 */
@Timeout(120)
class ListenersTest {

    private static final IntegrationId ID = Bench.AGENT.id();
    private static final Terms TERMS = new Terms(
            Terms.USUAL.origin(), Terms.USUAL.initialize(), false, Terms.USUAL.heartbeat(), Terms.USUAL.account());
    private static final Integration INTEGRATION =
            new Integration(ID, "Mini", "1.2.3", State.READY, "", "mini~mini-1.yaml", true, null, "", TERMS);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What is sent again and again. */
    private static final String CLAIM = "/runs/claim-pending";

    /** What is sent as time goes by. */
    private static final String HEARTBEAT = "/heartbeat";

    private static final String FIND = "GET /v1/integration/mini-1";
    private static final String ASK = FIND + "/resync-request";
    private static final String STATE = "PATCH /v1/integration/mini-1/resync-state";

    @TempDir
    Path data;

    private FakePort port;
    private PortCatalog catalog;
    private ReplayedLedger ledger;
    private Mini source;
    private One integrations;
    private SyncEngine engine;

    @BeforeEach
    void open() throws Exception {
        port = new FakePort();
        port.secret = "csecret";
        port.claims = "."
                + Base64.getUrlEncoder().encodeToString("{\"isMachine\":true}".getBytes(StandardCharsets.UTF_8)) + ".";
        catalog = Parts.catalog(port.url(), data);
        ledger = new ReplayedLedger(data.resolve("ledger"));
        source = new Mini(4);
        build();
    }

    private void build() {
        integrations = new One(
                INTEGRATION,
                new Defaults(List.of(FakePort.JSON.createObjectNode().put("identifier", "bpA")), null));
        engine = ReplayedEngine.over(
                integrations, source, JqMapper.standard(), Parts.reconciler(data), catalog, ledger.ledger(), data);
    }

    @AfterEach
    void close() {
        catalog.close();
        ledger.close();
        port.close();
    }

    @Test
    void onceAndIncremental() throws Exception {
        source = Mini.incremental();
        build();
        Scenario.INCREMENTAL.prepare(port);
        Listening.tell(catalog, ID, true, false, new Changelog.Nowhere());

        assertThat(engine.await(engine.incremental(ID, new Trigger.Once()), PATIENCE)
                        .orElseThrow()
                        .endedAt())
                .isPresent();

        compareWith(Scenario.INCREMENTAL);
    }

    @Test
    void liveEvents() throws Exception {
        Scenario.LIVE_EVENTS.prepare(port);
        port.always("POST /v1/blueprints/bpB/entities/bulk", FakePort::acknowledged);
        Listening.tell(catalog, ID, false, false, new Changelog.Nowhere());
        var stages =
                new Stages(integrations, catalog, JqMapper.standard(), Parts.reconciler(data), ledger.ledger(), engine);

        var session = new InstanceRecords(stages).open(ID);
        var changes = new ArrayList<RecordChange>();
        for (Resource resource : session.resources()) {
            changes.add(changed(resource, "{'id':'1','x':'q','arr':[{'k':1},{'k':2}]}"));
            changes.add(changed(resource, "{'id':'2','x':'q','arr':[{'k':9}]}"));
            changes.add(new RecordChange(resource, Bench.json("{'id':'3','arr':[{'k':5}]}"), true));
        }
        assertThat(session.write(changes).failures()).isEmpty();

        compareWith(Scenario.LIVE_EVENTS);
    }

    private static RecordChange changed(Resource resource, String record) throws Exception {
        return new RecordChange(resource, Bench.json(record), false);
    }

    @Test
    void actions() throws Exception {
        Scenario.ACTIONS.prepare(port);
        port.always("POST /v1/workflows/runs/claim-pending", Answer.ok("{\"ok\":true,\"nodeRuns\":[]}"));
        port.always("POST /v1/actions/runs/claim-pending", Answer.ok("{\"ok\":true,\"runs\":[]}"));
        port.once(
                "POST /v1/actions/runs/claim-pending",
                Answer.ok(Bench.json("{'ok':true,'runs':[" + run("r1", "do") + "," + run("r2", "fail") + ","
                                + run("r3", "other") + "]}")
                        .toString()));
        Listening.tell(catalog, ID, false, true, new Changelog.Nowhere());
        var known = catalog.install(INTEGRATION, integrations.what());
        assertThat(known.installed()).isTrue();

        try (var actions = new ReplayedActions(
                ID,
                Map.of("do", run -> new ActionResult.Succeeded("done", List.of()), "fail", run -> {
                    throw new Unexpected("nope");
                }),
                integrations,
                catalog,
                data)) {
            Eventually.isTrue(() -> ended("r1") && ended("r2") && ended("r3") && actions.idle());
        }

        compareWith(Scenario.ACTIONS);
    }

    private static String run(String id, String action) {
        return "{'id':'" + id + "','status':'IN_PROGRESS','action':{'identifier':'" + action + "'},'payload':"
                + "{'type':'INTEGRATION_ACTION','installationId':'mini-1','integrationActionType':'" + action
                + "','integrationActionExecutionProperties':{}}}";
    }

    private boolean ended(String run) {
        return !port.calls("PATCH /v1/actions/runs/" + run).isEmpty();
    }

    @Test
    void webhookWithASecondWishDuringARun() throws Exception {
        Scenario.WEBHOOK.prepare(port);
        Listening.tell(catalog, ID, false, false, new Changelog.Webhook("http://example.com/resync"));
        var triggers = triggers("WEBHOOK");

        triggers.hear("POST by a token");
        assertThat(source.awaitReading()).isTrue();
        triggers.hear("POST by a token");
        awaitRuns(2);

        compareWith(Scenario.WEBHOOK);
    }

    @Test
    void pollingAsksForWishesAndRunsOnceForEach() throws Exception {
        Scenario.ACTIONS.prepare(port);
        var triggers = triggers("POLLING");
        wish("null");

        triggers.look();
        assertThat(said()).containsExactly("POST /v1/auth/access_token", FIND, ASK);

        wish("{'updatedAt':'2026-05-05T00:00:00.000Z'}");
        triggers.look();
        awaitRuns(1);
        assertThat(said())
                .startsWith(FIND, ASK)
                .containsSubsequence(STATE, "POST /v1/blueprints/entities/datasource-entities", STATE);

        triggers.look();
        triggers.look();
        assertThat(said()).containsExactly(FIND, ASK, FIND, FIND, ASK, FIND);
        assertThat(engine.recent(2)).hasSize(1);

        wish("{'updatedAt':'2026-05-05T00:00:00.001Z'}");
        triggers.look();
        awaitRuns(2);
        assertThat(said()).startsWith(FIND, ASK).contains(STATE);
    }

    private void wish(String request) throws Exception {
        port.always(
                ASK,
                Answer.ok(Bench.json("{'ok':true,'request':" + request + "}").toString()));
    }

    @Test
    void kafkaIsToldToTheCatalogAndAskedWhereItIs() throws Exception {
        Scenario.ACTIONS.prepare(port);
        Listening.tell(catalog, ID, false, false, new Changelog.Kafka());
        port.always(
                "GET /v1/kafka-credentials",
                Answer.ok("{\"ok\":true,\"credentials\":{\"username\":\"u\",\"password\":\"p\"}}"));
        port.always("GET /v1/organization", Answer.ok("{\"ok\":true,\"organization\":{\"id\":\"org\"}}"));

        var installation = catalog.install(INTEGRATION, Defaults.NONE);
        assertThat(port.calls("PATCH /v1/integration/mini-1").getFirst().body().path("changelogDestination"))
                .isEqualTo((Object) Bench.json("{'type':'KAFKA'}"));
        said();

        assertThat(installation.topic()).hasValue(new Topic("org.change.log", false, "org.mini.mini-1", "u", "p"));
        assertThat(said()).containsExactly("GET /v1/kafka-credentials", "GET /v1/organization");
        port.always(
                "GET /v1/organization",
                Answer.ok("{\"ok\":true,\"organization\":{\"id\":\"org\",\"featureFlags\":"
                        + "[\"OCEAN_KAFKA_INTEGRATION_RESYNC_REQUESTS_TOPIC_ENABLED\"]}}"));
        assertThat(installation.topic())
                .hasValue(new Topic("org.integration.resync.requests", true, "org.mini.mini-1", "u", "p"));
    }

    @Test
    void listenersWithoutRunsAskNothing() throws Exception {
        Scenario.ACTIONS.prepare(port);

        for (String type : List.of("WEBHOOKS_ONLY", "ACTIONS_ONLY")) {
            triggers(type).look();
        }

        assertThat(port.requests).isEmpty();
    }

    private void awaitRuns(int count) throws InterruptedException {
        Eventually.isTrue(() -> engine.recent(count + 1).size() == count);
        for (RunReport run : engine.recent(count)) {
            assertThat(engine.await(run.id(), PATIENCE).orElseThrow().endedAt()).isPresent();
        }
    }

    /** What was asked since it was asked for the last time. */
    private List<String> said() {
        var all = port.requests.stream().map(Object::toString).toList();
        port.requests.clear();
        return all;
    }

    private ReplayedTriggers triggers(String type) throws Exception {
        return new ReplayedTriggers(
                ID,
                Map.of("type", type, "interval", 0, "resyncOnStart", false),
                integrations,
                source,
                engine,
                catalog,
                ledger.ledger(),
                JqMapper.standard(),
                data);
    }

    private void compareWith(Scenario scenario) throws Exception {
        List<Sent> recorded = Recordings.find().read(scenario.recording()).stream()
                .map(Sent::of)
                .toList();
        List<Sent> ours = port.requests.stream().map(Sent::of).toList();
        assertThat(Comparison.of(once(recorded), once(ours)))
                .containsExactlyInAnyOrderElementsOf(Deviations.of(scenario.recording()));
    }

    /** The requests, of the claims the first of each sort, and none that time brings. */
    private static List<Sent> once(List<Sent> requests) {
        var claims = new HashSet<String>();
        return requests.stream()
                .filter(one -> !one.uri().endsWith(HEARTBEAT))
                .filter(one -> !one.uri().endsWith(CLAIM) || claims.add(one.uri()))
                .toList();
    }
}
