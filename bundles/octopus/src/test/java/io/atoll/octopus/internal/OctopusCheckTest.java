package io.atoll.octopus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import io.atoll.tck.Fault;
import io.atoll.tck.LocalClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person is told of a configuration. */
@Timeout(120)
class OctopusCheckTest {

    private final OctopusServer server = new OctopusServer().space("Spaces-1");
    private final LocalClients clients = LocalClients.hasty();

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    private OctopusCheck check(String address, String key, boolean subscribes) {
        return new OctopusCheck(new Octopus(address, key, clients), subscribes);
    }

    @Test
    void tellsForEachSpaceWhatTheKeyMayRead() throws Exception {
        server.documents("Spaces-1", "projects", "Projects", 1)
                .documents("Spaces-1", "deployments", "Deployments", 1)
                .documents("Spaces-1", "machines", "Machines", 1);
        server.party.on("GET /api/Spaces-1/releases", request -> OctopusServer.error(403, "You lack ReleaseView"));

        assertThat(check(server.address(), OctopusServer.KEY, true).check())
                .extracting(Step::name, Step::outcome)
                .containsExactly(
                        tuple("reach " + server.address() + "/api", Outcome.PASSED),
                        tuple("authenticate", Outcome.PASSED),
                        tuple("right to read spaces", Outcome.PASSED),
                        tuple("right to read the projects of Spaces-1", Outcome.PASSED),
                        tuple("right to read the releases of Spaces-1", Outcome.FAILED),
                        tuple("right to read the deployments of Spaces-1", Outcome.PASSED),
                        tuple("right to read the machines of Spaces-1", Outcome.PASSED),
                        tuple("right to read the subscriptions of Spaces-1", Outcome.PASSED),
                        tuple("quota", Outcome.SKIPPED));
    }

    @Test
    void changesNothing() throws Exception {
        check(server.address(), OctopusServer.KEY, true).check();

        assertThat(server.asked()).isNotEmpty().allMatch(asked -> asked.startsWith("GET "));
    }

    @Test
    void aWrongKeyIsToldOnceAndNotShown() throws Exception {
        var steps = check(server.address(), "API-WRONG", false).check();

        assertThat(steps)
                .extracting(Step::outcome)
                .containsExactly(Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED, Outcome.SKIPPED);
        assertThat(steps.get(1).explanation())
                .isEqualTo("GET " + server.address()
                        + "/api/users/me was answered with 401: The API key you provided was not valid. The"
                        + " credentials are not accepted: check them, or make new ones");
        assertThat(steps).noneMatch(step -> step.explanation().contains("API-WRONG"));
    }

    @Test
    void anotherServerThanOctopusIsTold() throws Exception {
        server.party.fail(Fault.html());

        assertThat(check(server.address(), OctopusServer.KEY, false)
                        .check()
                        .get(1)
                        .explanation())
                .contains("the answer is a web page and no JSON");
    }

    @Test
    void tellsWhatIsWrongWithTheConfiguration() throws Exception {
        assertThat(check("demo.octopus.app", OctopusServer.KEY, false).check())
                .containsExactly(
                        new Step(
                                "read the configuration",
                                Outcome.FAILED,
                                "serverUrl: 'demo.octopus.app' is no address of a server, such as https://demo.octopus.app:"
                                        + " the address of a server is like https://host/path, without user, query and fragment"));
        assertThat(check(server.address() + "/app#/Spaces-1", OctopusServer.KEY, false)
                        .check()
                        .getFirst()
                        .explanation())
                .contains("without user, query and fragment");
        assertThat(check(server.address(), " ", false).check())
                .containsExactly(new Step(
                        "read the configuration",
                        Outcome.FAILED,
                        "octopusApiKey: it is empty, and has to be an API key of a user of Octopus"));
    }
}
