package io.atoll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ThirdPartyTest {

    private static final Path ROUTES = Path.of("src/test/resources/io/atoll/tck/routes.json");

    private final ThirdParty party = ThirdParty.start(ROUTES);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        client.shutdownNow();
        party.close();
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return client.send(request(target).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
        return client.send(
                request(target).POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(target.startsWith("http") ? target : party.address() + target));
    }

    @Test
    void answersWhatItIsToldAndKeepsWhatItWasAsked() throws Exception {
        // @start region="example"
        try (ThirdParty acme = ThirdParty.start(ROUTES)
                .on(
                        "POST /projects/{key}/rename",
                        request -> Response.json("{\"key\":\"" + request.parameter("key") + "\",\"name\":"
                                + request.json().path("name") + "}"))) {
            acme.fail("/projects", Fault.status(503).times(2));
            acme.limit(Limit.requests(100, Duration.ofMinutes(1)));
            // …an integration that is configured with acme.address() reads…
            // @end
            var renamed = post(acme.address() + "/projects/A%20B/rename?quiet=1&quiet=2", "{\"name\":\"new\"}");

            assertThat(renamed.statusCode()).isEqualTo(200);
            assertThat(renamed.body()).isEqualTo("{\"key\":\"A B\",\"name\":\"new\"}");
            // @start region="example"
            assertThat(acme.requests("/projects/{key}/rename")).singleElement().satisfies(request -> {
                assertThat(request.query().get("quiet")).containsExactly("1", "2");
                assertThat(request.body()).isEqualTo("{\"name\":\"new\"}");
            });
            assertThat(acme.unknown()).isEmpty();
            assertThat(acme.refused()).isZero();
        }
        // @end
    }

    @Test
    void prefersTheMoreParticularRoute() throws Exception {
        assertThat(get("/projects/x").body())
                .isEqualTo("{\"key\":\"x\",\"self\":\"" + party.address() + "/projects/x\"}");
        assertThat(get("/projects/new").body()).isEqualTo("{\"key\":\"NEW\"}");
        assertThat(get("/files/a/b/c").statusCode()).isEqualTo(200);
        var old = get("/projects?state=old");
        assertThat(old.statusCode()).isEqualTo(403);
        assertThat(old.headers().firstValue("X-Right")).contains("read");
        assertThat(post("/graph", "{\"variables\":{\"after\":null}}").body()).isEqualTo("{\"page\":1}");
        assertThat(post("/graph", "{\"variables\":{\"after\":\"x\"}}").body()).isEqualTo("{\"page\":2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            /projects?page=1; {"values":[{"key":"A"},{"key":"B"}],"total":3}
            /projects?page=2; {"values":[{"key":"C"}],"total":3}
            /projects?page=3; {"values":[],"total":3}
            /projects?page=1&limit=1; {"values":[{"key":"A"}],"total":3}
            /offset; {"values":[{"key":"A"},{"key":"B"}],"isLast":false}
            /offset?startAt=2&maxResults=9; {"values":[{"key":"C"}],"isLast":true}
            """)
    void givesOutPagesByNumber(String target, String body) throws Exception {
        assertThat(get(target).body()).isEqualTo(body);
    }

    @Test
    void givesOutPagesByWhatThePageBeforeSaid() throws Exception {
        assertThat(post("/search", "{}").body())
                .isEqualTo("{\"a\":{\"values\":[{\"key\":\"A\"},{\"key\":\"B\"}],\"token\":\"c2\"}}");
        assertThat(post("/search", "{\"token\":\"c2\"}").body()).isEqualTo("{\"a\":{\"values\":[{\"key\":\"C\"}]}}");
        assertThat(post("/search", "{\"token\":\"of another list\"}").statusCode())
                .isEqualTo(400);

        String next = get("/next?a=b+c").body();
        assertThat(next).contains("\"next\":\"" + party.address() + "/next?a=b+c&page=c2\"");
        assertThat(get("/next?a=b+c&page=c2").body()).isEqualTo("{\"values\":[{\"key\":\"C\"}]}");

        assertThat(get("/link").headers().firstValue("Link"))
                .contains("<" + party.address() + "/link?page=c2>; rel=\"next\"");
        assertThat(get("/link?page=c2").headers().firstValue("Link")).isEmpty();
    }

    @Test
    void tellsWhatItDoesNotKnow() throws Exception {
        assertThat(get("/elsewhere?x=1").statusCode()).isEqualTo(404);

        assertThat(party.unknown()).extracting(Request::toString).containsExactly("GET /elsewhere?{x=[1]}");
        assertThatThrownBy(() -> party.requests("/elsewhere"))
                .hasMessageContaining("there is no route '/elsewhere', but [GET /projects/{key}");
    }

    @Test
    void tellsWhatAResponderThrew() throws Exception {
        party.on("/broken", request -> {
            throw new IOException("defect");
        });

        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(party.defects())
                .singleElement()
                .satisfies(defect -> assertThat(defect).hasMessage("defect"));
    }

    @Test
    void failsSoOftenAndThenIsRight() throws Exception {
        party.fail("/projects/{key}", Fault.status(503).after(1).times(2));

        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 5; i++) {
            statuses.add(get("/projects/A").statusCode());
        }

        assertThat(statuses).containsExactly(200, 503, 503, 200, 200);
    }

    @Test
    void asksToWait() throws Exception {
        party.fail(Fault.status(429, Duration.ofSeconds(7)));
        assertThat(get("/projects").headers().firstValue("Retry-After")).contains("7");

        party.heal();
        assertThat(get("/projects").statusCode()).isEqualTo(200);
    }

    @Test
    void answersWhatIsNoJson() throws Exception {
        party.fail("/projects/{key}", Fault.brokenJson());
        assertThat(get("/projects/A").body()).startsWith("{\"key\":").doesNotContain("}");

        party.fail("/projects/{key}", Fault.html());
        assertThat(get("/projects/A").headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void breaksOff() {
        party.fail("/projects/{key}", Fault.truncated());
        assertThatThrownBy(() -> get("/projects/A")).isInstanceOf(IOException.class);

        party.fail("/projects/{key}", Fault.reset());
        assertThatThrownBy(() -> get("/projects/A")).isInstanceOf(IOException.class);
    }

    @Test
    void hangsUntilItIsReleased() throws Exception {
        party.fail("/projects/{key}", Fault.hang());
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request("/projects/A").build(), BodyHandlers.ofString());
        while (party.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(answer).isNotDone();
        assertThat(party.connections()).isEqualTo(1);

        while (!answer.isDone()) {
            party.release();
        }

        assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    @Test
    void sendsByteAfterByte() throws Exception {
        party.fail("/projects/{key}", Fault.slow(Duration.ofMillis(1)));

        assertThat(get("/projects/A").body()).endsWith("}");
    }

    @Test
    void leadsElsewhere() throws Exception {
        try (ThirdParty other = ThirdParty.start(ROUTES)) {
            party.fail("/projects/{key}", Fault.redirect(other.address()));

            assertThat(get("/projects/A?x=1").headers().firstValue("Location"))
                    .contains(other.address() + "/projects/A?x=1");
        }
    }

    @Test
    void unfoldsToALot() throws Exception {
        party.fail("/projects/{key}", Fault.bomb(64 << 20));

        HttpResponse<InputStream> bomb = client.send(request("/projects/A").build(), BodyHandlers.ofInputStream());

        assertThat(bomb.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isLessThan(1 << 20);
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (var in = new GZIPInputStream(bomb.body())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
            }
        }
        assertThat(size).isEqualTo((64 << 20) + 4);
    }

    @Test
    void repeatsItsFirstPage() throws Exception {
        party.fail("POST /search", Fault.repeated());

        assertThat(post("/search", "{}").body()).contains("\"token\":\"c2\"");
        assertThat(post("/search", "{\"token\":\"c2\"}").body()).contains("\"token\":\"c2\"");
    }

    @Test
    void putsUpWithSoManyRequestsInAWindow() throws Exception {
        party.limit(Limit.requests(2, Duration.ofHours(1)));

        get("/projects");
        get("/projects");
        var third = get("/projects");

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(3000L, 3600L);
        assertThat(party.refused()).isEqualTo(1);
    }

    @Test
    void putsUpWithSoManyRequestsAtOnce() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        party.on("/long", request -> {
            inside.countDown();
            go.await();
            return Response.of(204);
        });
        party.limit(Limit.concurrency(1));
        var first = client.sendAsync(request("/long").build(), BodyHandlers.ofString());
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(get("/projects").statusCode()).isEqualTo(429);

        go.countDown();
        assertThat(first.get().statusCode()).isEqualTo(204);
        assertThat(get("/projects").statusCode()).isEqualTo(200);
        assertThat(party.refused()).isEqualTo(1);
    }

    @Test
    void refusesAFileThatItDoesNotUnderstand(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("r.json"), "{\"routes\":[{\"on\":\"GET /a\",\"boddy\":{}}]}");

        assertThatThrownBy(() -> party.routes(file)).hasMessageContaining("r.json, GET /a: 'boddy' is none of [body, ");
    }
}
