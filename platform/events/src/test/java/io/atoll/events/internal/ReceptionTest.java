package io.atoll.events.internal;

import static io.atoll.events.internal.World.A;
import static io.atoll.events.internal.World.B;
import static io.atoll.events.internal.World.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.State;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.event.LiveEventGate.Verdict;
import io.atoll.spi.event.Route.Answer;
import io.atoll.spi.event.Signatures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What third parties are answered, over HTTP, and what is kept of what they sent. */
class ReceptionTest {

    private static final Signatures.Check TOKEN = Signatures.header("X-Hook-Token", "secret");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private World world;
    private Gateway gateway;

    @BeforeEach
    void begin() throws Exception {
        world = new World(folder, 100);
        world.gate(A, event -> TOKEN.judge(event, event.header("X-Delivery")));
        gateway = Gateway.open(world.reception(), () -> Optional.of(world.inbox()));
    }

    @AfterEach
    void end() {
        client.close();
        gateway.close();
        world.close();
    }

    @Test
    void keepsWhatIsGenuineWithoutItsSecrets() throws Exception {
        var response = post("/jira/a/webhook", "{\"id\": 1}", "X-Hook-Token", "secret", "X-Event", "push");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
        try (var reader = world.inbox().open(A)) {
            var kept = reader.next(10, 1000).getFirst().delivery();
            assertThat(kept.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\": 1}");
            assertThat(kept.headers()).containsEntry("x-event", List.of("push")).doesNotContainKey("x-hook-token");
        }
    }

    @Test
    void keepsNothingThatIsNotGenuine() throws Exception {
        assertThat(post("/jira/a/webhook", "{}").statusCode()).isEqualTo(401);
        assertThat(post("/jira/a/webhook", "{}", "X-Hook-Token", "wrong").body())
                .contains("not genuine")
                .doesNotContain("wrong", "secret");
        assertThat(post("/jira/a/webhook", "no JSON").statusCode()).isEqualTo(401);
        world.gate(B, event -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(post("/jira/b/webhook", "{}").statusCode()).isEqualTo(401);

        assertThat(world.inbox().counts()).isEmpty();
    }

    @Test
    void refusesMalformedJsonOnlyOnceItIsKnownToBeGenuine() throws Exception {
        for (var body : List.of("", "{", "{}{}", "[".repeat(10_000))) {
            var response = post("/jira/a/webhook", body, "X-Hook-Token", "secret");
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.body()).contains("no JSON");
        }
        assertThat(world.inbox().counts()).isEmpty();
        assertThat(post("/jira/a/webhook", "payload=x", "X-Hook-Token", "secret", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPathWithoutAGateDoesNotExist() throws Exception {
        world.handler(B, new IssueEvents());
        for (var path : List.of(
                "/", "/jira/a", "/jira/a/", "/jira/a/other", "/jira/b/webhook", "/jira/a/webhook/more", "/%00")) {
            assertThat(post(path, "{}", "X-Hook-Token", "secret").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(post("/jira/starting/webhook", "{}").statusCode()).isEqualTo(503);
        assertThat(send("DELETE", "/jira/a/webhook", "").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/jira/a/webhook", "", "X-Hook-Token", "secret").statusCode())
                .isEqualTo(405);
        assertThat(world.inbox().counts()).isEmpty();
    }

    @Test
    void servesThePathOfOceanIfOneInstanceHasIt() throws Exception {
        assertThat(post("/webhook", "{}", "X-Hook-Token", "secret").statusCode())
                .isEqualTo(200);
        assertThat(world.inbox().counts()).containsOnlyKeys(A);

        world.gate(B, event -> new Verdict.Accepted(Optional.empty()));

        assertThat(post("/webhook", "{}", "X-Hook-Token", "secret").statusCode())
                .isEqualTo(404);
    }

    @Test
    void knowsADeliveryAgain() throws Exception {
        var first = post("/jira/a/webhook", "{}", "X-Hook-Token", "secret", "X-Delivery", "d1");
        var again = post("/jira/a/webhook", "{}", "X-Hook-Token", "secret", "X-Delivery", "d1");

        assertThat(first.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("repeated");
        assertThat(world.inbox().counts().get(A)).isEqualTo(Map.of(State.WAITING, 1L));
    }

    @Test
    void answersAChallenge() throws Exception {
        world.gate(
                B,
                event -> new Verdict.Challenge(
                        Map.of("X-Hook-Secret", event.header("X-Hook-Secret").orElse("")), "pong"));

        var response = send("GET", "/jira/b/webhook", "", "X-Hook-Secret", "abc");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("pong");
        assertThat(response.headers().firstValue("X-Hook-Secret")).contains("abc");
    }

    @Test
    void refusesABodyThatIsTooLargeWhetherOrNotItSaysSo() throws Exception {
        var tooMuch = new byte[LIMITS.body() + 1];

        assertThat(send("/jira/a/webhook", BodyPublishers.ofByteArray(tooMuch)).statusCode())
                .isEqualTo(413);
        assertThat(send("/jira/a/webhook", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooMuch)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesABodyThatIsTooSlow() throws Exception {
        try (var impatient = Gateway.open(world.reception(World.IMPATIENT), () -> Optional.of(world.inbox()));
                var socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            var out = socket.getOutputStream();
            out.write("POST /integration/jira/a/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            var answer = CompletableFuture.supplyAsync(() -> firstLine(socket));
            while (!answer.isDone()) {
                try {
                    out.write('x');
                    out.flush();
                    LockSupport.parkNanos(20_000_000);
                } catch (IOException gone) {
                    break;
                }
            }
            assertThat(answer.get()).contains("408");
        }
    }

    @Test
    void holdsNoMoreThanItMayWhateverComes() throws Exception {
        var bodies = new Bodies(LIMITS);
        var release = new CountDownLatch(1);
        var readers = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < 50; i++) {
            readers.add(CompletableFuture.supplyAsync(() -> held(bodies, release), Thread.ofVirtual()::start));
        }
        Eventually.eventually(() -> assertThat(
                        readers.stream().filter(reader -> reader.isDone()).count() + bodies.held() / 60_000)
                .isEqualTo(50));
        assertThat(bodies.held()).isBetween(60_000L, LIMITS.bodies());
        release.countDown();

        assertThat(readers.stream().map(CompletableFuture::join).distinct()).containsExactlyInAnyOrder(200, 503);
        assertThat(bodies.held()).isZero();
    }

    @Test
    void saysWhenToComeAgainIfNothingCanBeKept() throws Exception {
        for (var i = 0; i < 100; i++) {
            assertThat(post("/jira/a/webhook", "{}", "X-Hook-Token", "secret").statusCode())
                    .isEqualTo(200);
        }

        var full = post("/jira/a/webhook", "{}", "X-Hook-Token", "secret");
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("Retry-After")).isPresent();

        for (Optional<Inbox> inbox : List.of(Optional.of(broken()), Optional.<Inbox>empty())) {
            try (var other = Gateway.open(world.reception(), () -> inbox)) {
                assertThat(post(other, "/jira/a/webhook", "{}", "X-Hook-Token", "secret")
                                .statusCode())
                        .isEqualTo(503);
            }
        }
    }

    @Test
    void aRouteAnswersByItselfBehindTheGate() throws Exception {
        world.route(A, request -> switch (request.json().path("ask").asText()) {
            case "away" -> throw new Unavailable("jira is away");
            case "defect" -> throw new IllegalStateException("a bug");
            default ->
                new Answer(202, "text/plain", request.header("X-Hook-Token").orElse("none"));
        });

        assertThat(post("/jira/a/webhook", "{}").statusCode()).isEqualTo(401);
        var answer = post("/jira/a/webhook", "{}", "X-Hook-Token", "secret");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("secret");
        assertThat(post("/jira/a/webhook", "{\"ask\": \"away\"}", "X-Hook-Token", "secret")
                        .body())
                .contains("jira is away");
        assertThat(post("/jira/a/webhook", "{\"ask\": \"defect\"}", "X-Hook-Token", "secret")
                        .statusCode())
                .isEqualTo(500);
        assertThat(world.inbox().counts()).isEmpty();
    }

    private static Inbox broken() {
        return (Inbox) Proxy.newProxyInstance(
                Inbox.class.getClassLoader(), new Class<?>[] {Inbox.class}, (proxy, method, arguments) -> {
                    throw new LedgerFailure("the disk is full", null);
                });
    }

    private static int held(Bodies bodies, CountDownLatch release) {
        try {
            var body = bodies.read(new ByteArrayInputStream(new byte[60_000]), -1);
            release.await();
            bodies.release(body);
            return 200;
        } catch (Refusal refusal) {
            return refusal.reply().status();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String firstLine(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            var line = new StringBuilder();
            for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            return line.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send("POST", path, body, headers);
    }

    private HttpResponse<String> post(Gateway to, String path, String body, String... headers) throws Exception {
        return client.send(
                request(to, path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return client.send(
                request(gateway, path, headers)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path, HttpRequest.BodyPublisher body) throws Exception {
        return client.send(request(gateway, path).POST(body).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Gateway to, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + "/integration" + path));
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }
}
