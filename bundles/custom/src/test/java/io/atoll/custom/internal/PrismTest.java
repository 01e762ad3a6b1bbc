package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.RecordedSink;
import io.atoll.test.npm.Npm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * GitHub's own description of its API, played by Prism: requests that are not as the description says are refused, and answers are its
 * examples. Of the description only the paths are kept that are read here; as they are.
 */
@Tag("prism")
@Timeout(900)
class PrismTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String DESCRIPTION = "@octokit/openapi@23.0.2";
    private static final String DESCRIPTION_SHA512 =
            "pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==";
    private static final List<String> PATHS = List.of(
            "/user",
            "/organizations",
            "/orgs/{org}/repos",
            "/repos/{owner}/{repo}/issues",
            "/repos/{owner}/{repo}/languages",
            "/search/repositories",
            "/markdown");

    private static Prism prism;

    @TempDir
    private Path folder;

    private int before;

    @BeforeEach
    void countViolations() {
        before = prism.violations().size();
    }

    @BeforeAll
    static void start() throws Exception {
        CompletableFuture<Path> description = CompletableFuture.supplyAsync(() -> {
            try {
                return Npm.file(
                        TARGET.resolve("github"), DESCRIPTION, DESCRIPTION_SHA512, "generated/api.github.com.json");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Path installed = Npm.install(PrismTest.class, "/io/atoll/custom/prism/", TARGET.resolve("prism"));
        prism = new Prism(installed, kept(description.get()), Peer.freePort());
        prism.address();
    }

    private static Path kept(Path description) throws Exception {
        var json = new ObjectMapper();
        ObjectNode whole = (ObjectNode) json.readTree(description.toFile());
        ((ObjectNode) whole.get("paths")).retain(PATHS);
        assertThat(whole.get("paths")).hasSize(PATHS.size());
        return Files.writeString(TARGET.resolve("github/kept.json"), json.writeValueAsString(whole));
    }

    @AfterAll
    static void stop() {
        if (prism != null) {
            prism.close();
        }
    }

    private RecordedSink read(String kind, String selector, Object... settings) throws Exception {
        try (var instance = Instance.at(prism.address(), folder, settings)) {
            return instance.read(kind, selector);
        }
    }

    private void readsWithoutViolation(RecordedSink sink) {
        assertThat(sink.incomplete()).isEmpty();
        assertThat(sink.all()).isNotEmpty();
        assertThat(prism.violations()).hasSize(before);
    }

    @Test
    void readsASingleObjectWithAToken() throws Exception {
        var sink = read("/user", "", "authType", "bearer_token", "apiToken", "ghp_x");

        readsWithoutViolation(sink);
        assertThat(sink.all().getFirst().path("login").asText()).isEqualTo("octocat");
    }

    @Test
    void findsTwoParametersByTheListsOfTheApiItself() throws Exception {
        var sink = read("/repos/{owner}/{repo}/issues", """
                query_params: {state: all, per_page: 100, since: '2026-01-01T00:00:00Z'}
                pagination: {maxItems: 1}
                path_parameters:
                  owner: {endpoint: /organizations, field: .login, pagination: {maxItems: 1}}
                  repo: {endpoint: '/orgs/{owner}/repos', field: .name, query_params: {type: all}, pagination: {maxItems: 1}}
                """);

        readsWithoutViolation(sink);
        assertThat(sink.all().getFirst().path("__owner").asText()).isEqualTo("github");
        assertThat(sink.all().getFirst().path("__repo").asText()).isEqualTo("Hello-World");
    }

    @Test
    void findsTheRecordsInAnEnvelope() throws Exception {
        readsWithoutViolation(read(
                "/search/repositories",
                "{data_path: .items, query_params: {q: 'tetris language:assembly', sort: stars}}"));
    }

    @Test
    void makesRecordsOfAnObjectByJq() throws Exception {
        var sink = read(
                "/repos/octocat/Hello-World/languages", "data_path: 'to_entries | map({name: .key, bytes: .value})'");

        readsWithoutViolation(sink);
        assertThat(sink.texts()).contains("{\"name\":\"C\",\"bytes\":78769}");
    }

    @Test
    void isToldWhatIsWrongWithARequest() {
        assertThatThrownBy(() -> read("/search/repositories", "data_path: .items"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("/search/repositories was answered with 422")
                .hasMessageContaining(
                        "The server does not accept the request: check the configuration and the selector");
        assertThatThrownBy(
                        () -> read("/search/repositories", "{data_path: .items, query_params: {q: x, per_page: many}}"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("was answered with 422");
        assertThatThrownBy(() -> read("/markdown", "{method: POST, body: {txt: hello}}"))
                .hasMessageContaining("was answered with 422");
    }

    @Test
    void isRefusedAsTheDescriptionSays() {
        assertThatThrownBy(() -> read("/user", "headers: {Prefer: code=401}"))
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining("The credentials are not accepted");
        assertThatThrownBy(() -> read("/user", "headers: {Prefer: code=403}")).isInstanceOf(Unauthorized.class);
    }

    @Test
    void takesNoListForWholeThatHasAnotherPage() {
        assertThatThrownBy(() -> read("/orgs/octo/repos", ""))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("leads to another page");
    }

    @Test
    void followsNoLinkToAnotherHost() {
        assertThatThrownBy(() -> read("/orgs/octo/repos", "", "paginationType", "header_link"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("api.github.com")
                .hasMessageContaining("it is not followed, and gets no credentials");
    }

    @Test
    void noticesAServerThatDoesNotTurnPages() {
        assertThatThrownBy(() ->
                        read("/orgs/octo/repos", "", "paginationType", "page", "sizeParam", "per_page", "pageSize", 1))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("page 2 is the same as the page before it");
    }
}
