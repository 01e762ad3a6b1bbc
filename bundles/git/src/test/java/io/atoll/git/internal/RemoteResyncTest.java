package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between the integration and the servers of remote repositories. */
class RemoteResyncTest {

    private static final IntegrationId ID = new IntegrationId("git", "test");
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private SampleRepository shop;

    @BeforeEach
    void makeARepository() {
        shop = SampleRepository.create(temp.resolve("shop"));
        shop.commit("Begin");
    }

    @AfterEach
    void closeIt() {
        shop.close();
    }

    private GitResync resync(GitConfiguration configuration) {
        return new GitResync(configuration, temp.resolve("data"), InstantSource.system());
    }

    private static RecordingSink read(GitResync resync, String kind) throws Exception {
        var sink = new RecordingSink();
        resync.resync(Request.of(kind), sink);
        return sink;
    }

    private RecordingSink read(GitConfiguration configuration, String kind) throws Exception {
        return read(resync(configuration), kind);
    }

    private static GitConfiguration withToken(String url, String token) {
        return Configurations.of(Map.of("urls", new String[] {url}, "username", "ada", "_token", token));
    }

    @Test
    void copiesARepositoryAndFollowsItFromRunToRun() throws Exception {
        shop.branch("trunk").commit("On the trunk").getId();
        GitResync resync = resync(Configurations.urls("file://" + shop.folder()));

        assertThat(read(resync, "branch").values("name")).containsExactly("main", "trunk");
        assertThat(read(resync, "repository")
                        .the("name", "shop")
                        .path("defaultBranch")
                        .asText())
                .isEqualTo("trunk");

        shop.commit("More");
        shop.git().branchDelete().setBranchNames("main").setForce(true).call();
        shop.tag("v1");
        assertThat(read(resync, "commit").values("title"))
                .as("one run sees one state")
                .containsExactly("On the trunk", "Begin");

        resync.starting(ID);
        assertThat(read(resync, "commit").values("title")).containsExactly("More", "On the trunk", "Begin");
        assertThat(read(resync, "branch").values("name")).containsExactly("trunk");
        assertThat(read(resync, "tag").values("name")).containsExactly("v1");
    }

    @Test
    void replacesABranchByAFolderOfBranches() throws Exception {
        shop.branch("topic").commit("A");
        shop.checkout("main");
        GitResync resync = resync(Configurations.urls("file://" + shop.folder()));
        read(resync, "branch");
        shop.git().branchDelete().setBranchNames("topic").setForce(true).call();
        shop.branch("topic/one").commit("B");

        resync.starting(ID);

        RecordingSink sink = read(resync, "branch");
        assertThat(sink.failures()).isEmpty();
        assertThat(sink.values("name")).containsExactly("main", "topic/one");
    }

    @Test
    void readsAnEmptyRemoteRepository() throws Exception {
        try (SampleRepository empty = SampleRepository.create(temp.resolve("empty"))) {
            RecordingSink sink = read(Configurations.urls("file://" + empty.folder()), "repository");

            assertThat(sink.failures()).isEmpty();
            assertThat(sink.the("name", "empty").path("empty").asBoolean()).isTrue();
        }
    }

    @Test
    void keepsTheCopiesOfTwoAddressesApart() throws Exception {
        try (SampleRepository other = SampleRepository.create(temp.resolve("elsewhere/shop"))) {
            other.commit("Other");

            RecordingSink sink =
                    read(Configurations.urls("file://" + shop.folder(), "other=file://" + other.folder()), "commit");

            assertThat(sink.failures()).isEmpty();
            assertThat(sink.values("title")).containsExactly("Begin", "Other");
        }
    }

    @Test
    void signsInOverHttp() throws Exception {
        try (var server = new GitHttpServer(shop.repository(), "ada", "s3cret")) {
            RecordingSink sink = read(withToken(server.url("/shop.git"), "s3cret"), "commit");

            assertThat(sink.failures()).isEmpty();
            assertThat(sink.values("title")).containsExactly("Begin");
            assertThat(sink.records().toString()).doesNotContain("s3cret");
            try (var files = Files.walk(temp.resolve("data"))) {
                assertThat(files.filter(Files::isRegularFile))
                        .allSatisfy(file -> assertThat(file.toFile())
                                .content(java.nio.charset.StandardCharsets.ISO_8859_1)
                                .doesNotContain("s3cret"));
            }
        }
    }

    @Test
    void saysThatTheCredentialsWereRefused() throws Exception {
        try (var server = new GitHttpServer(shop.repository(), "ada", "s3cret")) {
            for (String token : List.of("wr0ng", "")) {
                RecordingSink sink = read(withToken(server.url("/shop.git"), token), "commit");

                assertThat(sink.failures().get("shop"))
                        .isInstanceOf(Unauthorized.class)
                        .hasMessageContaining("'token'")
                        .hasMessageNotContaining("wr0ng");
            }
        }
    }

    @Test
    void givesTheTokenToNoOtherHost() throws Exception {
        try (var thief = new GitHttpServer(shop.repository(), "ada", "s3cret");
                var server = new GitHttpServer(shop.repository(), "ada", "s3cret")) {
            server.redirecting("/moved.git", thief.url("/shop.git"));

            RecordingSink sink = read(withToken(server.url("/moved.git"), "s3cret"), "commit");

            assertThat(sink.failures().get("moved")).isInstanceOf(Unauthorized.class);
            assertThat(thief.authorizations()).isEmpty();
        }
    }

    @Test
    void saysWhetherToCorrectTheAddressOrToWait() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (var server = new GitHttpServer(shop.repository(), "", "")) {
            RecordingSink sink = read(
                    Configurations.urls(
                            server.url("/missing.git"),
                            server.url("/overloaded.git"),
                            "http://127.0.0.1:" + nobody + "/down.git",
                            server.url("/shop.git")),
                    "commit");

            assertThat(sink.failures().get("missing")).isInstanceOf(Misconfigured.class);
            assertThat(sink.failures().get("overloaded"))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("503");
            assertThat(sink.failures().get("down")).isInstanceOf(Unavailable.class);
            assertThat(sink.failures()).doesNotContainKey("shop");
            assertThat(sink.values("title")).containsExactly("Begin");
        }
    }

    @Test
    void stopsWaitingForASilentServerWhenInterrupted() throws Exception {
        try (var server = new GitHttpServer(shop.repository(), "", "")) {
            GitResync resync = resync(Configurations.urls(server.url("/hanging.git")));
            var thrown = new AtomicReference<Throwable>();
            Thread caller = Thread.ofPlatform().start(() -> {
                try {
                    resync.resync(Request.of("commit"), new RecordingSink());
                } catch (Throwable e) {
                    thrown.set(e);
                }
            });
            Threads.await(SOON, () -> caller.getState() == Thread.State.WAITING);

            caller.interrupt();

            assertThat(caller.join(SOON)).isTrue();
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void givesUpOnASilentServerAfterTheTimeout() throws Exception {
        try (var server = new GitHttpServer(shop.repository(), "", "")) {
            RecordingSink sink = read(
                    Configurations.of(Map.of("urls", new String[] {server.url("/hanging.git")}, "timeoutSeconds", 1)),
                    "commit");

            assertThat(sink.failures().get("hanging")).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void checksEveryRepositoryAndSaysWhatToDo() throws Exception {
        try (var server = new GitHttpServer(shop.repository(), "ada", "s3cret")) {
            var check = new GitCheck(Configurations.of(Map.of(
                    "paths",
                    new String[] {shop.folder().toString(), "/nowhere/at/all"},
                    "urls",
                    new String[] {"remote=" + server.url("/shop.git"), server.url("/missing.git")},
                    "username",
                    "ada",
                    "_token",
                    "s3cret")));

            List<Step> steps = check.check();

            assertThat(steps)
                    .extracting(Step::outcome)
                    .containsExactly(Outcome.PASSED, Outcome.PASSED, Outcome.FAILED, Outcome.PASSED, Outcome.FAILED);
            assertThat(steps.get(2).explanation()).contains("/nowhere/at/all does not exist");
            assertThat(steps.get(3).explanation()).isEqualTo("'remote' has 1 branches");
            assertThat(steps.toString()).doesNotContain("s3cret");
            assertThat(temp.resolve("data")).doesNotExist();
        }
    }

    @Test
    void checksTheConfigurationFirst() throws Exception {
        List<Step> steps = new GitCheck(Configurations.of(Map.of())).check();

        assertThat(steps)
                .singleElement()
                .satisfies(step -> assertThat(step.outcome()).isEqualTo(Outcome.FAILED));
    }

    @Test
    void refusesAddressesWithCredentialsAndOtherProtocols() {
        for (String url :
                List.of("https://ada:s3cret@example.com/shop.git", "ssh://git@example.com/shop.git", "/srv/shop")) {
            assertThatThrownBy(() -> read(Configurations.urls(url), "commit"))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageNotContaining("s3cret");
        }
    }
}
