package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.LiveEventGate.Verdict;
import io.atoll.tck.Delivery;
import io.atoll.tck.Fault;
import io.atoll.tck.KindRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event: who may send it, what it is about, and what it changes. */
@Timeout(60)
class JiraHookTest {

    private static final String SIGNATURE = "X-Hub-Signature";
    private static final String SECRET = "a secret of Jira";

    private final Site site = Site.start();
    private final JiraHook hook = hook(Map.of("webhookSecret", SECRET));

    private JiraHook hook(Map<String, String> more) {
        Map<String, Object> values = new HashMap<>();
        more.forEach((key, value) -> values.put("_" + key, value));
        return new JiraHook(
                site.site(values), Configurations.at(site.jira.address(), values), Configurations.instance("test"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> changes(String kind, String selector, String event)
            throws IntegrationException, InterruptedException {
        var told = new ArrayList<String>();
        for (Change change :
                hook.handle(Delivery.of(event), KindRequest.of(kind).selector(selector))) {
            assertThat(change.kind()).isEqualTo(new Kind(kind));
            JsonNode record = change.record();
            String id = record.path(kind.equals("user") ? "accountId" : "id").asText();
            told.add(
                    switch (change) {
                        case Change.Changed changed -> "changed " + id;
                        case Change.Gone gone -> "gone " + id;
                    });
        }
        return told;
    }

    private List<String> changes(String kind, String event) throws IntegrationException, InterruptedException {
        return changes(kind, "{}", event);
    }

    @Test
    void letsSignedEventsIn() {
        Verdict verdict = hook.judge(Delivery.of("{}")
                .signed(SIGNATURE, "sha256=", SECRET)
                .with("X-Atlassian-Webhook-Identifier", "delivery-1"));

        assertThat(verdict).isEqualTo(new Verdict.Accepted(Optional.of("delivery-1")));
    }

    @Test
    void refusesEventsThatJiraDidNotSign() {
        assertThat(hook.judge(Delivery.of("{}"))).isInstanceOf(Verdict.Refused.class);
        assertThat(hook.judge(Delivery.of("{}").signed(SIGNATURE, "sha256=", "another")))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(hook.judge(new Delivery(
                        "{'changed': 1}",
                        Delivery.of("{}").signed(SIGNATURE, "sha256=", SECRET).headers())))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void derivesASecretThatIsTheSameAfterEveryStart() {
        String secret = HookSecret.of(Configurations.at("https://a.example"), false, "x")
                .value();

        assertThat(secret)
                .hasSize(64)
                .isEqualTo(HookSecret.of(Configurations.at("https://a.example"), false, "x")
                        .value())
                .isNotEqualTo(HookSecret.of(Configurations.at("https://a.example"), false, "y")
                        .value())
                .doesNotContain("t0k3n");
        assertThat(HookSecret.of(Configurations.at("https://a.example"), false, "x")
                        .toString())
                .doesNotContain(secret);
    }

    @Test
    void knowsTheTokensOfAnApp() {
        String client = "the client secret";
        JiraHook app = new JiraHook(
                site.site(Map.of("atlassianUserEmail", "")),
                Configurations.at(site.jira.address(), Map.of("atlassianUserEmail", "", "_webhookSecret", client)),
                Configurations.instance("test"));
        long now = Delivery.of("{}").receivedAt().getEpochSecond();

        assertThat(app.judge(bearer("HS256", now + 60, client))).isInstanceOf(Verdict.Accepted.class);
        assertThat(app.judge(bearer("HS256", now + 60, "another"))).isInstanceOf(Verdict.Refused.class);
        assertThat(app.judge(bearer("HS256", now - 600, client))).isInstanceOf(Verdict.Refused.class);
        assertThat(app.judge(bearer("none", now + 60, client))).isInstanceOf(Verdict.Refused.class);
        assertThat(app.judge(Delivery.of("{}").with("Authorization", "Bearer a.b.c")))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(app.judge(Delivery.of("{}"))).isInstanceOf(Verdict.Refused.class);
    }

    private static Delivery bearer(String algorithm, long expires, String secret) {
        String signed = base64("{\"alg\":\"" + algorithm + "\"}") + "." + base64("{\"exp\":" + expires + "}");
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(Delivery.hmac(secret, signed));
        return Delivery.of("{}").with("Authorization", "Bearer " + signed + "." + signature);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesEverythingWithoutASecret() {
        JiraHook app = new JiraHook(
                site.site(Map.of("atlassianUserEmail", "")),
                Configurations.at(site.jira.address(), Map.of("atlassianUserEmail", "")),
                Configurations.instance("test"));

        assertThat(app.judge(Delivery.of("{}").signed(SIGNATURE, "sha256=", "guessed")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("webhookSecret"));
    }

    @ParameterizedTest
    @CsvSource({
        "jira:issue_updated, issue, issue",
        "jira:version_moved, version, release",
        "project_restored_archived, project, project",
        "user_created, user, user",
        "board_updated, board, board",
        "sprint_started, sprint, sprint",
        "worklog_created, worklog, worklog",
    })
    void knowsWhatAnEventIsAbout(String name, String field, String kind) {
        Delivery event = Delivery.of("{'webhookEvent': '" + name + "', '" + field + "': {'id': 7, 'accountId': 'u'}}");

        assertThat(hook.kinds(event)).containsExactly(new Kind(kind));
        assertThat(hook.orderKey(event)).isNotEmpty();
    }

    @Test
    void hasNothingToDoWithOtherEvents() {
        assertThat(hook.kinds(Delivery.of("{'webhookEvent': 'comment_created'}")))
                .isEmpty();
        assertThat(hook.kinds(Delivery.of("{}"))).isEmpty();
    }

    @Test
    void everyEventThatIsAskedForIsAboutAKind() {
        assertThat(Events.ofAdministrators())
                .doesNotHaveDuplicates()
                .containsAll(Events.ofApps())
                .allSatisfy(name -> assertThat(hook.kinds(Delivery.of("{'webhookEvent': '" + name + "'}")))
                        .hasSize(1));
    }

    @Test
    void putsEventsOfOneRecordInOrderAndOthersSideBySide() {
        String one = hook.orderKey(Delivery.of("{'webhookEvent': 'jira:issue_updated', 'issue': {'id': '1'}}"));

        assertThat(hook.orderKey(Delivery.of("{'webhookEvent': 'jira:issue_deleted', 'issue': {'id': '1'}}")))
                .isEqualTo(one);
        assertThat(hook.orderKey(Delivery.of("{'webhookEvent': 'jira:issue_updated', 'issue': {'id': '2'}}")))
                .isNotEqualTo(one);
        assertThat(hook.orderKey(Delivery.of("no json"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "updated"})
    void readsAnIssueAgain(String what) throws Exception {
        assertThat(changes(
                        "issue",
                        "{'jql': 'project = SHOP ORDER BY key', 'fields': 'summary'}",
                        "{'webhookEvent': 'jira:issue_" + what + "', 'issue': {'id': '20001', 'key': 'SHOP-1'}}"))
                .containsExactly("changed 20001");
        assertThat(site.asked())
                .containsExactly(
                        "POST /rest/api/3/search/jql {\"jql\":\"(project = SHOP) AND id = 20001 ORDER BY key\",\"maxResults\":1,"
                                + "\"fields\":[\"summary\"],\"reconcileIssues\":[20001]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"29999", "29998"})
    void removesAnIssueThatTheQueryDoesNotGiveAnyMore(String id) throws Exception {
        assertThat(changes("issue", "{'webhookEvent': 'jira:issue_updated', 'issue': {'id': '" + id + "'}}"))
                .containsExactly("gone " + id);
    }

    @Test
    void removesNothingWhenTheQueryItselfIsRefused() {
        assertThatThrownBy(() -> changes("issue", "{'webhookEvent': 'jira:issue_updated', 'issue': {'id': '29997'}}"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("'GONE' does not exist");
    }

    @Test
    void removesAnIssueThatWasDeletedWithoutAsking() throws Exception {
        assertThat(changes(
                        "issue", "{'webhookEvent': 'jira:issue_deleted', 'issue': {'id': '20001', 'key': 'SHOP-1'}}"))
                .containsExactly("gone 20001");
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void readsAReleaseAgainWithItsProject() throws Exception {
        List<Change> changes = hook.handle(
                Delivery.of(
                        "{'webhookEvent': 'jira:version_released', 'version': {'id': '40001', 'projectId': 10001}}"),
                KindRequest.of("release"));

        assertThat(changes).singleElement().isInstanceOf(Change.Changed.class);
        assertThat(changes.getFirst().record().path("__projectKey").asText()).isEqualTo("SHOP");
        assertThat(changes.getFirst().record().path("name").asText()).isEqualTo("1.0");
    }

    @Test
    void removesAReleaseThatWasMergedAndReadsTheOtherOne() throws Exception {
        assertThat(
                        changes(
                                "release",
                                "{'webhookEvent': 'jira:version_deleted', 'version': {'id': '40009', 'projectId': 10001}, 'mergedTo': {'id': '40001'}}"))
                .containsExactly("changed 40001", "gone 40009");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "updated", "restored_deleted", "restored_archived"})
    void readsAProjectAgain(String what) throws Exception {
        assertThat(changes(
                        "project", "{'webhookEvent': 'project_" + what + "', 'project': {'id': 10001, 'key': 'SHOP'}}"))
                .containsExactly("changed 10001");
        assertThat(site.asked()).containsExactly("GET /rest/api/3/project/search?{id=[10001], expand=[insight]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "soft_deleted"})
    void removesADeletedProjectWithoutAsking(String what) throws Exception {
        assertThat(changes(
                        "project", "{'webhookEvent': 'project_" + what + "', 'project': {'id': 10001, 'key': 'SHOP'}}"))
                .containsExactly("gone 10001");
        assertThat(site.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10009", "10008"})
    void removesAnArchivedProjectAsAResyncDoes(String id) throws Exception {
        assertThat(changes("project", "{'webhookEvent': 'project_archived', 'project': {'id': " + id + "}}"))
                .containsExactly("gone " + id);
    }

    @Test
    void readsAUserAgain() throws Exception {
        assertThat(changes("user", "{'webhookEvent': 'user_updated', 'user': {'accountId': 'u-1'}}"))
                .containsExactly("changed u-1");
    }

    @Test
    void removesAUserThatWasDeletedOrIsNotFound() throws Exception {
        assertThat(changes("user", "{'webhookEvent': 'user_deleted', 'user': {'accountId': 'u-1'}}"))
                .containsExactly("gone u-1");
        assertThat(site.asked()).isEmpty();
        assertThat(changes("user", "{'webhookEvent': 'user_updated', 'user': {'accountId': 'u-9'}}"))
                .containsExactly("gone u-9");
    }

    @Test
    void readsABoardAgainWithItsProjects() throws Exception {
        List<Change> changes = hook.handle(
                Delivery.of("{'webhookEvent': 'board_updated', 'board': {'id': 1}}"), KindRequest.of("board"));

        assertThat(changes).singleElement().isInstanceOf(Change.Changed.class);
        assertThat(changes.getFirst().record().path("__projectKeys")).hasSize(3);
    }

    @Test
    void removesABoardThatTheSelectorLeavesOut() throws Exception {
        String event = "{'webhookEvent': 'board_updated', 'board': {'id': 1}}";
        assertThat(changes("board", "{'projectKey': 'SHOP'}", event)).containsExactly("changed 1");
        assertThat(site.asked())
                .contains(
                        "GET /rest/agile/1.0/board?{projectKeyOrId=[SHOP], name=[Shop board], maxResults=[50], startAt=[0]}");
        assertThat(changes("board", "{'projectKey': 'PAY'}", event)).containsExactly("gone 1");
        assertThat(changes("board", "{'webhookEvent': 'board_deleted', 'board': {'id': 1}}"))
                .containsExactly("gone 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "updated", "started", "closed"})
    void readsASprintAgain(String what) throws Exception {
        assertThat(changes("sprint", "{'webhookEvent': 'sprint_" + what + "', 'sprint': {'id': 501}}"))
                .containsExactly("changed 501");
    }

    @Test
    void removesASprintWhoseStateIsNotWantedAnyMore() throws Exception {
        String event = "{'webhookEvent': 'sprint_closed', 'sprint': {'id': 501}}";

        assertThat(changes("sprint", "{'sprintState': ['future']}", event)).containsExactly("gone 501");
        assertThat(changes("sprint", "{'sprintState': null}", event)).containsExactly("changed 501");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "updated"})
    void readsAWorklogAgainWithItsIssue(String what) throws Exception {
        List<Change> changes = hook.handle(
                Delivery.of("{'webhookEvent': 'worklog_" + what + "', 'worklog': {'id': '30001', 'issueId': '20001'}}"),
                KindRequest.of("worklog"));

        assertThat(changes).singleElement().isInstanceOf(Change.Changed.class);
        assertThat(changes.getFirst().record().path("__issueKey").asText()).isEqualTo("SHOP-1");
        assertThat(changes.getFirst().record().path("timeSpentSeconds").asInt()).isEqualTo(12000);
        assertThat(site.asked())
                .containsExactly(
                        "POST /rest/api/3/search/jql {\"jql\":\"(updated >= -1w) AND id = 20001\",\"maxResults\":1,\"fields\":[\"id\"],\"reconcileIssues\":[20001]}",
                        "GET /rest/api/3/issue/20001/worklog/30001");
    }

    @Test
    void removesAWorklogThatWasDeletedOrThatTheSelectorLeavesOut() throws Exception {
        assertThat(changes(
                        "worklog",
                        "{'webhookEvent': 'worklog_deleted', 'worklog': {'id': '30001', 'issueId': '20001'}}"))
                .containsExactly("gone 30001");
        String event = "{'webhookEvent': 'worklog_updated', 'worklog': {'id': '30001', 'issueId': '20001'}}";
        assertThat(changes("worklog", "{'apiQueryParams': {'startedAfter': 1800000000000}}", event))
                .containsExactly("gone 30001");
        assertThat(changes("worklog", "{'apiQueryParams': {'startedBefore': 1800000000000}}", event))
                .containsExactly("changed 30001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'webhookEvent': 'jira:issue_updated'}",
                "{'webhookEvent': 'jira:issue_updated', 'issue': {'key': 'SHOP-1'}}",
                "{'webhookEvent': 'jira:issue_updated', 'issue': 'SHOP-1'}",
                "{'webhookEvent': 'jira:issue_updated', 'issue': {'id': 'x; delete'}}",
                "{'webhookEvent': 'something'}"
            })
    void putsAwayEventsThatDoNotSayWhatTheyAreAbout(String event) {
        assertThatThrownBy(() -> changes("issue", event)).isInstanceOf(Unexpected.class);
    }

    @Test
    void putsAwayWhatIsNoJson() {
        Delivery event = new Delivery("<html>", Map.of());

        assertThat(hook.kinds(event)).isNotEmpty();
        assertThatThrownBy(() -> hook.handle(event, KindRequest.of("issue"))).isInstanceOf(Unexpected.class);
    }

    @Test
    void triesAgainWhenJiraIsAway() {
        site.jira.fail("POST /rest/api/3/search/jql", Fault.status(503));

        assertThatThrownBy(() -> changes("issue", "{'webhookEvent': 'jira:issue_updated', 'issue': {'id': '20001'}}"))
                .isInstanceOf(IntegrationException.Unavailable.class);
    }
}
