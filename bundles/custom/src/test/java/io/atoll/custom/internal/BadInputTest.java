package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.net.URI;
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
                .hasMessageContaining("the host nowhere.invalid")
                .hasMessageContaining("check the address and the DNS");
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

    @Test
    void saysThatAWebPageCame() {
        server.fail(Fault.html());

        fails(Unexpected.class, "web page");
    }

    @Test
    void saysThatTheAnswerIsNoJson() {
        server.fail(Fault.brokenJson());

        assertThatThrownBy(() -> read(server.address(), "")).isInstanceOf(IntegrationException.class);
    }

    @Test
    void saysThatTheAnswerIsABomb() {
        server.fail(Fault.bomb(1L << 30));

        fails(Unexpected.class, "which is a compression bomb");
    }

    @Test
    void saysThatAListNeverEnds() {
        server.on("GET /users", request -> Response.json("[{\"id\":" + request.number("page", 0) + "}]"));
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
