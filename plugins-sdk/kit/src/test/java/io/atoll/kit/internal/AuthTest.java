package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.FakeServer.Request;
import io.atoll.kit.Fanout;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Server;
import io.atoll.kit.http.TokenAuth;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unexpected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class AuthTest {

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void sendsFixedCredentials() throws Exception {
        try (var server = FakeServer.answering(request -> json("{}"))) {
            for (Auth auth : List.of(
                    Auth.bearer("t"),
                    Auth.basic("", "p"),
                    Auth.basic("key", ""),
                    Auth.header("Authorization", "Token token=t"),
                    Auth.headers(Map.of("DD-API-KEY", "a", "DD-APPLICATION-KEY", "b")),
                    Auth.query("api_key", "t"))) {
                clients.open(Server.at(server.base()).auth(auth)).json(Call.get("x"));
            }

            assertThat(server.requests)
                    .extracting(request -> request.header("authorization"))
                    .containsExactly("Bearer t", "Basic OnA=", "Basic a2V5Og==", "Token token=t", "", "");
            assertThat(server.requests.get(4).headers())
                    .containsEntry("dd-api-key", "a")
                    .containsEntry("dd-application-key", "b");
            assertThat(server.requests.get(5).query()).isEqualTo(Map.of("api_key", "t"));
        }
    }

    @Test
    void readsATokenThatIsReplacedInItsFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        try (var server = FakeServer.answering(request -> {
            if (request.header("authorization").equals("Bearer two")) {
                return json("{}");
            }
            Files.writeString(file, "two\n");
            return Reply.of(401, "");
        })) {
            Http http = clients.open(Server.at(server.base()).auth(Auth.file("Authorization", "Bearer ", file)));

            http.json(Call.get("x"));
            assertThat(server.requests).hasSize(2);

            Files.writeString(file, "two\nlines");
            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void asksForOneTokenHoweverManyNeedIt() throws Exception {
        var tokens = new AtomicInteger();
        try (var server = FakeServer.answering(request -> request.path().equals("/token")
                ? json("{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3600}")
                : json("{}"))) {
            Http http = clients.open(Server.at(server.base() + "/api")
                    .auth(Auth.clientCredentials(server.base() + "/token", "me", "s3cret")
                            .field("scope", "read all")));

            Fanout.each(List.of(1, 2, 3, 4, 5, 6, 7, 8), 8, number -> http.json(Call.get("x")));

            assertThat(tokens).hasValue(1);
            assertThat(server.requests.stream().filter(request -> request.path().equals("/token")))
                    .singleElement()
                    .extracting(Request::body)
                    .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=s3cret&scope=read+all");
        }
    }

    @Test
    void renewsATokenBeforeItExpiresAndOnceWhenItIsRefused() throws Exception {
        var tokens = new AtomicInteger();
        try (var server = FakeServer.answering(request -> {
            if (request.path().equals("/token")) {
                return json("{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":300}");
            }
            return request.header("authorization").equals("Bearer t3") ? Reply.of(401, "") : json("{}");
        })) {
            Http http = clients.open(
                    Server.at(server.base()).auth(Auth.clientCredentials(server.base() + "/token", "me", "s")));

            http.json(Call.get("x"));
            clients.time.advance(Duration.ofSeconds(239));
            http.json(Call.get("x"));
            assertThat(tokens).hasValue(1);
            clients.time.advance(Duration.ofSeconds(1));
            http.json(Call.get("x"));
            assertThat(tokens).hasValue(2);

            clients.time.advance(Duration.ofMinutes(4));
            http.json(Call.get("x"));
            assertThat(tokens).hasValue(4);
        }
    }

    @Test
    void doesNotHammerWithCredentialsThatStayRefused() throws Exception {
        try (var server = FakeServer.answering(
                request -> request.path().equals("/token") ? json("{\"access_token\":\"t\"}") : Reply.of(401, ""))) {
            Http http = clients.open(
                    Server.at(server.base()).auth(Auth.clientCredentials(server.base() + "/token", "me", "s")));

            assertThatThrownBy(() -> http.json(Call.get("x"))).isInstanceOf(Unauthorized.class);

            assertThat(server.asked()).containsExactly("POST /token", "GET /x", "POST /token", "GET /x");

            assertThatThrownBy(() -> http.json(Call.get("y")))
                    .isInstanceOf(Unauthorized.class)
                    .hasMessageContaining("was not sent");
            assertThat(server.requests).hasSize(4);

            clients.time.advance(Duration.ofSeconds(31));
            assertThatThrownBy(() -> http.json(Call.get("y"))).isInstanceOf(Unauthorized.class);
            assertThat(server.requests).hasSize(7);
        }
    }

    @Test
    void tellsThatATokenWasRefusedWithoutTheSecret() throws Exception {
        try (var server = FakeServer.answering(
                request -> Reply.of(400, "{\"error\":\"invalid_client\",\"error_description\":\"no such client\"}"))) {
            Http http = clients.open(
                    Server.at(server.base()).auth(Auth.clientCredentials(server.base() + "/token", "me", "s3cret")));

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unauthorized.class)
                    .hasMessageContaining("request for a token")
                    .hasMessageContaining("no such client")
                    .message()
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void tellsThatAnAnswerHasNoToken() throws Exception {
        try (var server = FakeServer.answering(request -> json("{\"token\":\"x\"}"))) {
            Http http = clients.open(
                    Server.at(server.base()).auth(Auth.clientCredentials(server.base() + "/token", "me", "s3cret")));

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("/access_token");
        }
    }

    @Test
    void sendsTheClientAsAHeaderIfThatIsWanted() throws Exception {
        try (var server = FakeServer.answering(request -> json("{\"access_token\":\"t\"}"))) {
            clients.open(Server.at(server.base())
                            .auth(Auth.clientCredentials(server.base() + "/token", "m:e", "s e")
                                    .basic()))
                    .json(Call.get("x"));

            assertThat(server.requests.getFirst().body()).isEqualTo("grant_type=client_credentials");
            assertThat(server.requests.getFirst().header("authorization"))
                    .isEqualTo("Basic "
                            + Base64.getEncoder().encodeToString("m%3Ae:s+e".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void usesTheRefreshTokenThatCameLast() throws Exception {
        var tokens = new AtomicInteger();
        try (var server = FakeServer.answering(request -> {
            if (!request.path().equals("/token")) {
                return json("{}");
            }
            int number = tokens.incrementAndGet();
            return json("{\"access_token\":\"a\",\"expires_in\":100"
                    + (number == 2 ? "" : ",\"refresh_token\":\"r" + number + "\"") + "}");
        })) {
            Http http = clients.open(
                    Server.at(server.base()).auth(Auth.refreshToken(server.base() + "/token", "app", "", "r0")));

            for (int i = 0; i < 4; i++) {
                http.json(Call.get("x"));
                clients.time.advance(Duration.ofMinutes(2));
            }

            assertThat(server.requests.stream()
                            .filter(request -> request.path().equals("/token"))
                            .map(request -> request.body().replaceAll(".*refresh_token=(r\\d).*", "$1")))
                    .containsExactly("r0", "r1", "r1", "r3");
        }
    }

    @Test
    void theRefreshTokenThatCameLastOutlivesTheProcess(@TempDir Path folder) throws Exception {
        var tokens = new AtomicInteger();
        try (var server = FakeServer.answering(request -> json(
                request.path().equals("/token")
                        ? "{\"access_token\":\"a\",\"refresh_token\":\"r" + tokens.incrementAndGet() + "\"}"
                        : "{}"))) {
            ask(server, folder, "r0");
            ask(server, folder, "r0");
            try (Stream<Path> files = Files.list(folder.resolve("tokens"))) {
                assertThat(files).hasSize(1).allSatisfy(file -> {
                    assertThat(file).hasContent("r2");
                    assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
                });
            }
            ask(server, folder, "other");

            assertThat(refreshTokensOf(server)).containsExactly("r0", "r1", "other");
        }
    }

    private static List<String> refreshTokensOf(FakeServer server) {
        return server.requests.stream()
                .filter(request -> request.path().equals("/token"))
                .map(request -> request.body().replaceAll(".*refresh_token=(\\w+).*", "$1"))
                .toList();
    }

    /** Makes a call as a process does that begins now. */
    private static void ask(FakeServer server, Path folder, String configured) throws Exception {
        try (var process = new Clients(new RefreshTokens(folder.resolve("tokens")))) {
            process.open(Server.at(server.base())
                            .auth(Auth.refreshToken(server.base() + "/token", "app", "", configured)))
                    .json(Call.get("x"));
        }
    }

    @Test
    void clientsWithTheSameRefreshTokenTakeTurns() throws Exception {
        var tokens = new AtomicInteger();
        try (var server = FakeServer.answering(request -> json(
                request.path().equals("/token")
                        ? "{\"access_token\":\"a\",\"refresh_token\":\"r" + tokens.incrementAndGet() + "\"}"
                        : "{}"))) {
            for (int i = 0; i < 3; i++) {
                clients.open(Server.at(server.base())
                                .auth(Auth.refreshToken(server.base() + "/token", "app", "", "r0")))
                        .json(Call.get("x"));
            }

            assertThat(refreshTokensOf(server)).containsExactly("r0", "r1", "r2");
        }
    }

    @Test
    void saysWhichFileWithARefreshTokenCannotBeRead(@TempDir Path folder) throws Exception {
        try (var server = FakeServer.answering(request -> json("{\"access_token\":\"a\",\"refresh_token\":\"r1\"}"))) {
            ask(server, folder, "r0");
            Path file;
            try (Stream<Path> files = Files.list(folder.resolve("tokens"))) {
                file = files.findFirst().orElseThrow();
            }
            Files.delete(file);
            Files.createDirectory(file);

            assertThatThrownBy(() -> ask(server, folder, "r0"))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("cannot be read from " + file)
                    .hasMessageEndingWith("make it readable, or delete it and configure a new refresh token");
        }
    }

    @Test
    void aRefreshTokenThatCannotBeKeptIsUsedAllTheSame(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("tokens"));
        try (var server = FakeServer.answering(request -> json("{\"access_token\":\"a\",\"refresh_token\":\"r1\"}"))) {
            ask(server, folder, "r0");

            assertThat(server.asked()).containsExactly("POST /token", "GET /x");
        }
    }

    @Test
    void exchangesAnythingForAnything() throws Exception {
        try (var server = FakeServer.answering(
                request -> request.path().equals("/login") ? json("{\"session\":{\"id\":\"s3cret\"}}") : json("{}"))) {
            Http http = clients.open(Server.at(server.base())
                    .auth(Auth.exchange(Call.post("login")
                                    .json(JsonBody.JSON.createObjectNode().put("key", "k")))
                            .apply((call, answer) ->
                                    call.query("sid", answer.at("/session/id").asText()))
                            .expiresAfter(Duration.ofMinutes(10))));

            http.json(Call.get("x"));
            clients.time.advance(Duration.ofMinutes(10));
            http.json(Call.get("x"));

            assertThat(server.asked())
                    .containsExactly("POST /login", "GET /x?{sid=s3cret}", "POST /login", "GET /x?{sid=s3cret}");
        }
    }

    /** What is sent with each call may be a secret of the server; who gives its tokens may be somebody else. */
    @Test
    void sendsTheHeadersOfTheServerToNobodyElseWhoGivesTokens() throws Exception {
        try (var server = FakeServer.answering(request -> json("{\"access_token\":\"t\"}"));
                var other = FakeServer.at(2, request -> json("{\"access_token\":\"t\"}"))) {
            for (String login : new String[] {server.base() + "/login", other.base() + "/login"}) {
                clients.open(Server.at(server.base())
                                .header("X-Key", "s3cret")
                                .addresses("127.0.0.0/8")
                                .auth(Auth.exchange(Call.post(login).header("X-Own", "1"))))
                        .json(Call.get("x"));
            }

            assertThat(server.requests)
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request.header("X-Key")).isEqualTo("s3cret"));
            assertThat(other.requests).hasSize(1).allSatisfy(request -> {
                assertThat(request.header("X-Own")).isEqualTo("1");
                assertThat(request.header("X-Key")).isEmpty();
            });
        }
    }

    @Test
    void signsAsAnInstallationOfAGitHubApp() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        try (var server = FakeServer.answering(request -> request.path().endsWith("access_tokens")
                ? json("{\"token\":\"ghs_x\",\"expires_at\":\"2026-11-21T17:23:16Z\"}")
                : json("{}"))) {
            Http http = clients.open(
                    Server.at(server.base()).auth(Auth.gitHubApp("123", TokenAuth.privateKey(pem), "456")));

            http.json(Call.get("x"));
            clients.time.advance(Duration.ofMinutes(56));
            http.json(Call.get("x"));

            assertThat(server.asked())
                    .containsExactly(
                            "POST /app/installations/456/access_tokens",
                            "GET /x",
                            "POST /app/installations/456/access_tokens",
                            "GET /x");
            assertThat(server.requests.get(1).header("authorization")).isEqualTo("Bearer ghs_x");
            String[] jwt = server.requests
                    .getFirst()
                    .header("authorization")
                    .substring(7)
                    .split("\\.", -1);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(pair.getPublic());
            signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
            assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
        }
    }

    @Test
    void readsPrivateKeysInBothForms() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        String pkcs1 = "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length))
                + "\n-----END RSA PRIVATE KEY-----\n";

        assertThat(TokenAuth.privateKey(pkcs1)).isEqualTo(pair.getPrivate());
        assertThat(TokenAuth.privateKey(Base64.getEncoder().encodeToString(pkcs1.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(pair.getPrivate());
        assertThatThrownBy(() -> TokenAuth.privateKey("-----BEGIN s3cret"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void writesJwtsThatSayWhoFromWhenAndUntilWhen() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String jwt = TokenAuth.jwt(
                generator.generateKeyPair().getPrivate(),
                "12",
                Duration.ofMinutes(9),
                Clock.fixed(Instant.ofEpochSecond(1000), ZoneOffset.UTC));

        assertThat(new String(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]), StandardCharsets.UTF_8))
                .isEqualTo("{\"iat\":940,\"exp\":1540,\"iss\":\"12\"}");
    }
}
