package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.Fault;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people are told when something is wrong. */
@Timeout(180)
class BadInputTest {

    @TempDir
    private Path folder;

    private final ThirdParty server = ThirdParty.start().on("GET /users", request -> Response.json("[{\"id\":1}]"));

    @AfterEach
    void close() {
        server.close();
    }

    private RecordedSink read(String address, String selector, Object... settings) throws Exception {
        try (var instance = Instance.at(address, folder, settings)) {
            return instance.read("/users", selector);
        }
    }

    private void fails(Class<? extends IntegrationException> type, String message, Object... settings) {
        assertThatThrownBy(() -> read(server.address(), "", settings))
                .isInstanceOf(type)
                .hasMessageContaining("/users")
                .hasMessageContaining(message);
    }

    @Test
    void saysThatAHostIsNotKnown() {
        assertThatThrownBy(() -> read("http://nowhere.invalid", ""))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("the host nowhere.invalid is not known; check the address and the DNS");
    }

    @Test
    void saysThatNobodyListens() {
        String address = server.address();
        server.close();

        assertThatThrownBy(() -> read(address, ""))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(address);
    }

    @Test
    void saysThatTheCredentialIsWrong() {
        server.fail(Fault.status(401));

        fails(Unauthorized.class, "The credentials are not accepted", "authType", "bearer_token", "apiToken", "s3cr3t");
    }

    @Test
    void saysThatARightIsMissing() {
        server.fail(Fault.status(403));

        fails(Unauthorized.class, "The credentials lack a right");
    }

    /** What concerns one kind alone does not keep the platform from reading the others; what concerns all does. */
    @Test
    void keepsWhatIsWrongWithAKindToItself() throws Exception {
        server.on("GET /forbidden", request -> Response.json("{}").status(403));
        server.on("GET /unauthorized", request -> Response.json("{}").status(401));
        try (var instance = Instance.at(server.address(), folder)) {
            for (String selector : List.of("data_path: '.items['", "query_params: {a: {}}", "endpoint: /other")) {
                var sink = new RecordedSink();
                instance.resync("/users", selector, sink);
                assertThat(sink.incomplete().get("/users")).as(selector).isInstanceOf(Misconfigured.class);
            }
            var sink = new RecordedSink();
            instance.resync("/forbidden", "", sink);
            assertThat(sink.incomplete().get("/forbidden")).isInstanceOf(Unauthorized.class);

            assertThatThrownBy(() -> instance.resync("/unauthorized", "", new RecordedSink()))
                    .isInstanceOf(Unauthorized.class);
        }
        try (var instance = Instance.at("http://169.254.169.254", folder)) {
            assertThatThrownBy(() -> instance.resync("/users", "", new RecordedSink()))
                    .isInstanceOf(Misconfigured.class);
        }
    }

    @Test
    void saysThatAWebPageCame() {
        server.fail(Fault.html());

        fails(Unexpected.class, "web page");
    }

    @Test
    void saysThatTheAnswerIsNoJson() {
        server.fail(Fault.brokenJson());
        fails(Unexpected.class, "the answer is no JSON");
        fails(Unexpected.class, "also when it was asked for again", "paginationType", "page");

        server.heal();
        server.on("GET /users", request -> Response.json("{'id':1}"));
        fails(Unexpected.class, "the answer is no JSON");
    }

    @Test
    void saysThatTheAnswerIsABomb() {
        server.fail(Fault.bomb(1L << 30));

        fails(Unexpected.class, "which is a compression bomb");
    }

    @Test
    void saysThatAPageNeverEnds() throws Exception {
        byte[] more = "{\"id\":1},".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        var endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endless.createContext("/", exchange -> {
            try (exchange;
                    var out = exchange.getResponseBody()) {
                exchange.sendResponseHeaders(200, 0);
                out.write('[');
                while (true) {
                    out.write(more);
                }
            }
        });
        endless.start();
        try {
            assertThatThrownBy(() ->
                            read("http://127.0.0.1:" + endless.getAddress().getPort(), "", "paginationType", "page"))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining(
                            "/users?size=100&page=1: the answer is larger than 64 MB; ask for smaller pages");
        } finally {
            endless.stop(0);
        }
    }

    @Test
    void saysThatAPageHasMoreValuesThanCanBeHeld() {
        server.on("GET /users", request -> Response.json("[" + "{},".repeat(3_000_000) + "{}]"));

        fails(Unexpected.class, "the answer is more than can be held", "paginationType", "page");
    }

    @Test
    void namesAKeyOfTheSelectorThatIsMistyped() {
        assertThatThrownBy(() -> read(server.address(), "data_pth: .items"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("data_pth")
                .hasMessageContaining("did you mean 'data_path'?");
        assertThatThrownBy(() -> read(server.address(), "method: FETCH"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("method")
                .hasMessageContaining("FETCH");
        assertThatThrownBy(() -> read(server.address(), "pagination: {paginationType: pages}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("paginationType is one of none, offset");
        assertThatThrownBy(() -> read(server.address(), "path_parameters: {id: {endpoint: /ids, feild: .id}}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("key 'path_parameters.id': a path parameter needs 'endpoint'");
        assertThatThrownBy(
                        () -> read(server.address(), "path_parameters: {id: {endpoint: /ids, field: .id, filtr: .x}}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("filtr")
                .hasMessageContaining("did you mean 'filter'?");
    }

    @Test
    void followsNoLinkToAnotherHost() {
        try (var other = ThirdParty.start().on("GET /users", request -> Response.json("[]"))) {
            server.on(
                    "GET /users",
                    request -> Response.json("{\"v\":[],\"next\":\"" + other.address() + "/users\"}")
                            .header("Link", "<" + other.address() + "/users>; rel=next"));

            for (String type : List.of("next_link", "header_link")) {
                assertThatThrownBy(() ->
                                read(server.address(), "data_path: .v", "paginationType", type, "nextLinkPath", "next"))
                        .isInstanceOf(Unexpected.class)
                        .hasMessageContaining("leads to " + other.address())
                        .hasMessageContaining("it is not followed, and gets no credentials");
            }
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void saysThatAListNeverEnds() {
        server.on("GET /same", request -> Response.json("[{\"id\":1}]"));

        assertThatThrownBy(() -> {
                    try (var instance = Instance.at(server.address(), folder, "paginationType", "page")) {
                        instance.read("/same", "");
                    }
                })
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("page 2 is the same as the page before it");
    }

    @Test
    void takesTheAddressThatBaseUrlIsWrittenWithForAllowedButNoName() {
        assertThat(WrittenAddress.of(URI.create(server.address()))).containsExactly("127.0.0.1");
        assertThat(WrittenAddress.of(URI.create("http://localhost:8080/x"))).containsExactly("127.0.0.0/8", "::1");
        assertThat(WrittenAddress.of(URI.create("https://[fd00::1]:8443"))).containsExactly("fd00::1");
        assertThat(WrittenAddress.of(URI.create("http://169.254.169.254"))).isEmpty();
        assertThat(WrittenAddress.of(URI.create("http://[fe80::1]"))).isEmpty();
        assertThat(WrittenAddress.of(URI.create("http://api.example.com"))).isEmpty();
    }

    @Test
    void saysWhichSettingAllowsAnAddressThatIsNotPublic() {
        assertThatThrownBy(() -> read("http://169.254.169.254", ""))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("allowedAddresses: [169.254.169.254]");
    }

    @Test
    void takesAllowedAddresses() {
        assertThatThrownBy(() -> read(server.address(), "", "allowedAddresses", new String[] {"intranet"}))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("'intranet' is no block of addresses");
    }

    @Test
    void checksTheConnection() throws Exception {
        server.on("GET /me", request -> Response.json("{}"));

        assertThat(steps()).containsExactly("PASSED", "PASSED", "SKIPPED");
        assertThat(steps("checkEndpoint", "/me")).containsExactly("PASSED", "PASSED", "PASSED", "SKIPPED");
        assertThat(steps("authType", "basic")).containsExactly("FAILED");
        server.fail(Fault.status(401));
        assertThat(steps()).containsExactly("PASSED", "PASSED", "FAILED");
        assertThat(steps("checkEndpoint", "/me")).containsExactly("PASSED", "PASSED", "FAILED", "SKIPPED");
        server.close();
        assertThat(steps()).containsExactly("PASSED", "FAILED", "SKIPPED");
    }

    private List<String> steps(Object... settings) throws Exception {
        try (var instance = Instance.at(server.address(), folder, settings)) {
            return instance.api.check().stream()
                    .map(Step::outcome)
                    .map(Outcome::name)
                    .toList();
        }
    }

    @Test
    void keepsTwoInstancesApart() throws Exception {
        server.on(
                "GET /users",
                request -> Response.json(
                        "[{\"who\":\"" + request.header("X-API-Key").orElse("") + "\"}]"));
        try (var one = Instance.at(server.address(), folder.resolve("one"), "authType", "api_key", "apiKey", "k1");
                var other =
                        Instance.at(server.address(), folder.resolve("two"), "authType", "api_key", "apiKey", "k2")) {
            one.starting();
            other.starting();
            assertThat(one.read("/users", "").texts()).containsExactly("{\"who\":\"k1\"}");
            assertThat(other.read("/users", "").texts()).containsExactly("{\"who\":\"k2\"}");
            one.starting();
            assertThat(other.read("/users", "").texts()).containsExactly("{\"who\":\"k2\"}");
        }
        assertThat(server.requests()).hasSize(2);
    }
}
