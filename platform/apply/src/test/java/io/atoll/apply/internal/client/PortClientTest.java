package io.atoll.apply.internal.client;

import static io.atoll.apply.internal.Bench.AGENT;
import static io.atoll.apply.internal.Bench.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PortClientTest {

    private static final Call GET = Call.get(Route.of("thing"));
    private static final Call POST =
            Call.post(Route.of("thing"), FakePort.JSON.createObjectNode().put("a", 1));

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private JsonNode get() throws CatalogException, InterruptedException {
        return bench.session.require(GET, Body.OBJECT);
    }

    @Test
    void signsWithATokenThatItFetchesOnce() throws Exception {
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true,\"a\":1}"));

        get();
        get();

        assertThat(bench.port.requests).hasSize(3);
        assertThat(bench.port.requests.getFirst().body())
                .isEqualTo(Bench.json("{'clientId':'id','clientSecret':'secret'}"));
        assertThat(bench.port.requests.getFirst().agent()).isEqualTo("port-ocean/mini/1.2.3/mini-1");
        assertThat(bench.port.calls())
                .allSatisfy(
                        call -> assertThat(call.headers().get("Authorization")).isEqualTo("Bearer token-1"));
    }

    @Test
    void fetchesOneTokenForManyCallersAtOnce() throws Exception {
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));

        together(12, this::get);

        assertThat(bench.port.calls()).hasSize(12);
        assertThat(bench.port.tokenRequests()).isEqualTo(1);
    }

    @Test
    void renewsTheTokenAfterFourFifthsOfItsLife() throws Exception {
        bench.port.expiresIn = 1000;
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));

        get();
        bench.time.advance(Duration.ofSeconds(799));
        get();
        bench.time.advance(Duration.ofSeconds(1));
        get();

        assertThat(bench.port.tokenRequests()).isEqualTo(2);
    }

    @Test
    void signsAgainAfter401EvenWhatMustNotBeSentTwice() throws Exception {
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));
        bench.port.always("POST /v1/thing", Answer.ok("{\"ok\":true}"));
        get();
        bench.port.revokeTokens();

        bench.session.require(POST, Body.OBJECT);

        assertThat(bench.port.tokenRequests()).isEqualTo(2);
        assertThat(bench.port.calls("POST /v1/thing"))
                .extracting(call -> call.headers().get("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
        assertThat(bench.time.pauses).isEmpty();
    }

    @Test
    void takesTheCredentialsForRefusedWhenAFreshTokenIs() throws Exception {
        bench.port.once("GET /v1/thing", Answer.of(401, "go away"), Answer.of(401, "go away"));
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::get)
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("refuses the token that it has just given, at GET /v1/thing: 401 go away")
                    .hasMessageContaining("shown again after 5 minutes or a change");
        }
        assertThat(bench.port.calls()).hasSize(2);
        assertThat(bench.client.refused()).isTrue();
        assertThat(bench.client.trouble()).contains("refuses the token");

        bench.time.advance(Tokens.REFUSAL_HOLDS);
        get();
        assertThat(bench.client.refused()).isFalse();
        assertThat(bench.client.trouble()).isNull();
    }

    @Test
    void usesATokenThatLivesWhileItCannotBeRenewed() throws Exception {
        bench.port.expiresIn = 1000;
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));
        get();
        bench.time.advance(Duration.ofSeconds(850));
        bench.port.once("POST /v1/auth/access_token", Answer.error(503, "busy", "later"));

        get();
        get();
        assertThat(bench.port.tokenRequests()).isEqualTo(2);
        assertThat(bench.client.trouble()).contains("gives no token now: 503 busy: later");

        bench.time.advance(Tokens.RENEWAL_PAUSE);
        get();
        assertThat(bench.port.tokenRequests()).isEqualTo(3);
        assertThat(bench.client.trouble()).isNull();
        assertThat(bench.port.calls())
                .extracting(call -> call.headers().get("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-1", "Bearer token-3");
    }

    @Test
    void renewsNoTokenBecauseTheClockOnTheWallJumps() throws Exception {
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));
        get();

        bench.time.jump(Duration.ofDays(1));
        get();
        bench.time.jump(Duration.ofDays(-2));
        get();

        assertThat(bench.port.tokenRequests()).isEqualTo(1);
    }

    @Test
    void usesNewCredentialsFromTheNextCallOn() throws Exception {
        AtomicReference<String> secret = new AtomicReference<>("secret");
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));
        try (PortClient client = new PortClient(
                () -> Target.of(bench.port.url().toString(), "id", String.valueOf(secret.get())),
                LIMITS,
                bench.time,
                () -> 0)) {
            Session session = client.session(AGENT);
            session.require(GET, Body.OBJECT);

            bench.port.secret = "rotated";
            bench.port.revokeTokens();
            assertThatThrownBy(() -> session.require(GET, Body.OBJECT)).hasMessageContaining("refuses the credentials");
            secret.set("rotated");
            session.require(GET, Body.OBJECT);

            assertThat(client.refused()).isFalse();
        }
    }

    @Test
    void leavesARunAtTheCatalogWhereItBegan() throws Exception {
        AtomicReference<String> address = new AtomicReference<>(bench.port.url().toString());
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));
        try (PortClient client = new PortClient(
                () -> Target.of(String.valueOf(address.get()), "id", "secret"), LIMITS, bench.time, () -> 0)) {
            Session session = client.session(AGENT);
            address.set("https://another.example");

            assertThatThrownBy(() -> session.require(GET, Body.OBJECT))
                    .hasMessageContaining("mini~mini-1 began at the catalog at " + bench.port.url())
                    .hasMessageContaining("run it again");
            assertThat(bench.port.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"isMachine":true}       | true
            {"isMachine":false}      | false
            {"personalToken":false}  | true
            {"personalToken":true}   | false
            {}                       | false
            no claims                | false
            """)
    void knowsAMachineByItsToken(String claims, boolean machine) throws Exception {
        bench.port.claims = "." + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";

        assertThat(bench.session.machine()).isEqualTo(machine);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsAgainWhereverAnAnswerBreaksOff(boolean announced) throws Exception {
        try (BreakingPort breaking = new BreakingPort(announced);
                PortClient client = new PortClient(
                        () -> Target.of(breaking.url().toString(), "id", "secret"), LIMITS, bench.time, () -> 0)) {
            Session session = client.session(AGENT);
            for (int offset = 0; offset < breaking.length(); offset++) {
                breaking.breakAt(offset);
                assertThat(session.require(GET, Body.OBJECT).path("a").asInt()).isEqualTo(7);
            }
        }
    }

    @Test
    void repeatsNotMoreThanTheBudgetOfTheRunAllows() throws Exception {
        Limits sparing =
                new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(10), 4, 25, 5, 6, 1000);
        try (Bench run = new Bench(sparing)) {
            run.port.always("GET /v1/thing", Answer.of(503, ""));
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> run.session.require(GET, Body.OBJECT)).hasMessageContaining("503");
            }
            assertThat(run.port.calls()).hasSize(10 + 6);
        }
    }

    @Test
    void tellsNoSecretThatTheCatalogRepeats() throws Exception {
        bench.port.always(
                "GET /v1/thing",
                request ->
                        Answer.error(400, "bad", "headers: " + request.headers().get("Authorization")));
        assertThatThrownBy(this::get)
                .hasMessageContaining("headers: Bearer ***")
                .hasMessageNotContaining("token-1");

        bench.port.revokeTokens();
        bench.time.advance(Duration.ofHours(3));
        bench.port.once("POST /v1/auth/access_token", Answer.error(422, "bad", "unknown pair id:secret"));
        assertThatThrownBy(this::get)
                .hasMessageContaining("unknown pair id:***")
                .hasMessageNotContaining("id:secret");
    }

    @Test
    void readsNoAnswerWithoutAnEnd() throws Exception {
        try (EndlessPort endless = new EndlessPort(false);
                PortClient client = new PortClient(
                        () -> Target.of(endless.url().toString(), "id", "secret"), LIMITS, bench.time, () -> 0)) {
            assertThatThrownBy(() -> client.session(AGENT).require(GET, Body.OBJECT))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("longer than the 16777216 bytes");
        }
    }

    @Test
    void caresNotHowLongAnAnswerIsThatNobodyReads() throws Exception {
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true,\"a\":\"" + "x".repeat(5_000_000) + "\"}"));

        assertThat(bench.session.require(GET, Body.ANYTHING)).isTrue();
        assertThat(bench.port.calls()).hasSize(1);
    }

    @Test
    void readsNoAnswerThatOnlyUnpackedHasNoEnd() throws Exception {
        try (EndlessPort endless = new EndlessPort(true);
                PortClient client = new PortClient(
                        () -> Target.of(endless.url().toString(), "id", "secret"), LIMITS, bench.time, () -> 0)) {
            assertThatThrownBy(() -> client.session(AGENT).require(GET, Body.OBJECT))
                    .hasMessageContaining("longer than the 16777216 bytes");
        }
    }

    @Test
    void keepsBulkWaitingWhenTheHeadersSayThatLittleOfTheQuotaIsLeft() throws Exception {
        bench.port.once(
                "GET /v1/thing",
                new Answer(
                        200,
                        Map.of("x-ratelimit-limit", "100", "x-ratelimit-remaining", "20", "x-ratelimit-reset", "90"),
                        "{\"ok\":true}",
                        0));
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));
        get();

        bench.session.urgent().require(GET, Body.OBJECT);
        assertThat(bench.time.pauses).isEmpty();
        get();

        assertThat(bench.time.pauses).containsExactly(Duration.ofSeconds(90));
    }

    @Test
    void showsRefusedCredentialsNotAgainForAWhile() throws Exception {
        bench.port.secret = "another";
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::get)
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("refuses the credentials")
                    .hasMessageContaining("401 invalid_credentials: wrong id or password")
                    .hasMessageContaining("io.atoll.apply")
                    .hasMessageNotContaining("\"secret\"");
        }
        assertThat(bench.port.requests).hasSize(1);

        bench.port.secret = "secret";
        bench.time.advance(Tokens.REFUSAL_HOLDS);
        get();

        assertThat(bench.port.tokenRequests()).isEqualTo(2);
    }

    @Test
    void sharesAFailureToGetATokenAmongThoseWhoWaitForIt() throws Exception {
        Limiter limiter = new Limiter(LIMITS.connections(), 0, bench.time);
        Transport transport = new Transport(LIMITS, limiter, bench.time);
        Tokens tokens = new Tokens(transport, new RetryPolicy(1, limiter, bench.time, () -> 0), bench.time);
        Target target = Target.of(bench.port.url().toString(), "id", "secret");
        Deadline deadline = Deadline.in(Duration.ofMinutes(1), bench.time);
        bench.port.once("POST /v1/auth/access_token", Answer.error(503, "busy", "later"));
        bench.port.tokensFlow = new CountDownLatch(1);
        AtomicInteger failures = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            callers.add(Thread.ofPlatform().start(() -> {
                try {
                    tokens.token(target, AGENT, deadline);
                } catch (CatalogException e) {
                    failures.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }

        Eventually.isTrue(() -> callers.stream()
                .allMatch(caller -> EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
                        .contains(caller.getState())));
        bench.port.tokensFlow.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(failures.get()).isEqualTo(6);
        assertThat(bench.port.tokenRequests()).isEqualTo(1);
        transport.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504})
    void repeatsWhatMayBeSentTwiceAfterAPassingStatus(int status) throws Exception {
        bench.port.once("GET /v1/thing", Answer.of(status, ""), Answer.of(status, "<html>busy</html>"));
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true,\"a\":7}"));

        assertThat(get().path("a").asInt()).isEqualTo(7);

        assertThat(bench.port.calls()).hasSize(3);
        assertThat(bench.time.pauses).containsExactly(Duration.ofMillis(300), Duration.ofMillis(600));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 413, 422, 500, 501})
    void takesOtherStatusesForAnAnswer(int status) {
        bench.port.always("GET /v1/thing", Answer.error(status, "code", "words"));

        assertThatThrownBy(this::get)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(bench.port.url() + " refused GET /v1/thing: " + status + " code: words");
        assertThat(bench.port.calls()).hasSize(1);
    }

    @Test
    void sendsNothingTwiceThatMustNotBe() {
        bench.port.always("POST /v1/thing", Answer.of(503, "busy"));

        assertThatThrownBy(() -> bench.session.require(POST, Body.OBJECT)).hasMessageContaining("503 busy");
        assertThat(bench.port.calls()).hasSize(1);
    }

    @Test
    void repeatsWhateverWasTurnedAwayByTheRateLimit() throws Exception {
        bench.port.once("POST /v1/thing", Answer.of(429, "").with("Retry-After", "7"));
        bench.port.always("POST /v1/thing", Answer.ok("{\"ok\":true}"));

        bench.session.require(POST, Body.OBJECT);

        assertThat(bench.time.pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void tellsTheLastAnswerWhenAttemptsAreUsedUp() {
        bench.port.always(
                "GET /v1/thing", Answer.error(503, "busy", "come back").with("X-Trace-Id", "abc"));

        assertThatThrownBy(this::get).hasMessageContaining("503 busy: come back (trace abc)");
        assertThat(bench.port.calls()).hasSize(LIMITS.attempts());
    }

    @Test
    void beginsNoPauseThatEndsAfterTheTimeOfTheCall() {
        bench.port.always("GET /v1/thing", Answer.of(503, "").with("Retry-After", "250"));

        assertThatThrownBy(this::get).hasMessageContaining("503");
        assertThat(bench.time.pauses).containsExactly(Duration.ofSeconds(250), Duration.ofSeconds(250));
    }

    @Test
    void sendsNothingBeforeTheTimeForWhichTheCatalogAsked() throws Exception {
        bench.port.once("GET /v1/thing", Answer.of(429, "").with("Retry-After", "590"));
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));

        get();

        assertThat(bench.time.pauses).containsExactly(Duration.ofSeconds(590));
    }

    @Test
    void sendsNothingAtAllWhileTheRateLimitIsUsedUpForLongerThanACallMayTake() throws Exception {
        bench.port.once("GET /v1/thing", Answer.of(429, "").with("x-ratelimit-reset", "3600"));
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));

        assertThatThrownBy(this::get).hasMessageContaining("429");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::get)
                    .hasMessageContaining("not sent: the catalog's rate limit is used up for another 3600 s");
        }
        assertThat(bench.port.calls()).hasSize(1);
        bench.time.advance(Duration.ofHours(1));
        get();

        assertThat(bench.port.calls()).hasSize(2);
    }

    @Test
    void spreadsThePausesOfSeveralCallers() {
        RetryPolicy policy = new RetryPolicy(3, new Limiter(1, 0, bench.time), bench.time, () -> 1);

        assertThatThrownBy(
                        () -> policy.run(GET, new RetryBudget(9), Deadline.in(Duration.ofHours(1), bench.time), () -> {
                            throw new IOException("broken");
                        }))
                .hasMessageContaining("GET /v1/thing has no usable answer after 3 attempts: IOException: broken");
        assertThat(bench.time.pauses).containsExactly(Duration.ofMillis(150), Duration.ofMillis(300));
    }

    @Test
    void readsAgainWhatBrokeOffInTheBody() throws Exception {
        Answer whole = Answer.ok("{\"ok\":true,\"a\":\"" + "x".repeat(100_000) + "\"}");
        bench.port.once("GET /v1/thing", whole.cut(10), whole.cut(99_999));
        bench.port.always("GET /v1/thing", whole);

        assertThat(get().path("a").asText()).hasSize(100_000);
        assertThat(bench.port.calls()).hasSize(3);
    }

    @Test
    void readsAgainWhatArrivedAsHalfAJsonText() throws Exception {
        bench.port.once("GET /v1/thing", Answer.ok("{\"ok\":true,\"a\":["));
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true,\"a\":[]}"));

        get();

        assertThat(bench.port.calls()).hasSize(2);
    }

    @Test
    void doesNotAskAgainForWhatIsNoJson() {
        bench.port.always("GET /v1/thing", Answer.ok("<html>login</html>"));

        assertThatThrownBy(this::get).isInstanceOf(CatalogException.class).hasMessageContaining("GET /v1/thing");
        assertThat(bench.port.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>login</html>", "login", "[]", "\"ok\""})
    void takesThePageOfAnotherForNoSuccess(String page) {
        bench.port.always("GET /v1/thing", Answer.ok(page));

        assertThatThrownBy(() -> bench.session.require(GET, Body.DONE)).isInstanceOf(CatalogException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"ok\":true}"})
    void takesAnObjectAndNoContentForSuccess(String content) throws Exception {
        bench.port.always("GET /v1/thing", Answer.ok(content));

        assertThat(bench.session.require(GET, Body.DONE)).isTrue();
    }

    @Test
    void followsNoRedirectWithTheToken() {
        bench.port.always("GET /v1/thing", Answer.of(302, "").with("Location", "/v1/elsewhere"));

        assertThatThrownBy(this::get).hasMessageContaining("302");
        assertThat(bench.port.calls()).hasSize(1);
    }

    @Test
    void saysWhereNobodyListens() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (PortClient client = new PortClient(
                () -> Target.of("http://127.0.0.1:" + closed, "id", "secret"), LIMITS, bench.time, () -> 0)) {
            assertThatThrownBy(() -> Bench.session(client).require(POST, Body.OBJECT))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("after 5 attempts")
                    .hasMessageContaining("127.0.0.1:" + closed);
        }
    }

    @Test
    void waitsForASilentCatalogNoLongerThanConfigured() throws Exception {
        Limits hasty =
                new Limits(Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofMinutes(1), 4, 25, 2, 1000, 1000);
        try (Bench slow = new Bench(hasty)) {
            slow.port.always("GET /v1/thing", request -> slow.port.hang());

            assertThatThrownBy(() -> slow.session.require(GET, Body.OBJECT))
                    .hasMessageContaining("after 2 attempts")
                    .hasMessageContaining("SocketTimeoutException");
        }
    }

    @Test
    void endsACallThatTakesTooLongInAll() throws Exception {
        Limits hasty =
                new Limits(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMillis(500), 4, 25, 1, 1000, 1000);
        try (Bench slow = new Bench(hasty)) {
            slow.port.always("GET /v1/thing", request -> slow.port.hang());

            assertThatThrownBy(() -> slow.session.require(GET, Body.OBJECT))
                    .hasMessageContaining("no complete answer within the time of the call");
        }
    }

    @Test
    void endsAtOnceWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        bench.port.always("GET /v1/thing", request -> {
            arrived.countDown();
            return bench.port.hang();
        });
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<JsonNode> call = threads.submit(this::get);
            arrived.await();
            Instant before = Instant.now();
            threads.shutdownNow();

            assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void keepsAPlaceForWhatIsUrgent() throws Exception {
        CountDownLatch bulk = new CountDownLatch(LIMITS.connections() - 1);
        bench.port.always("GET /v1/thing", request -> {
            bulk.countDown();
            return bench.port.hang();
        });
        bench.port.always("GET /v1/urgent", Answer.ok("{\"ok\":true}"));
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 10; i++) {
                Future<?> ignored = threads.submit(this::get);
            }
            bulk.await();
            Eventually.isTrue(() -> bench.client.load().waiting() == 7);

            bench.session.urgent().require(Call.get(Route.of("urgent")), Body.OBJECT);

            assertThat(bench.client.load()).hasToString("3 of 4 requests are under way and 7 wait");
            assertThat(bench.port.calls("GET /v1/thing")).hasSize(3);
            threads.shutdownNow();
        }
    }

    @Test
    void sendsNoMoreRequestsAtOnceThanConfigured() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(LIMITS.connections());
        bench.port.always("GET /v1/thing", request -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.countDown();
            awaitUnchecked(full);
            now.decrementAndGet();
            return Answer.ok("{\"ok\":true}");
        });

        together(20, () -> bench.session.urgent().require(GET, Body.OBJECT));

        assertThat(most.get()).isEqualTo(LIMITS.connections());
    }

    @Test
    void leavesNoCallAndNoThreadBehindWhenItIsClosed() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        bench.port.always("GET /v1/thing", request -> {
            arrived.countDown();
            return bench.port.hang();
        });
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<JsonNode> call = threads.submit(this::get);
            arrived.await();

            bench.client.close();

            assertThatThrownBy(call::get)
                    .hasCauseInstanceOf(CatalogException.class)
                    .hasMessageContaining("the client was closed");
        }
        assertThatThrownBy(this::get).hasMessageContaining("the client was closed");
        Eventually.isTrue(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("atoll-apply")
                        || thread.getName().startsWith("httpclient")));
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            boolean ignored = latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> void together(int callers, Callable<T> call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(call);
            }
            for (Future<T> result : threads.invokeAll(calls)) {
                result.get();
            }
        }
    }
}
