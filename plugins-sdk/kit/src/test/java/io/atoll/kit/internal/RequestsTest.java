package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.trace.RequestTracer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who trace are told of requests. */
@Timeout(120)
class RequestsTest {

    private final Clients clients = new Clients();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final FakeServer server = FakeServer.answering(request -> switch (request.path()) {
        case "/items/4711" -> told.stream().filter("began"::equals).count() < 3 ? Reply.of(503, "") : json("{}");
        case "/secret" -> Reply.of(302, "").with("Location", "/items?token=of-the-redirection");
        default -> json("{}");
    });

    private final RequestTracer tracer = (method, host, path, attempt) -> {
        told.add("began");
        return new Noting(method + " " + host + " " + path + " " + attempt);
    };

    /** Notes how a request ended. */
    private final class Noting implements RequestTracer.Attempt {

        private final String what;

        Noting(String what) {
            this.what = what;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("traceparent", "00-1-2-01", "Accept", "text/canary");
        }

        @Override
        public void answered(int status) {
            told.add(what + " -> " + status);
        }

        @Override
        public void failed(String reason) {
            told.add(what + " failed: " + reason);
        }

        @Override
        public void close() {
            told.add("over");
        }
    }

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    private Http http() {
        return clients.open(Server.at(server.base()).auth(Auth.bearer("of-the-test")));
    }

    @Test
    void areToldByAttemptWithoutQueryAndWithoutNamesOfThings() throws Exception {
        clients.tracer(tracer);

        http().json(Call.get("items/4711").query("token", "in-the-query"));

        String what = "GET 127.0.0.1 /items/* ";
        assertThat(told)
                .containsExactly(
                        "began",
                        what + "1 -> 503",
                        "over",
                        "began",
                        what + "2 -> 503",
                        "over",
                        "began",
                        what + "3 -> 200",
                        "over");
        assertThat(told.toString()).doesNotContain("in-the-query", "of-the-test", "4711");
    }

    @Test
    void areToldOfTheRequestsThatAServerSendsThemOnTo() throws Exception {
        clients.tracer(tracer);

        http().json(Call.get("secret"));

        assertThat(told)
                .containsExactly(
                        "began",
                        "GET 127.0.0.1 /secret 1 -> 302",
                        "over",
                        "began",
                        "GET 127.0.0.1 /items 1 -> 200",
                        "over");
    }

    @Test
    void areToldWhyThereIsNoAnswerWithoutSecrets() throws Exception {
        clients.tracer(tracer);
        Http http = http();
        server.close();

        assertThatThrownBy(() -> http.json(Call.get("items"))).isInstanceOf(IntegrationException.class);

        assertThat(told).filteredOn(line -> line.contains(" failed: ")).isNotEmpty();
        assertThat(told)
                .filteredOn("began"::equals)
                .hasSameSizeAs(told.stream().filter("over"::equals).toList());
        assertThat(told.toString()).doesNotContain("of-the-test");
    }

    @Test
    void carryWhatIsGivenToThemButNothingInPlaceOfTheirOwn() throws Exception {
        clients.tracer(tracer);

        http().json(Call.get("items").headers(Map.of("accept", "application/json")));

        Map<String, String> headers = server.requests.getFirst().headers();
        assertThat(headers).containsEntry("traceparent", "00-1-2-01");
        assertThat(headers.toString()).doesNotContain("canary");
    }

    @Test
    void areSentTheSameIfNobodyTraces() throws Exception {
        http().json(Call.get("items"));

        assertThat(server.requests.getFirst().headers()).doesNotContainKey("traceparent");
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/rest/api/3/search,/rest/api/3/search",
        "http://h/api/v2.1/users/ada%20b/repos,/api/v2.1/users/*/repos",
        "http://h/hooks/T0001/xoxb-2345,/hooks/*/*",
        "http://h/a-token-that-is-longer-than-any-word-is,/*",
        "http://h/issues/PROJ-12/worklog,/issues/*/worklog",
        "http://h/a//b/,/a//b/",
        "http://h,''",
    })
    void nameNoThing(String address, String path) {
        assertThat(Requests.path(URI.create(address))).isEqualTo(path);
    }
}
