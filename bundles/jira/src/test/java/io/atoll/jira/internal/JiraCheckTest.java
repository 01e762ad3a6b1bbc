package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import io.atoll.tck.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The check of the connection says which right is missing. */
@Timeout(60)
class JiraCheckTest {

    private final Site site = Site.start();

    @AfterEach
    void close() {
        site.close();
    }

    private List<Step> check(Map<String, ?> more) throws InterruptedException {
        return new JiraCheck(site.site(more), Configurations.at(site.jira.address(), more)).check();
    }

    @Test
    void findsEverythingInOrder() throws Exception {
        List<Step> steps = check(Map.of("appHost", "https://atoll.example"));

        assertThat(steps)
                .extracting(Step::name)
                .containsExactly(
                        "reach " + site.jira.address(),
                        "authenticate",
                        "right to browse projects",
                        "right to browse users and groups",
                        "right to see boards",
                        "right to see teams",
                        "right to administer Jira, for the webhook",
                        "quota");
        assertThat(steps).extracting(Step::outcome).containsOnly(Outcome.PASSED);
        assertThat(site.jira.requests()).extracting(request -> request.method()).containsOnly("GET");
    }

    @Test
    void namesTheMissingRight() throws Exception {
        site.jira.fail("/rest/agile/1.0/board", Fault.status(403));

        assertThat(check(Map.of()))
                .filteredOn(step -> step.outcome() == Outcome.FAILED)
                .extracting(Step::name)
                .containsExactly("right to see boards");
    }

    @Test
    void triesNothingElseWithAWrongToken() throws Exception {
        site.jira.fail(Fault.status(401));

        List<Step> steps = check(Map.of());

        assertThat(steps.get(1).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(steps.get(1).explanation())
                .contains("credentials are not accepted")
                .doesNotContain("t0k3n");
        assertThat(site.jira.requests()).hasSize(1);
    }

    @Test
    void tellsWhatIsWrongWithTheConfiguration() throws Exception {
        assertThat(check(Map.of("jiraHost", "example")))
                .singleElement()
                .satisfies(step -> assertThat(step.explanation()).startsWith("jiraHost: 'example' is no address"));
    }
}
