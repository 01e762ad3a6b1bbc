package io.atoll.octopus.internal;

import static io.atoll.octopus.internal.OctopusServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.octopus.internal.ResourceResync.ResourceSelector;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.Fault;
import io.atoll.tck.KindRequest;
import io.atoll.tck.LocalClients;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Responder;
import io.atoll.tck.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked of Octopus for each kind, and which records come of it. */
@Timeout(120)
class ResyncTest {

    private final OctopusServer server = new OctopusServer();
    private final LocalClients clients = LocalClients.hasty();
    private final Octopus octopus = new Octopus(server.address() + "/", OctopusServer.KEY, clients);

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    private RecordedSink read(KindRequest request) throws Exception {
        var sink = new RecordedSink();
        if (request.kind().name().equals("space")) {
            new SpaceResync(octopus).resync(request, sink);
        } else {
            new ResourceResync(octopus).resync(request, sink);
        }
        return sink;
    }

    @Test
    void readsSpacesOutsideOfPartitions() throws Exception {
        server.space("Spaces-1").space("Spaces-2");

        RecordedSink sink = read(KindRequest.of("space"));

        assertThat(sink.parts()).isEmpty();
        assertThat(sink.records())
                .containsExactly(
                        json("{'Id':'Spaces-1','Name':'Spaces-1','__url':'" + server.address() + "/app#/Spaces-1'}"),
                        json("{'Id':'Spaces-2','Name':'Spaces-2','__url':'" + server.address() + "/app#/Spaces-2'}"));
        assertThat(server.asked()).containsExactly("GET /api/spaces?{skip=[0], take=[100]}");
    }

    @Test
    void readsEachKindInEachSpaceAndKnowsItsPage() throws Exception {
        server.space("Spaces-1").space("Spaces-2");
        record Expected(String kind, String list, String prefix, String page) {}
        for (Expected expected : List.of(
                new Expected("project", "projects", "Projects", "projects/Projects-1"),
                new Expected("release", "releases", "Releases", "releases/Releases-1"),
                new Expected("deployment", "deployments", "Deployments", "deployments/Deployments-1"),
                new Expected("machine", "machines", "Machines", "infrastructure/machines/Machines-1/settings"))) {
            server.documents("Spaces-1", expected.list(), expected.prefix(), 1);
            server.documents("Spaces-2", expected.list(), expected.prefix(), 1);

            RecordedSink sink = read(KindRequest.of(expected.kind()));

            assertThat(sink.incomplete()).isEmpty();
            assertThat(sink.records()).isEmpty();
            assertThat(sink.parts()).containsOnly("Spaces-1", "Spaces-2");
            assertThat(sink.part("Spaces-2").records())
                    .containsExactly(json("{'Id':'" + expected.prefix() + "-1','SpaceId':'Spaces-2','__url':'"
                            + server.address() + "/app#/Spaces-2/" + expected.page() + "'}"));
            assertThat(server.asked())
                    .contains(
                            "GET /api/Spaces-1/" + expected.list() + "?{skip=[0], take=[100]}",
                            "GET /api/Spaces-2/" + expected.list() + "?{skip=[0], take=[100]}");
        }
        assertThat(server.party.requests("GET /api/spaces")).as("once in a run").hasSize(1);
    }

    @Test
    void readsAnyOtherKindAlikeWithoutAPage() throws Exception {
        server.space("Spaces-1").documents("Spaces-1", "runbooks", "Runbooks", 2);

        RecordedSink sink = read(KindRequest.of("runbook"));

        assertThat(sink.part("Spaces-1").values("/Id")).containsExactly("Runbooks-1", "Runbooks-2");
        assertThat(sink.part("Spaces-1").records())
                .extracting(record -> record.path("__url").asText("none"))
                .containsOnly("");
    }

    @Test
    void saysWhichListAKindStandsForWhenThereIsNone() throws Exception {
        server.space("Spaces-1");

        RecordedSink sink = read(KindRequest.of("rnbook"));

        assertThat(sink.incomplete()).containsOnlyKeys("Spaces-1");
        assertThat(sink.incomplete().get("Spaces-1"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("was answered with 404: The resource you requested was not found. There is")
                .hasMessageEndingWith(
                        ". The kind 'rnbook' stands for the list 'rnbooks' of a space: check its spelling");
    }

    @Test
    void readsSeveralSpacesAtOnceButNotAll() throws Exception {
        IntStream.rangeClosed(1, 12).forEach(number -> server.space("Spaces-" + number));
        var together = new CountDownLatch(5);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        server.party.on("GET /api/{space}/projects", request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            together.countDown();
            boolean met = together.await(60, TimeUnit.SECONDS);
            running.decrementAndGet();
            return Response.json("{\"Items\":[{\"Id\":\"P-" + request.parameter("space") + "\"}],\"TotalResults\":"
                    + (met ? 1 : 2) + "}");
        });

        RecordedSink sink = read(KindRequest.of("project"));

        assertThat(sink.incomplete()).isEmpty();
        assertThat(sink.parts()).hasSize(12);
        assertThat(most.get()).isEqualTo(5);
    }

    @Test
    void aSpaceThatFailsIsTheOnlyIncompletePartition() throws Exception {
        for (String space : List.of("Spaces-1", "Spaces-2", "Spaces-3")) {
            server.space(space).documents(space, "projects", "Projects", 1);
        }
        server.party.on(
                "GET /api/Spaces-2/projects",
                request -> OctopusServer.error(403, "You do not have permission to perform this action."));

        RecordedSink sink = read(KindRequest.of("project"));

        assertThat(sink.incomplete()).containsOnlyKeys("Spaces-2");
        assertThat(sink.incomplete().get("Spaces-2"))
                .isInstanceOf(Unauthorized.class)
                .hasMessage("GET " + server.address()
                        + "/api/Spaces-2/projects?take=100&skip=0 was answered with 403: You do not have permission to"
                        + " perform this action. The credentials lack a right that this needs: give it to them");
        assertThat(sink.part("Spaces-1").values("/Id")).containsExactly("Projects-1");
        assertThat(sink.part("Spaces-3").values("/Id")).containsExactly("Projects-1");
    }

    @Test
    void nothingIsReadIfTheSpacesCannotBeListedWhole() {
        server.space("Spaces-1").party.fail("GET /api/spaces", Fault.status(403));
        var sink = new RecordedSink();

        assertThatThrownBy(() -> new ResourceResync(octopus).resync(KindRequest.of("project"), sink))
                .isInstanceOf(Unauthorized.class);
        assertThat(sink.parts()).isEmpty();
    }

    @Test
    void aThousandRecordsTakeTenRequestsAndOneForTheSpaces() throws Exception {
        server.space("Spaces-1").documents("Spaces-1", "projects", "Projects", 1000);

        RecordedSink sink = read(KindRequest.of("project"));

        assertThat(sink.part("Spaces-1").records()).hasSize(1000);
        assertThat(server.asked()).hasSize(11).contains("GET /api/Spaces-1/projects?{skip=[900], take=[100]}");
    }

    @Test
    void readsTheNewestDeploymentsOnlyUnlessMoreAreAskedFor() throws Exception {
        server.space("Spaces-1").documents("Spaces-1", "deployments", "Deployments", 420);

        assertThat(read(KindRequest.of("deployment")).part("Spaces-1").values("/Id"))
                .hasSize(150)
                .endsWith("Deployments-150");
        assertThat(read(KindRequest.of("deployment").selector("max: 1000"))
                        .part("Spaces-1")
                        .values("/Id"))
                .hasSize(420);
        assertThat(read(KindRequest.of("deployment").selector("max: 7"))
                        .part("Spaces-1")
                        .values("/Id"))
                .hasSize(7);
        assertThatThrownBy(() -> new ResourceSelector(Optional.of(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max is at least 1, but was 0");
    }

    @Test
    void readsServersThatTellTheLastPageOnlyOrGiveSmallerPages() throws Exception {
        server.space("Spaces-1");
        server.party.on("GET /api/Spaces-1/projects", request -> {
            int skip = request.number("skip", 0);
            return Response.json("{\"Items\":[{\"Id\":\"P-" + skip + "\"}],\"LastPageNumber\":2}");
        });

        assertThat(read(KindRequest.of("project")).part("Spaces-1").values("/Id"))
                .containsExactly("P-0", "P-1", "P-2");
    }

    @Test
    void aListThatDoesNotEndAsItShouldIsIncomplete() throws Exception {
        server.space("Spaces-1").documents("Spaces-1", "projects", "Projects", 250);
        String route = "GET /api/{space}/{list}";

        server.party.fail(route, Fault.html());
        assertThat(fault()).contains("the answer is a web page and no JSON");
        server.party.fail(route, Fault.truncated().after(1));
        assertThat(fault()).contains("got no answer in 6 attempts");
        server.party.fail(route, Fault.brokenJson());
        assertThat(fault()).contains("breaks off");
        server.party.fail(route, Fault.bomb(1L << 30));
        assertThat(fault()).contains("which is a compression bomb");
        server.party.fail(route, Fault.status(503).after(2));
        assertThat(fault()).contains("was answered with 503");
        assertThat(fault(request -> Response.json("{\"Items\":["
                        + (request.number("skip", 0) < 2 ? "{\"Id\":\"P-" + request.number("skip", 0) + "\"}" : "")
                        + "],\"TotalResults\":7}")))
                .contains("the list is said to have 7 items, but 2 came");
        assertThat(fault(request -> Response.json("{\"Items\":[{\"Id\":\"P-1\"}],\"LastPageNumber\":7}")))
                .contains("page 2 is the same as the page before it");
        assertThat(fault(request -> Response.json("{\"TotalResults\":7}")))
                .contains("the answer has no array of items at /Items: it has [TotalResults]");
    }

    private String fault(Responder responder) throws Exception {
        server.party.on("GET /api/Spaces-1/projects", responder);
        return fault();
    }

    /** What is said of a space whose projects cannot be read whole. */
    private String fault() throws Exception {
        RecordedSink sink = read(KindRequest.of("project"));
        Exception failure = sink.incomplete().get("Spaces-1");
        assertThat(failure).isInstanceOf(IntegrationException.class);
        return String.valueOf(failure);
    }

    @Test
    void passingFaultsAreNotSeen() throws Exception {
        server.space("Spaces-1").documents("Spaces-1", "projects", "Projects", 250);
        server.party.fail("GET /api/{space}/{list}", Fault.reset().after(1).times(2));

        RecordedSink sink = read(KindRequest.of("project"));

        assertThat(sink.incomplete()).isEmpty();
        assertThat(sink.part("Spaces-1").records())
                .hasSize(250)
                .extracting(record -> record.path("Id").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void twoInstancesReadWithTheirOwnKeys() throws Exception {
        server.space("Spaces-1").documents("Spaces-1", "projects", "Projects", 1);
        try (var otherServer = new OctopusServer("API-OTHER")) {
            otherServer.space("Spaces-9").documents("Spaces-9", "projects", "Projects", 2);
            var other = new Octopus(otherServer.address(), "API-OTHER", clients);
            var strange = new Octopus(otherServer.address(), OctopusServer.KEY, clients);
            var sink = new RecordedSink();

            new ResourceResync(other).resync(KindRequest.of("project"), sink);

            assertThat(sink.parts()).containsOnly("Spaces-9");
            assertThat(read(KindRequest.of("project")).parts()).containsOnly("Spaces-1");
            assertThatThrownBy(strange::spaces)
                    .isInstanceOf(Unauthorized.class)
                    .hasMessageContaining("The credentials are not accepted")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(OctopusServer.KEY));
        }
    }

    @Test
    void keepsWhatOctopusSaysAsItIs() throws Exception {
        JsonNode project = json("{'Id':'Projects-1','Name':'Shop','IsDisabled':false,'Templates':[{'Id':'a'}],"
                + "'SpaceId':'Spaces-1','Links':{'Self':'/api/Spaces-1/projects/Projects-1'},'Version':1.50}");
        server.space("Spaces-1").add("Spaces-1/projects", project.deepCopy());

        JsonNode record =
                read(KindRequest.of("project")).part("Spaces-1").records().getFirst();

        assertThat(record.properties()).containsAll(project.properties());
        assertThat(record.size()).isEqualTo(project.size() + 1);
    }
}
