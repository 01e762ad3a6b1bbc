package io.atoll.apply.internal;

import static io.atoll.apply.internal.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.endpoint.Abilities;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Unmapped;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Origin;
import io.atoll.pipeline.Integrations.Scorecards;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.pipeline.RunReport.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistrationTest {

    private static final String RECORD = "/v1/integration/mini-1";
    private static final Answer OK = Answer.ok("{\"ok\":true}");
    private static final String FIRST =
            "{'identifier':'a','title':'A','schema':{'properties':{}},'relations':{'b':{'target':'b'}},'mirrorProperties':{'m':{'path':'b.x'}}}";
    private static final String SECOND =
            "{'identifier':'b','title':'B','schema':{'properties':{}},'relations':{'a':{'target':'a'}},'teamInheritance':{'path':'a'}}";

    @TempDir
    private Path notes;

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench();
        bench.port.always("POST /v1/integration", OK);
        bench.port.always("PATCH " + RECORD, OK);
        bench.port.always("PATCH " + RECORD + "/config", OK);
        bench.port.always("POST /v1/blueprints", OK);
        for (String blueprint : List.of("a", "b")) {
            bench.port.always("PATCH /v1/blueprints/" + blueprint, OK);
            bench.port.always("DELETE /v1/blueprints/" + blueprint, OK);
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void known(String record) throws IOException {
        bench.port.always(
                "GET " + RECORD,
                Answer.ok(json("{'ok':true,'integration':" + record + "}").toString()));
    }

    private void register(@Nullable JsonNode mapping, Defaults defaults) throws CatalogException, InterruptedException {
        register(Terms.USUAL, mapping, defaults);
    }

    private void register(Terms terms, @Nullable JsonNode mapping, Defaults defaults)
            throws CatalogException, InterruptedException {
        new Registration(bench.session, terms, Abilities.RESYNC, new FirstInstallations(notes)).run(mapping, defaults);
    }

    private static Defaults defaults() throws IOException {
        return new Defaults(List.of(json(FIRST), json(SECOND)), json("{'resources':[]}"));
    }

    private List<String> said() {
        return bench.port.calls().stream().map(Object::toString).toList();
    }

    @Test
    void createsRecordBlueprintsAndMappingAtTheFirstTime() throws Exception {
        register(null, defaults());

        assertThat(said())
                .containsExactly(
                        "GET " + RECORD,
                        "GET /v1/integration/provision-enabled",
                        "POST /v1/integration",
                        "PATCH " + RECORD,
                        "GET /v1/blueprints/a",
                        "GET /v1/blueprints/b",
                        "POST /v1/blueprints",
                        "POST /v1/blueprints",
                        "PATCH /v1/blueprints/a",
                        "PATCH /v1/blueprints/b",
                        "PATCH /v1/blueprints/a",
                        "PATCH " + RECORD);
        assertThat(bench.port.calls("POST /v1/integration").getFirst().text())
                .isEqualTo("{\"installationId\":\"mini-1\",\"installationAppType\":\"mini\",\"version\":\"1.2.3\","
                        + "\"changelogDestination\":{},\"config\":{\"resources\":[]},\"actionsProcessingEnabled\":false,"
                        + "\"incrementalSyncEnabled\":false,\"createPortResourcesOrigin\":\"Default\"}");
        assertThat(bench.port.calls("PATCH " + RECORD).getLast().text())
                .isEqualTo("{\"arePortResourcesInitialized\":true,\"version\":\"1.2.3\"}");
    }

    @Test
    void createsBlueprintsInStagesSoThatTheyMayReferToOneAnother() throws Exception {
        register(null, defaults());

        assertThat(bench.port.calls("POST /v1/blueprints"))
                .extracting(FakePort.Request::body)
                .containsExactly(
                        json("{'identifier':'a','title':'A','schema':{'properties':{}}}"),
                        json("{'identifier':'b','title':'B','schema':{'properties':{}}}"));
        assertThat(bench.port.calls("PATCH /v1/blueprints/a"))
                .extracting(FakePort.Request::body)
                .containsExactly(
                        json(
                                "{'identifier':'a','title':'A','schema':{'properties':{}},'relations':{'b':{'target':'b'}}}"),
                        json(FIRST));
        assertThat(bench.port.calls("PATCH /v1/blueprints/b"))
                .extracting(FakePort.Request::body)
                .containsExactly(json(SECOND));
        assertThat(bench.port.calls("POST /v1/blueprints"))
                .extracting(FakePort.Request::agent)
                .containsOnly("port-ocean/mini/1.2.3/mini-1/exporter");
    }

    @Test
    void createsNoBlueprintIfOneOfThemExists() throws Exception {
        bench.port.always("GET /v1/blueprints/b", Answer.ok("{\"ok\":true,\"blueprint\":{}}"));

        register(null, defaults());

        assertThat(said()).doesNotContain("POST /v1/blueprints").endsWith("PATCH " + RECORD);
    }

    @Test
    void takesBackWhatItCreatedWhenABlueprintIsRefused() throws Exception {
        bench.port.always("PATCH /v1/blueprints/b", Answer.error(422, "invalid", "no team a"));

        assertThatThrownBy(() -> register(null, defaults()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("default blueprints of mini~mini-1 could not be created")
                .hasMessageContaining("PATCH /v1/blueprints/b: 422 invalid: no team a")
                .hasMessageNotContaining("by hand");

        assertThat(said()).endsWith("DELETE /v1/blueprints/b", "DELETE /v1/blueprints/a");
    }

    @Test
    void takesBackABlueprintOfWhichItIsNotKnownWhetherItWasCreated() throws Exception {
        bench.port.once(
                "POST /v1/blueprints",
                OK,
                Answer.ok("{\"ok\":true,\"blueprint\":{}}").cut(3));

        assertThatThrownBy(() -> register(null, defaults()))
                .hasMessageContaining("POST /v1/blueprints has no usable answer");

        assertThat(said()).endsWith("DELETE /v1/blueprints/b", "DELETE /v1/blueprints/a");
    }

    @Test
    void goesOnWithARecordThatWasCreatedThoughTheAnswerWasLost() throws Exception {
        bench.port.once("GET " + RECORD, Answer.error(404, "not_found", "no such integration"));
        bench.port.once(
                "POST /v1/integration",
                Answer.ok("{\"ok\":true,\"integration\":{}}").cut(3));
        known("{'config':{'resources':[]}}");

        register(null, defaults());

        assertThat(said()).contains("POST /v1/blueprints").endsWith("PATCH " + RECORD);
        assertThat(bench.port.calls("POST /v1/integration")).hasSize(1);
    }

    @Test
    void failsWhenTheRecordWasNotCreated() {
        bench.port.always(
                "POST /v1/integration",
                Answer.ok("{\"ok\":true,\"integration\":{}}").cut(3));

        assertThatThrownBy(() -> register(null, defaults()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("POST /v1/integration has no usable answer after 1 attempt");
    }

    @Test
    void tellsTheCatalogThatMappingIsDoneHere() throws Exception {
        known(
                "{'installationAppType':'mini','version':'1.2.3','processingMode':'dsp','config':{'resources':[1]},'arePortResourcesInitialized':true}");

        register(null, defaults());

        assertThat(bench.port
                        .calls("PATCH " + RECORD)
                        .getFirst()
                        .body()
                        .path("processingMode")
                        .asText())
                .isEqualTo("ocean-core");
    }

    @Test
    void namesWhatItCouldNotTakeBack() throws Exception {
        bench.port.once("POST /v1/blueprints", OK, Answer.error(422, "invalid", "no"));
        bench.port.always("DELETE /v1/blueprints/a", Answer.error(403, "forbidden", "no"));

        assertThatThrownBy(() -> register(null, defaults()))
                .hasMessageEndingWith("delete these by hand, as they could not be taken back: a");
    }

    @Test
    void changesNothingWhereAllIsUpToDate() throws Exception {
        known(
                "{'installationAppType':'mini','version':'1.2.3','config':{'resources':[1]},'changelogDestination':{},'arePortResourcesInitialized':true}");

        register(null, defaults());

        assertThat(said()).containsExactly("GET " + RECORD);
    }

    @Test
    void tellsTheCatalogANewVersion() throws Exception {
        known(
                "{'installationAppType':'mini','version':'1.0.0','config':{'resources':[1]},'arePortResourcesInitialized':true}");

        register(null, defaults());

        assertThat(bench.port.calls("PATCH " + RECORD))
                .singleElement()
                .satisfies(
                        call -> assertThat(call.body())
                                .isEqualTo(
                                        json(
                                                "{'installationAppType':'mini','actionsProcessingEnabled':false,'incrementalSyncEnabled':false,'changelogDestination':{},'processingMode':'ocean-core','version':'1.2.3'}")));
    }

    @Test
    void replacesAMappingThatTheConfigurationBrings() throws Exception {
        known(
                "{'installationAppType':'mini','version':'1.2.3','config':{'resources':[1]},'arePortResourcesInitialized':true}");

        register(json("{'resources':[2]}"), defaults());

        assertThat(bench.port.calls("PATCH " + RECORD + "/config").getFirst().body())
                .isEqualTo(json("{'config':{'resources':[2]}}"));
    }

    @Test
    void asksForNoRunWhenItReplacesAMapping() throws Exception {
        known(
                "{'installationAppType':'mini','version':'1.2.3','config':{'resources':[1]},'arePortResourcesInitialized':true}");

        register(json("{'resources':[2]}"), defaults());

        assertThat(bench.port.calls("PATCH " + RECORD + "/config").getFirst().headers())
                .containsEntry("X-skip-resync", "true");
    }

    @Test
    void leavesAMappingThatIsTheSameButForTheFormOfItsNumbers() throws Exception {
        known(
                "{'installationAppType':'mini','version':'1.2.3','config':{'t':1.0,'s':0.90},'arePortResourcesInitialized':true}");

        register(json("{'s':0.9,'t':1}"), defaults());

        assertThat(said()).containsExactly("GET " + RECORD);
    }

    @Test
    void keepsAnEmptyMappingThatSomebodyWants() throws Exception {
        known("{'installationAppType':'mini','version':'1.2.3','config':{},'arePortResourcesInitialized':true}");

        register(null, defaults());

        assertThat(said()).containsExactly("GET " + RECORD);
    }

    @Test
    void finishesAFirstInstallationThatBrokeOff() throws Exception {
        known("{'installationAppType':'mini','version':'1.2.3','config':{}}");

        register(null, defaults());

        assertThat(said())
                .contains("PATCH " + RECORD + "/config", "POST /v1/blueprints")
                .endsWith("PATCH " + RECORD);
    }

    @Test
    void leavesBlueprintsAloneThatTheCatalogProvides() throws Exception {
        known(
                "{'installationAppType':'mini','version':'1.2.3','config':{'resources':[1]},'createPortResourcesOrigin':'Port'}");

        register(null, defaults());

        assertThat(said()).containsExactly("GET " + RECORD);
    }

    private static Terms terms(@Nullable Origin origin, boolean initialize) {
        return new Terms(Optional.ofNullable(origin), initialize, true, Duration.ofSeconds(10), Optional.empty());
    }

    private void provisions(String features) throws IOException {
        bench.port.always(
                "GET /v1/integration/provision-enabled",
                Answer.ok(json("{'ok':true,'integrations':['mini']}").toString()));
        bench.port.always(
                "GET /v1/organization",
                Answer.ok(json("{'ok':true,'organization':{'id':'o','featureFlags':[" + features + "]}}")
                        .toString()));
    }

    private static Defaults everything() throws IOException {
        return new Defaults(
                List.of(json(FIRST)),
                List.of(json("{'identifier':'act'}")),
                List.of(new Scorecards("a", List.of(json("{'identifier':'sc1'}"), json("{'identifier':'sc2'}")))),
                List.of(json("{'identifier':'pg'}")),
                json("{'resources':[]}"));
    }

    @Test
    void createsActionsScorecardsAndPagesAfterTheBlueprints() throws Exception {
        for (String request : List.of("actions", "blueprints/a/scorecards", "pages")) {
            bench.port.always("POST /v1/" + request, OK);
        }

        register(null, everything());

        assertThat(said())
                .endsWith(
                        "PATCH /v1/blueprints/a",
                        "POST /v1/actions",
                        "POST /v1/blueprints/a/scorecards",
                        "POST /v1/blueprints/a/scorecards",
                        "POST /v1/pages",
                        "PATCH " + RECORD);
        assertThat(bench.port.calls("POST /v1/blueprints/a/scorecards"))
                .extracting(FakePort.Request::body)
                .containsExactly(json("{'identifier':'sc1'}"), json("{'identifier':'sc2'}"));
        assertThat(bench.port.calls("POST /v1/actions"))
                .extracting(FakePort.Request::agent)
                .containsOnly("port-ocean/mini/1.2.3/mini-1");
    }

    @Test
    void isInstalledThoughTheCatalogHasSuchAnActionOrRefusesAPage() throws Exception {
        bench.port.always("POST /v1/actions", Answer.error(409, "identifier_taken", "taken"));
        bench.port.always("POST /v1/blueprints/a/scorecards", OK);
        bench.port.always("POST /v1/pages", Answer.error(422, "invalid", "no"));

        register(null, everything());

        assertThat(said()).endsWith("POST /v1/pages", "PATCH " + RECORD);
        assertThat(said()).filteredOn(call -> call.startsWith("DELETE")).isEmpty();
    }

    @Test
    void createsNoActionWhereABlueprintExists() throws Exception {
        bench.port.always("GET /v1/blueprints/a", Answer.ok("{\"ok\":true,\"blueprint\":{}}"));

        register(null, everything());

        assertThat(said()).noneMatch(call -> call.startsWith("POST /v1/") && !call.equals("POST /v1/integration"));
    }

    @Test
    void leavesTheFirstBlueprintsToACatalogThatMakesThem() throws Exception {
        provisions("'USE_PROVISIONED_DEFAULTS'");
        bench.port.once(
                "GET " + RECORD,
                Answer.error(404, "not_found", "no such integration"),
                Answer.ok("{\"integration\":{\"config\":{}}}"),
                Answer.ok("{\"integration\":{\"config\":{}}}"),
                Answer.ok("{\"integration\":{\"config\":{\"resources\":[1]}}}"));

        register(null, everything());

        assertThat(said())
                .containsExactly(
                        "GET " + RECORD,
                        "GET /v1/integration/provision-enabled",
                        "GET /v1/organization",
                        "POST /v1/integration",
                        "PATCH " + RECORD,
                        "GET " + RECORD,
                        "GET " + RECORD,
                        "GET " + RECORD);
        assertThat(bench.port.calls("POST /v1/integration").getFirst())
                .satisfies(call -> assertThat(call.query()).isEqualTo("integration_modes=create_resources"))
                .satisfies(call -> assertThat(call.body().path("config")).isEmpty())
                .satisfies(call -> assertThat(
                                call.body().path("createPortResourcesOrigin").asText())
                        .isEqualTo("Port"));
        assertThat(bench.time.pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    @Test
    void doesNotWaitForeverForAMappingThatTheCatalogMakes() throws Exception {
        known("{'installationAppType':'mini','version':'1.2.3','config':{},'createPortResourcesOrigin':'Port'}");

        assertThatThrownBy(() -> register(null, everything()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("has not yet made the first mapping of mini~mini-1");

        assertThat(bench.time.pauses)
                .extracting(Duration::toSeconds)
                .containsExactly(3L, 4L, 6L, 9L, 13L, 20L, 31L, 48L, 74L);
    }

    @Test
    void makesThemItselfWhereTheFeatureIsOffOrTheConfigurationSaysSo() throws Exception {
        provisions("");

        register(null, defaults());

        assertThat(said()).contains("GET /v1/organization", "POST /v1/blueprints");
        bench.port.requests.clear();

        register(terms(Origin.INTEGRATION, true), null, defaults());

        assertThat(said())
                .contains("POST /v1/blueprints")
                .doesNotContain("GET /v1/organization", "GET /v1/integration/provision-enabled");
    }

    @Test
    void makesNothingWhereNobodyIsToMakeIt() throws Exception {
        register(terms(Origin.NOBODY, true), null, everything());

        assertThat(said())
                .containsExactly("GET " + RECORD, "POST /v1/integration", "PATCH " + RECORD, "PATCH " + RECORD);
        JsonNode posted = bench.port.calls("POST /v1/integration").getFirst().body();
        assertThat(posted.path("config")).isEqualTo((Object) json("{'resources':[]}"));
        assertThat(posted.path("createPortResourcesOrigin").asText()).isEqualTo("Empty");
        assertThat(bench.port.calls("PATCH " + RECORD).getLast().body())
                .isEqualTo(json("{'arePortResourcesInitialized':true,'version':'1.2.3'}"));
    }

    @Test
    void givesAnEmptyRecordOfNobodyAMappingWithoutResources() throws Exception {
        known("{'installationAppType':'mini','version':'1.2.3','config':{},'createPortResourcesOrigin':'Empty'}");

        register(null, everything());

        assertThat(bench.port.calls("PATCH " + RECORD).getLast().body())
                .isEqualTo(json("{'config':{'resources':[]},'arePortResourcesInitialized':true,'version':'1.2.3'}"));
    }

    @Test
    void registersWithTheMappingAloneIfNothingIsToBeInitialized() throws Exception {
        register(terms(null, false), null, everything());

        assertThat(said())
                .containsExactly(
                        "GET " + RECORD,
                        "GET /v1/integration/provision-enabled",
                        "POST /v1/integration",
                        "PATCH " + RECORD);
        assertThat(bench.port.calls("POST /v1/integration").getFirst().body().path("config"))
                .isEqualTo(json("{'resources':[]}"));
    }

    @Test
    void keepsItsHandsOffAnInstallationThatTheCatalogRuns() throws Exception {
        known("{'installationAppType':'mini','version':'1.0.0','installationType':'Saas','config':{'resources':[1]}}");

        assertThatThrownBy(() -> register(null, defaults()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("as an installation of type Saas");

        assertThat(said()).containsExactly("GET " + RECORD);
    }

    @Test
    void tellsWhenTheMappingIsMissing() throws Exception {
        assertThatThrownBy(() -> bench.installation.mapping())
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("does not know mini~mini-1");
        known("{'config':{}}");
        assertThatThrownBy(() -> bench.installation.mapping())
                .isInstanceOf(Unmapped.class)
                .hasMessageContaining("mini~mini-1 has no mapping");
        known("{'config':null}");
        assertThatThrownBy(() -> bench.installation.mapping()).hasMessageContaining("has no mapping");
        known("{'config':{'resources':[]}}");
        assertThat(bench.installation.mapping()).isEqualTo(json("{'resources':[]}"));
    }

    @Test
    void notesHowARunStands() throws Exception {
        bench.port.always("PATCH " + RECORD + "/resync-state", OK);
        known("{}");

        bench.installation.runStarted(Bench.report("r", Status.RUNNING));
        bench.installation.runEnded(Bench.report("r", Status.INTERRUPTED));

        assertThat(bench.port.calls())
                .filteredOn(request -> request.method().equals("PATCH"))
                .extracting(FakePort.Request::text)
                .containsExactly(
                        "{\"status\":\"running\",\"lastResyncEnd\":null,\"lastResyncStart\":\"2026-11-21T16:23:16.303299+00:00\","
                                + "\"nextResync\":null,\"intervalInMinuets\":null}",
                        "{\"status\":\"aborted\",\"lastResyncEnd\":\"2026-11-21T16:23:16.303299+00:00\","
                                + "\"nextResync\":null,\"intervalInMinuets\":null}");
    }
}
