package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.http.Quotas.Quota;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.Fault;
import io.atoll.tck.KindRequest;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read whole is never taken for whole, and people are told what to do. */
@Timeout(60)
class IncompleteTest {

    private static final String SEARCH = "POST /rest/api/3/search/jql";
    private static final String PROJECTS = "/rest/api/3/project/search";

    private final Site site = Site.start();

    @AfterEach
    void close() {
        site.close();
    }

    private IntegrationException failure(String kind) {
        try {
            site.read(KindRequest.of(kind));
        } catch (IntegrationException e) {
            assertThat(e.getMessage()).doesNotContain("t0k3n");
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("the kind " + kind + " was read whole");
    }

    @Test
    void tellsThatTheHostIsNotKnown() {
        var sink = new RecordedSink();

        assertThatThrownBy(() -> site.resync(Map.of("jiraHost", "https://no-such-site.invalid"))
                        .resync(KindRequest.of("project"), sink))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("no-such-site.invalid is not known; check the address");
    }

    @Test
    void tellsThatTheHostIsNotJira() {
        try (ThirdParty other = ThirdParty.start()) {
            assertThatThrownBy(() -> site.resync(Map.of("jiraHost", other.address()))
                            .resync(KindRequest.of("project"), new RecordedSink()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("404")
                    .hasMessageContaining("check the server's address");
        }
    }

    @Test
    void refusesAnAddressThatIsNotPublic() {
        assertThatThrownBy(() -> site.resync(Map.of("jiraHost", "http://10.1.2.3"))
                        .resync(KindRequest.of("project"), new RecordedSink()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("10.1.2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project",
                "issue",
                "user",
                "team",
                "release",
                "board",
                "sprint",
                "backlog",
                "epic",
                "worklog",
                "component"
            })
    void tellsThatTheCredentialsAreNotAccepted(String kind) {
        site.jira.fail(Fault.status(401));

        assertThat(failure(kind)).isInstanceOf(Unauthorized.class).hasMessageContaining("credentials are not accepted");
    }

    /** A public site answers a wrong token as if there were none. */
    @Test
    void doesNotBelieveAnEmptyListThatEverybodyGets() {
        site.jira.on(PROJECTS, request -> Response.json("{\"values\":[],\"total\":0,\"isLast\":true}"));
        site.jira.fail("/rest/api/3/myself", Fault.status(401));

        assertThat(failure("project")).isInstanceOf(Unauthorized.class);
    }

    @Test
    void tellsWhichRightIsMissing() {
        site.jira.fail("/rest/api/3/users/search", Fault.status(403));

        assertThat(failure("user"))
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining("/rest/api/3/users/search")
                .hasMessageContaining("lack a right");
    }

    @Test
    void tellsWhatJiraSaysOfAQuery() {
        site.jira.on(
                SEARCH,
                request -> Response.json(
                                "{\"errorMessages\":[\"Error in the JQL Query: Expecting operator but got 'SHOP'.\"],\"errors\":{}}")
                        .status(400));

        assertThat(failure("issue"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("Expecting operator but got 'SHOP'");
    }

    @ParameterizedTest
    @CsvSource({"html", "brokenJson", "truncated", "bomb", "repeated", "redirect"})
    void doesNotTakeABrokenPageForTheEnd(String what) {
        Fault fault = switch (what) {
            case "html" -> Fault.html();
            case "brokenJson" -> Fault.brokenJson();
            case "truncated" -> Fault.truncated();
            case "bomb" -> Fault.bomb(1L << 30);
            case "repeated" -> Fault.repeated();
            default -> Fault.redirect("http://127.0.0.2:1");
        };
        site.jira.fail(SEARCH, what.equals("repeated") ? fault : fault.after(1));

        assertThat(failure("issue").getMessage()).contains("search/jql");
    }

    @Test
    void sendsNoCredentialsToAnotherHost() {
        try (ThirdParty other = ThirdParty.start()) {
            site.jira.fail(PROJECTS, Fault.redirect(other.address()));

            assertThat(failure("project")).hasMessageContaining("is not followed, and gets no credentials");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void doesNotTakeAMissingTokenForTheEnd() {
        site.jira.on(
                SEARCH, request -> Response.json("{\"issues\":[{\"id\":\"1\",\"key\":\"A-1\"}],\"isLast\":false}"));

        assertThat(failure("issue")).isInstanceOf(Unexpected.class).hasMessageContaining("but not where");
    }

    @Test
    void doesNotTakeAWrongTotalForTheEnd() {
        site.jira.on(
                PROJECTS,
                request -> Response.json("{\"values\":[{\"id\":\"1\",\"key\":\"A\"}],\"total\":5,\"isLast\":true}"));

        assertThat(failure("project")).isInstanceOf(Unexpected.class).hasMessageContaining("5 items, but 1 came");
    }

    @Test
    void readsTheOtherProjectsWhenOneCannotBeRead() throws Exception {
        site.jira.fail("/rest/api/3/project/PAY/version", Fault.status(404));

        RecordedSink sink = site.read(KindRequest.of("release"));

        assertThat(sink.values("/name")).containsExactlyInAnyOrder("1.0", "1.1", "2.0");
        assertThat(sink.incomplete()).containsOnlyKeys("PAY");
    }

    @ParameterizedTest
    @CsvSource({
        "sprint, /rest/agile/1.0/board/1/sprint, 400",
        "sprint, /rest/agile/1.0/board/1/sprint, 503",
        "backlog, /rest/software/1.0/board/1/backlog, 404",
        "epic, /rest/agile/1.0/board/1/epic, 403",
        "board, /rest/agile/1.0/board/1/project, 404",
    })
    void tellsWhichBoardCannotBeRead(String kind, String route, int status) throws Exception {
        site.jira.fail(route, Fault.status(status));

        RecordedSink sink = site.read(KindRequest.of(kind));

        assertThat(sink.unreadable()).singleElement().satisfies(board -> {
            assertThat(board.record().path("name").asText()).isEqualTo("Shop board");
            assertThat(board.reason()).contains("the board could not be read: ").contains(Integer.toString(status));
        });
    }

    @Test
    void endsTheKindWhenMostBoardsCannotBeRead() {
        site.jira.on("/rest/agile/1.0/board", request -> {
            int from = request.number("startAt", 0);
            return Response.json(
                    "{\"isLast\":false,\"values\":[{\"id\":" + (9000 + from) + ",\"name\":\"B" + from + "\"}]}");
        });
        site.jira.on("/rest/agile/1.0/board/{id}/sprint", request -> Response.of(403));

        assertThat(failure("sprint")).isInstanceOf(Unauthorized.class);
    }

    @Test
    void readsTheOtherBoardsWhenOneCannotBeRead() throws Exception {
        site.jira.fail("/rest/agile/1.0/board/1/sprint", Fault.status(404));

        assertThat(site.read(KindRequest.of("sprint")).values("/id")).containsExactly("504");
    }

    @Test
    void waitsAsLongAsJiraAsksAndGoesOn() throws Exception {
        site.jira.fail(
                SEARCH, Fault.status(429, Duration.ofSeconds(30)).after(1).times(1));

        assertThat(site.read(KindRequest.of("issue")).all()).hasSize(5);
        assertThat(site.jira.requests(SEARCH)).hasSize(4);
    }

    @Test
    void readsAgainWhatWasCutOff() throws Exception {
        site.jira.fail(SEARCH, Fault.truncated().after(1).times(1));

        assertThat(site.read(KindRequest.of("issue")).all()).hasSize(5);
    }

    @Test
    void sharesOneBudgetAmongAllKindsOfAnInstance() throws Exception {
        JiraSite one = site.site(Map.of());
        JiraSite other = site.site(Map.of("_atlassianUserToken", "another"));

        new JiraResync(one).resync(KindRequest.of("user"), new RecordedSink());
        new JiraResync(other).resync(KindRequest.of("user"), new RecordedSink());

        assertThat(one.http().quotas()).extracting(Quota::clients).containsExactly(1);
        assertThat(other.http().quotas()).extracting(Quota::clients).containsExactly(1);
    }
}
