package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.tck.KindRequest;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Request;
import io.atoll.tck.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A site that is read with OAuth, at the gateway that all such sites share. */
@Timeout(60)
class OAuthTest {

    private static final String ACCESSIBLE = "/oauth/token/accessible-resources";
    private static final String USERS = "/ex/jira/c-1/rest/api/3/users/search";
    private static final String TOKENS = "POST /oauth/token";

    private final Site site = Site.start();

    @BeforeEach
    void playTheGateway() {
        site.jira
                .on(
                        ACCESSIBLE,
                        request -> Response.json(
                                "[{\"id\":\"c-0\",\"url\":\"https://other.example\"},{\"id\":\"c-1\",\"url\":\""
                                        + site.jira.address() + "/\"}]"))
                .on(USERS, request -> Response.json("[]"))
                .on("/ex/jira/c-1/rest/agile/1.0/board", request -> Response.json("{\"values\":[],\"isLast\":true}"))
                .on("/public/teams/v1/org/org-1/teams", request -> Response.json("{\"entities\":[]}"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static void read(JiraResync resync, String... kinds) throws Exception {
        for (String kind : kinds) {
            resync.resync(KindRequest.of(kind), new RecordedSink());
        }
    }

    private List<String> shown(String route) {
        return site.jira.requests(route).stream()
                .map(request -> request.header("Authorization").orElse(""))
                .distinct()
                .toList();
    }

    @Test
    void findsTheSiteOfATokenOnce() throws Exception {
        read(site.resync(Map.of("atlassianUserEmail", "")), "user", "board", "team");

        assertThat(site.jira.requests(ACCESSIBLE)).hasSize(1);
        assertThat(site.jira.requests("/public/teams/v1/org/org-1/teams")).hasSize(1);
        assertThat(shown(USERS)).containsExactly("Bearer t0k3n-of-ada");
        assertThat(site.jira.unknown()).isEmpty();
    }

    @Test
    void needsNotFindASiteThatIsGivenByItsId() throws Exception {
        String host = site.jira.address() + "/ex/jira/c-1/";

        read(site.resync(Map.of("atlassianUserEmail", "", "jiraHost", host)), "user");

        assertThat(site.jira.requests(ACCESSIBLE)).isEmpty();
        assertThat(site.jira.requests(USERS)).isNotEmpty();
    }

    @Test
    void tellsForWhichSitesATokenIs() {
        JiraResync strange = site.resync(Map.of("atlassianUserEmail", "", "jiraHost", "https://third.example"));

        assertThatThrownBy(() -> read(strange, "user"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("jiraHost: the token of OAuth is not for 'https://third.example'")
                .hasMessageContaining("https://other.example");
    }

    @Test
    void readsATokenThatSomebodyElseKeepsValid(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "first");
        JiraResync resync = site.resync(Map.of("oauthTokenFile", file.toString()));

        read(resync, "user");
        Files.writeString(file, "second");
        read(resync, "user");

        assertThat(shown(USERS)).containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void asksForTokensAsAServiceAccount() throws Exception {
        site.jira.on(TOKENS, request -> Response.json("{\"access_token\":\"a1\",\"expires_in\":3600}"));

        read(site.resync(Map.of("oauthClientId", "app", "_oauthClientSecret", "s")), "user");

        assertThat(site.jira.requests(TOKENS))
                .extracting(Request::body)
                .allSatisfy(body -> assertThat(body).contains("grant_type=client_credentials", "client_id=app"));
        assertThat(shown(USERS)).containsExactly("Bearer a1");
    }

    /** Jira gives a new refresh token with each access token, and takes the former no more. */
    @Test
    void goesOnWithTheRefreshTokenThatCameLast() throws Exception {
        site.jira.on(TOKENS, request -> {
            int number = site.jira.requests(TOKENS).size();
            return request.body().contains("refresh_token=r" + (number - 1))
                    ? Response.json("{\"access_token\":\"a" + number + "\",\"refresh_token\":\"r" + number
                            + "\",\"expires_in\":3600}")
                    : Response.json("{\"error\":\"invalid_grant\"}").status(403);
        });
        Map<String, String> app = Map.of("oauthClientId", "app", "_oauthClientSecret", "s", "_oauthRefreshToken", "r0");

        read(site.resync(app), "user");

        assertThat(site.jira.requests(TOKENS))
                .hasSize(2)
                .extracting(Request::body)
                .allSatisfy(body -> assertThat(body).contains("grant_type=refresh_token"));
        assertThat(shown(USERS)).containsExactly("Bearer a2");
    }
}
