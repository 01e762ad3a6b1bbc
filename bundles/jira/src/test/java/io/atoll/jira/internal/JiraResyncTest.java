package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.tck.KindRequest;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every kind: what is asked for it, and what its records look like. */
@Timeout(60)
class JiraResyncTest {

    private final Site site = Site.start();

    @AfterEach
    void close() {
        assertThat(site.jira.unknown()).isEmpty();
        assertThat(site.jira.defects()).isEmpty();
        site.close();
    }

    @Test
    void signsInWithMailAndToken() throws Exception {
        site.read(KindRequest.of("user"));

        String expected = "Basic "
                + Base64.getEncoder().encodeToString("ada@example.com:t0k3n-of-ada".getBytes(StandardCharsets.UTF_8));
        assertThat(site.jira.requests())
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).contains(expected));
    }

    @Test
    void readsProjectsPageByPage() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("project"));

        assertThat(sink.values("/key")).containsExactly("SHOP", "PAY", "OPS");
        assertThat(sink.values("/insight/totalIssueCount")).containsOnly("20");
        assertThat(site.asked())
                .containsExactly(
                        "GET /rest/api/3/project/search?{expand=[insight], maxResults=[50], startAt=[0]}",
                        "GET /rest/api/3/project/search?{expand=[insight], maxResults=[50], startAt=[2]}");
    }

    @Test
    void asksForWhatTheSelectorOfProjectsExpands() throws Exception {
        site.read(KindRequest.of("project").selector("{'expand': 'lead,description'}"));

        assertThat(site.asked()).first().asString().contains("expand=[lead,description]");
    }

    @Test
    void searchesForIssuesTokenByToken() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("issue"));

        assertThat(sink.values("/key")).containsExactly("SHOP-1", "SHOP-2", "SHOP-3", "SHOP-4", "SHOP-5");
        String query =
                "\"jql\":\"(statusCategory != Done) OR (created >= -1w) OR (updated >= -1w)\",\"maxResults\":100,\"fields\":[\"*all\"]";
        assertThat(site.asked())
                .containsExactly(
                        "POST /rest/api/3/search/jql {" + query + "}",
                        "POST /rest/api/3/search/jql {" + query + ",\"nextPageToken\":\"c2\"}",
                        "POST /rest/api/3/search/jql {" + query + ",\"nextPageToken\":\"c4\"}");
    }

    @Test
    void searchesAsTheSelectorSays() throws Exception {
        site.read(KindRequest.of("issue")
                .selector("{'jql': ' project = SHOP ', 'fields': 'summary, status', 'expand': 'changelog'}"));

        assertThat(site.asked())
                .first()
                .isEqualTo("POST /rest/api/3/search/jql {\"jql\":\"project = SHOP\",\"maxResults\":100,"
                        + "\"fields\":[\"summary\",\"status\"],\"expand\":\"changelog\"}");
    }

    @Test
    void goesOnWithATokenWhereARunWasCutOff() throws Exception {
        RecordedSink first = site.read(KindRequest.of("issue"));
        assertThat(first.places()).hasSize(2);
        site.jira.forget();

        var sink = RecordedSink.at(first.places().getFirst());
        site.resync(Map.of()).resync(KindRequest.of("issue"), sink);

        assertThat(sink.values("/key")).containsExactly("SHOP-3", "SHOP-4", "SHOP-5");
    }

    @Test
    void readsOnlyWhatHasChangedByAnAgeThatNeedsNoTimeZone() throws Exception {
        site.read(KindRequest.of("issue")
                .selector("{'jql': 'project = SHOP ORDER BY created'}")
                .since(Site.NOW.minus(Duration.ofMinutes(90))));

        assertThat(site.asked())
                .first()
                .asString()
                .contains("\"jql\":\"(project = SHOP) AND updated >= -92m ORDER BY created\"");
    }

    @Test
    void readsUsers() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("user"));

        assertThat(sink.values("/accountId")).containsExactly("u-1", "u-2", "u-3");
        assertThat(site.asked())
                .containsExactly(
                        "GET /rest/api/3/users/search?{maxResults=[1000], startAt=[0]}",
                        "GET /rest/api/3/users/search?{maxResults=[1000], startAt=[2]}",
                        "GET /rest/api/3/users/search?{maxResults=[1000], startAt=[3]}",
                        "GET /rest/api/3/users/search?{maxResults=[1000], startAt=[1003]}",
                        "GET /rest/api/3/users/search?{maxResults=[1000], startAt=[2003]}");
    }

    @Test
    void readsUsersBehindAPageWhereNobodyIsToBeSeen() throws Exception {
        site.jira.on(
                "/rest/api/3/users/search",
                request ->
                        Response.json(request.number("startAt", 0) == 1000 ? "[{\"accountId\": \"u-1001\"}]" : "[]"));

        assertThat(site.read(KindRequest.of("user")).values("/accountId")).containsExactly("u-1001");
    }

    @Test
    void readsTeams() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("team"));

        assertThat(sink.values("/teamId")).containsExactly("t-1", "t-2", "t-3");
        assertThat(sink.all()).noneMatch(team -> team.has("__members"));
        assertThat(site.asked())
                .containsExactly(
                        "GET /gateway/api/public/teams/v1/org/org-1/teams",
                        "GET /gateway/api/public/teams/v1/org/org-1/teams?{cursor=[c2]}");
    }

    @Test
    void readsAllPagesOfTheMembersOfTeams() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("team").selector("{'includeMembers': true}"));

        assertThat(sink.all())
                .extracting(team -> team.path("__members").findValuesAsText("accountId"))
                .containsOnly(List.of("u-1", "u-2", "u-3"));
        assertThat(site.asked())
                .contains("POST /gateway/api/public/teams/v1/org/org-1/teams/t-1/members {\"first\":50}");
    }

    @Test
    void readsNoTeamsWithoutAnOrganization() throws Exception {
        var sink = new RecordedSink();

        site.resync(Map.of("atlassianOrganizationId", "")).resync(KindRequest.of("team"), sink);

        assertThat(sink.all()).isEmpty();
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void readsTheReleasesOfEachProjectAsAPartition() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("release"));

        assertThat(sink.parts()).containsOnly("SHOP", "PAY", "OPS");
        assertThat(sink.all())
                .extracting(version -> version.path("__projectKey").asText() + " "
                        + version.path("name").asText())
                .containsExactlyInAnyOrder("SHOP 1.0", "SHOP 1.1", "SHOP 2.0", "PAY 0.1");
        assertThat(site.asked())
                .contains("GET /rest/api/3/project/SHOP/version?{maxResults=[50], startAt=[2]}")
                .doesNotContain("GET /rest/api/3/project/SHOP/version?{maxResults=[50], startAt=[3]}");
    }

    @Test
    void readsBoardsWithTheKeysOfTheirProjects() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("board"));

        assertThat(sink.all())
                .extracting(board ->
                        board.path("id").asInt() + board.path("__projectKeys").toString())
                .containsExactlyInAnyOrder("1[\"SHOP\",\"PAY\",\"OPS\"]", "2[\"SHOP\"]", "3[\"SHOP\"]");
    }

    @Test
    void asksForTheBoardsOfTheSelector() throws Exception {
        site.read(KindRequest.of("board").selector("{'boardType': 'kanban', 'projectKey': 'SHOP'}"));

        assertThat(site.asked())
                .first()
                .isEqualTo(
                        "GET /rest/agile/1.0/board?{type=[kanban], projectKeyOrId=[SHOP], maxResults=[50], startAt=[0]}");
    }

    @Test
    void readsActiveSprintsOfBoardsThatHaveSome() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("sprint"));

        assertThat(sink.values("/id")).containsExactlyInAnyOrder("501", "502", "503", "504");
        assertThat(sink.unreadable()).isEmpty();
        assertThat(site.asked())
                .contains("GET /rest/agile/1.0/board/1/sprint?{state=[active], maxResults=[50], startAt=[0]}");
    }

    @Test
    void readsSprintsOfTheStatesOfTheSelector() throws Exception {
        site.read(KindRequest.of("sprint").selector("{'sprintState': ['active', 'future']}"));
        assertThat(site.asked()).anyMatch(asked -> asked.contains("/1/sprint?{state=[active,future],"));
        site.jira.forget();

        site.read(KindRequest.of("sprint").selector("{'sprintState': null}"));
        assertThat(site.asked())
                .anyMatch(asked -> asked.contains("/1/sprint?{maxResults"))
                .noneMatch(asked -> asked.contains("state="));
    }

    @Test
    void readsBacklogsWithTheirBoards() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("backlog"));

        assertThat(sink.all())
                .extracting(issue -> issue.path("__boardId").asInt() + " "
                        + issue.path("key").asText())
                .containsExactly("1 SHOP-1", "1 SHOP-2", "1 SHOP-3");
        assertThat(sink.unreadable()).isEmpty();
        assertThat(site.asked())
                .contains(
                        "GET /rest/software/1.0/board/1/backlog?{jql=[updated >= -1w OR statusCategory != Done], maxResults=[50]}",
                        "GET /rest/software/1.0/board/1/backlog?{jql=[updated >= -1w OR statusCategory != Done], maxResults=[50], nextPageToken=[c2]}");
    }

    @Test
    void readsBacklogsAtTheOlderAddressIfThatIsWanted() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("backlog")
                .selector("{'useSoftwareApi': false, 'jql': null, 'fields': ['key', 'status']}"));

        assertThat(sink.all()).hasSize(3);
        assertThat(site.asked())
                .contains("GET /rest/agile/1.0/board/1/backlog?{fields=[key,status], maxResults=[50], startAt=[0]}");
    }

    @Test
    void readsEpicsWithTheirBoards() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("epic"));

        assertThat(sink.values("/id")).containsExactly("600", "601", "602");
        assertThat(sink.values("/__boardId")).containsOnly("1");
        assertThat(site.asked())
                .contains("GET /rest/agile/1.0/board/1/epic?{done=[false], maxResults=[50], startAt=[0]}");
    }

    @Test
    void readsEpicsOfTheStatusOfTheSelector() throws Exception {
        site.read(KindRequest.of("epic").selector("{'status': ['complete']}"));
        assertThat(site.asked()).anyMatch(asked -> asked.contains("done=[true]"));
        site.jira.forget();

        site.read(KindRequest.of("epic").selector("{'status': ['complete', 'incomplete']}"));
        assertThat(site.asked()).noneMatch(asked -> asked.contains("done="));
    }

    @Test
    void asksOnlyIssuesWithManyWorklogsForThem() throws Exception {
        RecordedSink sink = site.read(KindRequest.of("worklog"));

        assertThat(sink.all())
                .extracting(worklog -> worklog.path("__issueKey").asText() + " "
                        + worklog.path("id").asText())
                .containsExactlyInAnyOrder("SHOP-1 30001", "SHOP-3 30002", "SHOP-3 30003", "SHOP-3 30004");
        assertThat(site.asked())
                .contains(
                        "POST /rest/api/3/search/jql {\"jql\":\"updated >= -1w\",\"maxResults\":100,\"fields\":[\"worklog\"]}")
                .contains("GET /rest/api/3/issue/SHOP-3/worklog?{maxResults=[1000], startAt=[0]}")
                .noneMatch(asked -> asked.contains("/SHOP-1/worklog") || asked.contains("/SHOP-2/worklog"));
    }

    @Test
    void asksEveryIssueForTheWorklogsOfTheSelector() throws Exception {
        site.read(
                KindRequest.of("worklog")
                        .selector(
                                "{'jql': 'project = SHOP', 'apiQueryParams': {'startedAfter': 1, 'startedBefore': 2, 'expand': 'properties'}}"));

        assertThat(site.asked())
                .contains(
                        "GET /rest/api/3/issue/SHOP-1/worklog?{startedAfter=[1], startedBefore=[2], expand=[properties], maxResults=[1000], startAt=[0]}")
                .anyMatch(asked -> asked.contains("/SHOP-2/worklog"));
    }

    @Test
    void readsTheComponentsOfEachProjectAsAPartition() throws Exception {
        RecordedSink sink =
                site.read(KindRequest.of("component").selector("{'componentSource': 'auto', 'nameFilter': 'a'}"));

        assertThat(sink.parts()).containsOnly("SHOP", "PAY", "OPS");
        assertThat(sink.all())
                .extracting(component -> component.at("/__project/key").asText() + " "
                        + component.path("name").asText())
                .containsExactlyInAnyOrder("SHOP api", "SHOP ui", "SHOP db", "PAY ledger");
        assertThat(site.asked())
                .contains(
                        "GET /rest/api/3/project/PAY/component?{componentSource=[auto], query=[a], maxResults=[50], startAt=[0]}");
    }

    @Test
    void readsTheTeamsOfOAuthAppsAtTheGateway() {
        JiraSite gateway =
                new JiraSite(Configurations.at("https://api.atlassian.com/ex/jira/0000-1111/"), site.clients);

        assertThat(gateway.teams()).contains("https://api.atlassian.com/public/teams/v1/org/org-1/teams");
    }

    @Test
    void keepsEveryFieldOfARecord() throws Exception {
        JsonNode issue = site.read(KindRequest.of("issue")).all().getFirst();

        assertThat(issue.path("fields").path("subtasks").path(0).path("key").asText())
                .isEqualTo("SHOP-2");
        assertThat(issue.path("expand").asText()).isEqualTo("renderedFields,names,schema");
    }
}
