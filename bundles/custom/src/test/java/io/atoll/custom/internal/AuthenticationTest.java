package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.Request;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the API knows who is calling. */
@Timeout(120)
class AuthenticationTest {

    private static final String TEMPLATE = "{\"headers\":{\"Authorization\":\"Bearer {{.access_token}}\"}}";

    @TempDir
    private Path folder;

    private final AtomicInteger tokens = new AtomicInteger();
    private final ThirdParty server = ThirdParty.start()
            .on("GET /users", request -> Response.json("[]"))
            .on("POST /users", request -> Response.json("[]"))
            .on(
                    "POST /token",
                    request -> Response.json(
                            "{\"access_token\":\"token-" + tokens.incrementAndGet() + "\",\"session\":{\"id\":17}}"));

    @AfterEach
    void close() {
        server.close();
    }

    private Request asked(Object... settings) throws Exception {
        try (var instance = Instance.at(server.address(), folder, settings)) {
            instance.read("/users", "");
        }
        return server.requests("GET /users").getLast();
    }

    @Test
    void sendsWhatTheTypeSays() throws Exception {
        assertThat(asked().header("Authorization")).isEmpty();
        assertThat(asked("authType", "bearer_token", "apiToken", "abc").header("Authorization"))
                .hasValue("Bearer abc");
        assertThat(asked("authType", "basic", "username", "me", "password", "p:w")
                        .header("Authorization"))
                .hasValue("Basic " + Base64.getEncoder().encodeToString("me:p:w".getBytes(StandardCharsets.UTF_8)));
        assertThat(asked("authType", "api_key", "apiKey", "k").header("X-API-Key"))
                .hasValue("k");
        assertThat(asked("authType", "api_key", "apiKey", "k", "apiKeyHeader", "X-Mine")
                        .header("X-Mine"))
                .hasValue("k");
    }

    @Test
    void sendsMoreHeadersWithVariablesOfTheEnvironment() throws Exception {
        Request asked = asked("customHeaders", "{\"X-Tenant\":\"${TENANT}-1\",\"X-Number\":3}");

        assertThat(asked.header("X-Tenant")).hasValue("blue-1");
        assertThat(asked.header("X-Number")).hasValue("3");
    }

    @Test
    void letsAHeaderOfTheSelectorStandInPlaceOfAnother() throws Exception {
        try (var instance = Instance.at(
                server.address(),
                folder,
                "authType",
                "bearer_token",
                "apiToken",
                "usual",
                "customHeaders",
                "{\"User-Agent\":\"us/1.0\",\"X-Version\":\"1\"}")) {
            instance.read("/users", "headers: {x-version: 2, authorization: Bearer special}");
            instance.read("/users", "");
        }

        Request first = server.requests().getFirst();
        assertThat(first.header("X-Version")).hasValue("2");
        assertThat(first.header("Authorization")).hasValue("Bearer special");
        assertThat(first.header("User-Agent")).hasValue("us/1.0");
        assertThat(server.requests().getLast().header("Authorization")).hasValue("Bearer usual");
    }

    @Test
    void keepsSecretsInHeadersOutOfMessages() {
        server.on(
                "GET /users",
                request -> Response.json("{\"message\":\"bad: "
                                + request.header("X-Api-Key").orElse("") + "\"}")
                        .status(400));

        for (Object[] settings : new Object[][] {
            {"customHeaders", "{\"X-Api-Key\":\"s3cr3t\"}"},
            {"authType", "api_key", "apiKey", "s3cr3t"}
        }) {
            assertThatThrownBy(() -> asked(settings))
                    .hasMessageContaining("bad: ***")
                    .hasMessageNotContaining("s3cr3t");
        }
    }

    @Test
    void namesWhatTheTypeNeeds() {
        refuses("apiToken is missing: authType bearer_token needs it", "authType", "bearer_token");
        refuses("password is missing: authType basic needs it", "authType", "basic", "username", "me");
        refuses("apiKey is missing: authType api_key needs it", "authType", "api_key");
        refuses("customAuthRequest is missing: authType custom needs it", "authType", "custom");
        refuses("authType is one of none, bearer_token", "authType", "oauth");
        refuses("names the variable 'NOBODY'", "customHeaders", "{\"X\":\"${NOBODY}\"}");
        refuses("customHeaders is no JSON: there is something wrong in line 1", "customHeaders", "{X: s3cr3t");
        refuses("baseUrl: the address of a server is like https://host/path", "baseUrl", "ftp://host");
        refuses("there is no file /no/such/file", "certificates", "/no/such/file");
        refuses("paginationType is one of none, offset", "paginationType", "pages");
        refuses("paginationType after needs cursorPath", "paginationType", "after");
    }

    @Test
    void namesWhatIsWrongWithARequestForAToken() {
        refusesRequest("'endpoint' is missing", "{}");
        refusesRequest(
                "only one of 'body' and 'bodyForm'", "{\"endpoint\":\"/t\",\"body\":{\"a\":1},\"bodyForm\":\"a=1\"}");
        refusesRequest("'bodyform' is not known; there are", "{\"endpoint\":\"/t\",\"bodyform\":\"a=s3cr3t\"}");
        refusesRequest(
                "'reauthenticateIntervalSeconds' is at least 1",
                "{\"endpoint\":\"/t\",\"reauthenticateIntervalSeconds\":0}");
        refusesRequest("'headers' is of another type", "{\"endpoint\":\"/t\",\"headers\":[\"s3cr3t\"]}");
        refusesTemplate("at least one of 'headers', 'queryParams' and 'body'", "{}");
        refusesTemplate("headers.A: '{{token}}' is not of the form {{.path}}", "{\"headers\":{\"A\":\"{{token}}\"}}");
        refusesTemplate("body.a: '{{.x[}}' is no path", "{\"body\":{\"a\":\"{{.x[}}\"}}");
    }

    private void refusesRequest(String message, String request) {
        refuses(message, "authType", "custom", "customAuthRequest", request, "customAuthRequestTemplate", TEMPLATE);
    }

    private void refusesTemplate(String message, String template) {
        refuses(
                message,
                "authType",
                "custom",
                "customAuthRequest",
                "{\"endpoint\":\"/t\"}",
                "customAuthRequestTemplate",
                template);
    }

    private void refuses(String message, Object... settings) {
        assertThatThrownBy(() -> asked(settings))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cr3t");
    }

    private Instance custom(String request, String template) throws Exception {
        return Instance.at(
                server.address(),
                folder,
                "authType",
                "custom",
                "customAuthRequest",
                request,
                "customAuthRequestTemplate",
                template);
    }

    @Test
    void asksForATokenWithJsonAndUsesItEverywhere() throws Exception {
        try (var instance = custom(
                "{\"endpoint\":\"/token\",\"headers\":{\"X-A\":\"b\",\"Content-Type\":\"application/json\"},"
                        + "\"queryParams\":{\"v\":1},\"body\":{\"id\":\"me\"}}",
                "{\"headers\":{\"Authorization\":\"Bearer {{.access_token}}\",\"X-S\":\"{{.session.id}}\"},"
                        + "\"queryParams\":{\"key\":\"{{.access_token}}\"},\"body\":{\"auth\":{\"t\":[\"{{.access_token}}\"]}}}")) {
            instance.read("/users", "{method: POST, body: {q: 1}}");
            instance.read("/users?x=1", "");
        }

        Request login = server.requests("POST /token").getFirst();
        assertThat(server.requests("POST /token")).hasSize(1);
        assertThat(login.json().toString()).isEqualTo("{\"id\":\"me\"}");
        assertThat(login.header("X-A")).hasValue("b");
        assertThat(login.query("v")).hasValue("1");
        Request users = server.requests("POST /users").getFirst();
        assertThat(users.header("Authorization")).hasValue("Bearer token-1");
        assertThat(users.header("X-S")).hasValue("17");
        assertThat(users.query("key")).hasValue("token-1");
        assertThat(users.json().toString()).isEqualTo("{\"q\":1,\"auth\":{\"t\":[\"token-1\"]}}");
    }

    @Test
    void asksForATokenWithAFormAtAnotherAddress() throws Exception {
        try (var other = ThirdParty.start().on("GET /login", request -> Response.json("{\"access_token\":\"far\"}"));
                var instance = custom(
                        "{\"endpoint\":\"" + other.address()
                                + "/login\",\"method\":\"GET\",\"bodyForm\":\"grant_type=client_credentials&client_id=me\"}",
                        TEMPLATE)) {
            instance.read("/users", "");

            Request login = other.requests().getFirst();
            assertThat(login.body()).isEqualTo("grant_type=client_credentials&client_id=me");
            assertThat(login.header("Content-Type").orElseThrow()).startsWith("application/x-www-form-urlencoded");
            assertThat(server.requests("GET /users").getFirst().header("Authorization"))
                    .hasValue("Bearer far");
        }
    }

    @Test
    void renewsATokenBeforeItExpires() throws Exception {
        try (var instance = custom("{\"endpoint\":\"/token\",\"reauthenticateIntervalSeconds\":600}", TEMPLATE)) {
            instance.read("/users", "");
            instance.clients.advance(Duration.ofSeconds(539));
            instance.read("/users?a", "");
            assertThat(tokens).hasValue(1);

            instance.clients.advance(Duration.ofSeconds(2));
            instance.read("/users?b", "");
            assertThat(tokens).hasValue(2);
        }
        assertThat(server.requests("GET /users").getLast().header("Authorization"))
                .hasValue("Bearer token-2");
    }

    @Test
    void doesNotAskForATokenForEachRequestIfItIsGoodForAMinute() throws Exception {
        try (var instance = custom("{\"endpoint\":\"/token\",\"reauthenticateIntervalSeconds\":60}", TEMPLATE)) {
            for (int i = 0; i < 5; i++) {
                instance.read("/users?i=" + i, "");
            }
        }
        assertThat(tokens).hasValue(1);
    }

    @Test
    void renewsATokenThatIsRefusedOnce() throws Exception {
        server.on(
                "GET /users",
                request -> request.header("Authorization")
                                .filter("Bearer token-2"::equals)
                                .isPresent()
                        ? Response.json("[{\"id\":1}]")
                        : Response.json("{\"error\":\"expired\"}").status(401));
        try (var instance = custom("{\"endpoint\":\"/token\"}", TEMPLATE)) {
            assertThat(instance.read("/users", "").numbers("/id")).containsExactly(1);
        }
        assertThat(tokens).hasValue(2);
    }

    @Test
    void saysThatTheCredentialsAreNotAccepted() {
        server.on(
                "POST /token",
                request ->
                        Response.json("{\"error\":\"s3cr3t-of-me is wrong\"}").status(400));

        assertThatThrownBy(() -> {
                    try (var instance = custom(
                            "{\"endpoint\":\"/token\",\"body\":{\"client_secret\":\"s3cr3t-of-me\"}}", TEMPLATE)) {
                        instance.read("/users", "");
                    }
                })
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining(
                        "the request for a token, POST " + server.address() + "/token, was answered with 401")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void saysWhatAnAnswerHasInPlaceOfTheToken() {
        assertThatThrownBy(() -> {
                    try (var instance =
                            custom("{\"endpoint\":\"/token\"}", "{\"headers\":{\"A\":\"{{.accessToken}}\"}}")) {
                        instance.read("/users", "");
                    }
                })
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("nothing is at '.accessToken'")
                .hasMessageContaining("[access_token, session]")
                .hasMessageNotContaining("token-1");
    }

    @Test
    void sendsTheCredentialsToNobodyElse() throws Exception {
        try (var other = ThirdParty.start().on("GET /more", request -> Response.json("[]"))) {
            server.on("GET /users", request -> Response.json("{\"v\":[],\"next\":\"" + other.address() + "/more\"}"));

            assertThatThrownBy(() -> {
                        try (var instance = Instance.at(
                                server.address(),
                                folder,
                                "authType",
                                "bearer_token",
                                "apiToken",
                                "s3cr3t",
                                "paginationType",
                                "next_link",
                                "nextLinkPath",
                                "next")) {
                            instance.read("/users", "data_path: .v");
                        }
                    })
                    .isInstanceOf(IntegrationException.class)
                    .hasMessageContaining(other.address())
                    .hasMessageContaining("is not followed, and gets no credentials");
            assertThat(other.requests()).isEmpty();
        }
    }
}
