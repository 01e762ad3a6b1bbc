package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Param;
import io.atoll.kit.http.Refused;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class HttpTest {

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void sendsPathQueryHeadersAndBodyAsTheyAreSaid() throws Exception {
        try (var server = FakeServer.answering(request -> json("{\"ok\":true}"))) {
            Http http = clients.open(Server.at(server.base() + "/api/").header("X-Version", "3"));

            JsonNode answer = http.json(Call.post("/spaces/{space}/items", "a b/c")
                    .query("q", "x&y=z ü")
                    .query("none", null)
                    .header("X-Own", "1")
                    .json(JsonBody.JSON.createObjectNode().put("name", "ä")));

            assertThat(answer.path("ok").asBoolean()).isTrue();
            assertThat(server.asked()).containsExactly("POST /api/spaces/a%20b%2Fc/items?{q=x&y=z ü}");
            assertThat(server.requests.getFirst().body()).isEqualTo("{\"name\":\"ä\"}");
            assertThat(server.requests.getFirst().headers())
                    .containsEntry("x-version", "3")
                    .containsEntry("x-own", "1")
                    .containsEntry("accept-encoding", "gzip")
                    .containsEntry("user-agent", "Atoll-Kit/1.0");
        }
    }

    @Test
    void writesRecordsAsParameters() throws Exception {
        record Selector(
                @Param(list = Param.ListStyle.COMMAS) List<String> states,

                @Param(name = "tag", list = Param.ListStyle.REPEATED)
                List<String> tags,

                @Param(list = Param.ListStyle.BRACKETS) List<Integer> ids,
                Optional<String> owner,
                Optional<Integer> limit,
                @Param(omit = true) boolean includeMembers) {}
        try (var server = FakeServer.answering(request -> json("{}"))) {
            clients.open(server.base())
                    .json(Call.get("x")
                            .query(new Selector(
                                    List.of("a", "b"),
                                    List.of("c", "d"),
                                    List.of(1, 2),
                                    Optional.empty(),
                                    Optional.of(5),
                                    true)));

            assertThat(server.requests.getFirst().query())
                    .isEqualTo(Map.of("states", "a,b", "tag", "c|d", "ids[]", "1|2", "limit", "5"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ""})
    void refusesValuesThatLeaveThePath(String value) {
        assertThatThrownBy(() -> Call.get("spaces/{id}", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesPathsWithAnotherNumberOfValues() {
        assertThatThrownBy(() -> Call.get("a/{b}/{c}", 1)).hasMessageContaining("more places");
        assertThatThrownBy(() -> Call.get("a/{b}", 1, 2)).hasMessageContaining("1 places, but 2 values");
    }

    @ParameterizedTest
    @CsvSource({"502", "503", "504", "408", "500"})
    void asksAgainAfterWhatPasses(int status) throws Exception {
        var asked = new AtomicInteger();
        try (var server = FakeServer.answering(
                request -> asked.incrementAndGet() < 3 ? Reply.of(status, "") : json("{\"a\":1}"))) {
            assertThat(clients.open(server.base()).json(Call.get("x")).path("a").asInt())
                    .isEqualTo(1);

            assertThat(clients.time.pauses).hasSize(2);
            assertThat(clients.time.pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
            assertThat(clients.time.pauses.get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
        }
    }

    @Test
    void sendsAHeaderOnceHoweverItIsWritten() throws Exception {
        try (var server = FakeServer.answering(request -> json("{}"))) {
            Http http = clients.open(Server.at(server.base())
                    .header("User-Agent", "a")
                    .header("user-agent", "b")
                    .header("X-Version", "1")
                    .auth(Auth.bearer("of-the-server")));

            http.json(Call.get("x")
                    .header("x-version", "2")
                    .header("X-VERSION", "3")
                    .header("authorization", "Bearer of-the-call"));

            assertThat(server.requests.getFirst().header("User-Agent")).isEqualTo("b");
            assertThat(server.requests.getFirst().header("X-Version")).isEqualTo("3");
            assertThat(server.requests.getFirst().header("Authorization")).isEqualTo("Bearer of-the-call");
        }
    }

    @Test
    void sendsNothingTwiceThatMayHaveHadAnEffect() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(503, ""))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.json(Call.post("x"))).isInstanceOf(Unavailable.class);
            assertThat(server.requests).hasSize(1);

            assertThatThrownBy(() -> http.json(Call.post("x").repeat())).isInstanceOf(Unavailable.class);
            assertThat(server.requests).hasSize(1 + 6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0.5, 1",
        "'Sat, 21 Nov 2026 16:23:46 GMT', 30",
        "2026-11-21T16:24:16Z, 60",
        "1795278206, 10",
        "1795278206000, 10",
        "1m30s, 90"
    })
    void waitsAsLongAsItIsAskedTo(String retryAfter, int seconds) throws Exception {
        try (var server = RawServer.answering(
                "HTTP/1.1 429 Too Many\r\nConnection: close\r\nDate: Sat, 21 Nov 2026 16:23:16 GMT\r\nRetry-After: "
                        + retryAfter + "\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            clients.open(server.base()).json(Call.get("x"));

            assertThat(clients.time.pauses)
                    .singleElement()
                    .satisfies(pause ->
                            assertThat(pause.plusMillis(999).toSeconds()).isEqualTo(seconds));
        }
    }

    @Test
    void givesUpAtOnceIfTheWaitIsLongerThanItsPatience() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(429, "").with("Retry-After", "7200"))) {
            Unavailable e = catchThrowableOfType(
                    Unavailable.class, () -> clients.open(server.base()).json(Call.get("x")));

            assertThat(e.retryAfter()).contains(Duration.ofHours(2));
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, The credentials are not accepted",
        "403, Unauthorized, lack a right",
        "404, Unexpected, nothing at this address",
        "400, Unexpected, does not accept the request",
        "503, Unavailable, asked again later"
    })
    void tellsWhatWasAskedWhatCameAndWhatToDo(int status, String type, String advice) throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(status, "{\"message\":\"no such luck\"}"))) {
            Http http = clients.open(Server.at(server.base() + "/v1").auth(Auth.bearer("s3cret-token")));

            assertThatThrownBy(
                            () -> http.json(Call.get("items").query("page", 2).query("api_key", "hidden")))
                    .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(type))
                    .hasMessageContaining("GET " + server.base() + "/v1/items?page=2&api_key=***")
                    .hasMessageContaining(status + ": no such luck")
                    .hasMessageContaining(advice)
                    .isInstanceOfSatisfying(IntegrationException.class, e -> {
                        assertThat(Refused.with(status, e)).isTrue();
                        assertThat(Refused.with(418, e)).isFalse();
                    });
        }
    }

    @Test
    void leavesHeadersOfTheServerOutOfMessagesWhateverTheyAreCalled() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(
                400, "{\"message\":\"bad " + request.header("x-extra") + " as " + request.header("accept") + "\"}"))) {
            Http http = clients.open(
                    Server.at(server.base()).header("X-Extra", "s3cret-extra").header("Accept", "text/plain"));

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("bad *** as text/plain");
        }
    }

    @Test
    void leavesSecretsOutOfMessagesAlsoIfTheServerRepeatsThem() throws Exception {
        try (var server = FakeServer.answering(
                request -> Reply.of(400, "{\"message\":\"bad header " + request.header("authorization") + "\"}"))) {
            Http bearer = clients.open(Server.at(server.base()).auth(Auth.bearer("s3cret-token")));
            Http basic = clients.open(Server.at(server.base()).auth(Auth.basic("joe", "s3cret-password")));
            Http query = clients.open(Server.at(server.base()).auth(Auth.query("q", "s3cret-query")));

            for (Http http : List.of(bearer, basic, query)) {
                assertThatThrownBy(() -> http.json(Call.get("x")))
                        .isInstanceOf(Unexpected.class)
                        .message()
                        .doesNotContain("s3cret")
                        .doesNotContain("am9lOn");
            }
        }
        assertThat(Auth.bearer("s3cret").toString()
                        + Auth.query("q", "s3cret")
                        + Auth.clientCredentials("https://x.example/t", "id", "s3cret")
                        + Server.at("https://x.example").auth(Auth.bearer("s3cret")))
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ErrorMessage\":\"No such space.\",\"Errors\":[]} | No such space",
                "{\"Message\":\"No such space\"} | No such space",
                "{\"errors\":[{\"message\":\"No\"},\"such space. \"]} | No; such space",
                "No such space. | No such space"
            })
    void repeatsWhatARefusalSays(String body, String told) throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(403, body))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unauthorized.class)
                    .hasMessage("GET " + server.base() + "/x was answered with 403: " + told
                            + ". The credentials lack a right that this needs: give it to them");
        }
    }

    @Test
    void takesDeclaredRefusalsForNothing() throws Exception {
        try (var server = FakeServer.answering(request -> request.path().endsWith("a")
                ? Reply.of(404, "")
                : Reply.of(400, "{\"errorMessages\":[\"The board does not support sprints\"]}"))) {
            Http http = clients.open(server.base());

            assertThat(http.json(Call.get("a").skip(404)).isMissingNode()).isTrue();
            assertThat(http.json(Call.get("b").skip(400, "does not support sprints"))
                            .isMissingNode())
                    .isTrue();
            assertThatThrownBy(() -> http.json(Call.get("b").skip(400, "something else")))
                    .isInstanceOf(Unexpected.class);
        }
    }

    @Test
    void givesAnswersAsTheyAre() throws Exception {
        String large = "x".repeat(2 << 20);
        try (var server = FakeServer.answering(
                request -> Reply.of(200, large).with("X-Own", "1").with("Content-Type", "text/plain"))) {
            var answer = clients.open(server.base()).send(Call.get("x"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-own")).contains("1");
            assertThat(answer.text()).isEqualTo(large);
            assertThatThrownBy(answer::json).isInstanceOf(Unexpected.class);
        }
    }

    @Test
    void tellsAWebPageFromJson() throws Exception {
        try (var server = FakeServer.answering(request ->
                Reply.of(200, "<!DOCTYPE html><title>Sign in</title>").with("Content-Type", "text/html"))) {
            assertThatThrownBy(() -> clients.open(server.base()).json(Call.get("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("web page")
                    .hasMessageContaining("login");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1} nonsense", "{'a':1}", "nonsense", "[1,2]]"})
    void refusesWhatIsNoJson(String body) throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(200, body))) {
            assertThatThrownBy(() -> clients.open(server.base()).json(Call.get("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("/x")
                    .hasMessageContaining("line 1");
        }
    }

    @Test
    void refusesJsonThatIsNestedWithoutEnd() throws Exception {
        try (var server = FakeServer.answering(request -> json("[".repeat(10_000)))) {
            assertThatThrownBy(() -> clients.open(server.base()).json(Call.get("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("depth");
        }
    }

    @Test
    void inflatesAnswers() throws Exception {
        try (var server = FakeServer.answering(request -> new Reply(
                200, Map.of("Content-Encoding", "gzip"), gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8), 1)))) {
            assertThat(clients.open(server.base()).json(Call.get("x")).path("a").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void refusesACompressionBombBeforeItFillsTheDisk() throws Exception {
        byte[] bomb = gzip(new byte[1 << 20], 64);
        try (var server = FakeServer.answering(request -> new Reply(200, Map.of("Content-Encoding", "gzip"), bomb))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.json(Call.get("x"))).isInstanceOf(Unexpected.class);
            assertThatThrownBy(() -> http.read(Call.get("x"), new io.atoll.kit.Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("compression bomb");
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() throws Exception {
        try (var server = FakeServer.answering(request -> json("\"" + "x".repeat(20_000) + "\""))) {
            Http http = clients.open(
                    Server.at(server.base()).limits(Server.Limits.usual().page(10_240)));

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("larger than 10 KB");
        }
    }

    @Test
    void readsAgainWhatBrokeOff() throws Exception {
        try (var server = RawServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":",
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}")) {
            assertThat(clients.open(server.base()).json(Call.get("x")).path("a").asInt())
                    .isEqualTo(1);
            assertThat(server.answered()).isEqualTo(5);
        }
    }

    @Test
    void readsAgainWhereverTheConnectionWasCut() throws Exception {
        String whole =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"a\":[1,2,3]} ";
        for (int cut = 0; cut < whole.length(); cut += 3) {
            try (var server = RawServer.answering(whole.substring(0, cut), whole)) {
                assertThat(clients.open(server.base()).json(Call.get("x")).path("a"))
                        .as("cut at %d", cut)
                        .hasSize(3);
            }
        }
    }

    /** An answer whose length is right is what the server means; it is asked for once more, in case that it was not. */
    @Test
    void asksOnceMoreForJsonThatBreaksOff() throws Exception {
        var answers = new AtomicInteger();
        try (var server =
                FakeServer.answering(request -> json(answers.incrementAndGet() == 1 ? "{\"a\":" : "{\"a\":1}"))) {
            assertThat(clients.open(server.base()).json(Call.get("x")).path("a").asInt())
                    .isEqualTo(1);
        }
        try (var server = FakeServer.answering(request -> json("{\"a\":"))) {
            assertThatThrownBy(() -> clients.open(server.base()).json(Call.get("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("/x: the answer is no JSON")
                    .hasMessageContaining("(line 1, column 6), also when it was asked for again");
            assertThat(server.requests).hasSize(2);
            assertThatThrownBy(() -> clients.open(server.base()).json(Call.post("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageNotContaining("again");
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void endsAnExchangeThatDribbles() throws Exception {
        try (var server = RawServer.dribbling("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")) {
            Http http = clients.open(Server.at(server.base())
                    .limits(Server.Limits.usual()
                            .exchange(Duration.ofMillis(300))
                            .attempts(2)));

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("no answer in 2 attempts");
        }
    }

    @Test
    void tellsThatNobodyIsThere() throws Exception {
        try (var nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), 0)); // it does not listen, and nobody else can
            int port = nobody.getLocalPort();
            Http http = clients.open("http://127.0.0.1:" + port);

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("in 6 attempts")
                    .hasMessageContaining("127.0.0.1:" + port);
        }
        assertThatThrownBy(() -> clients.open("http://nowhere.invalid").json(Call.get("x")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("nowhere.invalid")
                .hasMessageContaining("is not known");
    }

    @Test
    void endsWithinASecondWhenItIsInterrupted() throws Exception {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var server = FakeServer.answering(request -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return json("{}");
        })) {
            Http http = clients.open(server.base());
            var call = new FutureTask<>(() -> {
                assertThatThrownBy(() -> http.json(Call.get("x"))).isInstanceOf(InterruptedException.class);
                return true;
            });
            Thread thread = Thread.ofVirtual().start(call);
            asked.await();

            thread.interrupt();

            assertThat(call.get(60, TimeUnit.SECONDS)).isTrue();
            never.countDown();
        }
    }

    @Test
    void endsCallsWhenItIsClosed() throws Exception {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var server = FakeServer.answering(request -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return json("{}");
        })) {
            Http http = clients.open(server.base());
            var call = new FutureTask<>(() -> {
                assertThatThrownBy(() -> http.json(Call.get("x"))).hasMessageContaining("the client was closed");
                return true;
            });
            Thread.ofVirtual().start(call);
            asked.await();

            http.close();

            assertThat(call.get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(clients.budgets.all()).isEmpty();
            never.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x.example", "https://u:p@x.example", "x.example", "https://x.example/?a=b"})
    void refusesWhatIsNoAddressOfAServer(String base) {
        assertThatThrownBy(() -> Server.at(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://host/path");
    }

    @Test
    void tellsGraphQlErrors() throws Exception {
        var errors = new String[] {
            "{\"errors\":[{\"message\":\"not yours\",\"extensions\":{\"code\":\"FORBIDDEN\"}}]}",
            "{\"data\":null,\"errors\":[{\"message\":\"no field x\"}]}"
        };
        var next = new AtomicInteger();
        try (var server = FakeServer.answering(request -> json(errors[next.getAndIncrement()]))) {
            Http http = clients.open(server.base());
            Call call = Call.graphQl("graphql", "{a}", JsonBody.JSON.createObjectNode());

            assertThatThrownBy(() -> http.json(call))
                    .isInstanceOf(Unauthorized.class)
                    .hasMessageContaining("not yours");
            assertThatThrownBy(() -> http.json(call))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("no field x");
        }
    }

    @Test
    void refusesAddressesThatAreNotPublic() throws Exception {
        try (var server = FakeServer.answering(request -> json("{}"))) {
            Http http = clients.openAnywhere(Server.at(server.base()));

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("127.0.0.1 is not a public address")
                    .hasMessageContaining("conf/kit.yaml");
            assertThat(server.requests).isEmpty();
        }
    }

    private static byte[] gzip(byte[] block, int times) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                out.write(block);
            }
        }
        return bytes.toByteArray();
    }
}
