package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.tck.KindRequest;
import io.atoll.tck.RecordedSink;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a selector is told before anything is asked. */
class SelectorTest {

    private final Site site = Site.start();

    @AfterEach
    void close() {
        assertThat(site.jira.requests()).isEmpty();
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "board     | {'boardType': 'scrumm'}             | boardType: is one of scrum, kanban, simple, but here is 'scrumm'",
                "board     | {'projectKey': ' '}                 | projectKey: is empty",
                "sprint    | {'sprintState': ['open']}           | sprintState: is one of active, closed, future, but here is 'open'",
                "sprint    | {'sprintState': ['active','active']}| each once",
                "sprint    | {'sprintState': []}                 | or null for all, but here is []",
                "sprint    | {'sprintState': 'active'}           | sprintState: is a list of some of active, closed, future",
                "epic      | {'status': ['done']}                | status: is one of incomplete, complete, but here is 'done'",
                "backlog   | {'jql': 5}                          | jql: is a text, or null for none, but here is 5",
                "component | {'componentSource': 'all'}          | componentSource: is one of jira, compass, auto, but here is 'all'",
                "issue     | {'jsql': 'a = 1'}                   | jsql",
                "team      | {'includeMember': true}             | includeMember",
                "user      | {'jql': 'a = 1'}                    | jql",
                "release   | {'project': 'A'}                    | project",
                "worklog   | {'apiQueryParams': {'since': 1}}    | since",
                "comment   | {}                                  | jira does not read 'comment', but project, issue,",
            })
    void namesWhatIsWrong(String kind, String selector, String told) {
        assertThatThrownBy(() -> site.read(KindRequest.of(kind).selector(selector)))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(told);
    }

    @Test
    void namesWhatIsWrongWithTheConfiguration() {
        assertThatThrownBy(() -> resync("jiraHost", "example.atlassian.net"))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("jiraHost: 'example.atlassian.net' is no address such as https://example.atlassian.net");
        assertThatThrownBy(() -> resync("_atlassianUserToken", " "))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("atlassianUserToken: is missing");
    }

    private void resync(String key, String value) throws Exception {
        site.resync(Map.of(key, value)).resync(KindRequest.of("user"), new RecordedSink());
    }
}
