package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.test.npm.Npm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that others wrote: a Keycloak that gives tokens and has users, and a PouchDB Server with changes to turn the pages of. */
@Tag("peers")
@Timeout(1800)
class PeersTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String TOKENS = "/realms/demo/protocol/openid-connect/token";
    private static final String FORM = "grant_type=client_credentials&client_id=reader&client_secret=";
    private static final String SECRET = "s3cr3t-of-reader";
    private static final int USERS = 37;
    private static final int DOCUMENTS = 37;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Instance users(String address, String secret) throws Exception {
        return Instance.at(
                address,
                folder,
                "authType",
                "custom",
                "customAuthRequest",
                "{\"endpoint\":\"" + TOKENS + "\",\"bodyForm\":\"" + FORM + secret + "\"}",
                "customAuthRequestTemplate",
                "{\"headers\":{\"Authorization\":\"Bearer {{.access_token}}\"}}",
                "paginationType",
                "offset",
                "paginationParam",
                "first",
                "sizeParam",
                "max",
                "pageSize",
                10);
    }

    @Test
    void readsTheUsersOfAKeycloakWithItsTokens() throws Exception {
        try (var keycloak = Peer.keycloak(TARGET)) {
            try (var instance = users(keycloak.address(), SECRET)) {
                assertThat(instance.read("/admin/realms/demo/users", "").all()).hasSize(USERS);

                awaitExpiryOf(token(keycloak.address()), keycloak.address());
                instance.starting();
                var again = instance.read("/admin/realms/demo/users", "query_params: {briefRepresentation: true}");
                assertThat(again.all()).hasSize(USERS);
                assertThat(again.all().stream()
                                .map(user -> user.path("username").asText()))
                        .doesNotHaveDuplicates();

                assertThatThrownBy(() -> instance.read("/admin/realms/demo/events", ""))
                        .isInstanceOf(Unauthorized.class)
                        .hasMessageContaining("The credentials lack a right");
            }
            try (var instance = users(keycloak.address(), "wr0ng-secret")) {
                assertThatThrownBy(() -> instance.read("/admin/realms/demo/users", ""))
                        .isInstanceOf(Unauthorized.class)
                        .hasMessageContaining("the request for a token")
                        .hasMessageNotContaining("wr0ng-secret");
            }
        }
    }

    private String token(String address) throws Exception {
        String answer = http.send(
                        HttpRequest.newBuilder(URI.create(address + TOKENS))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(FORM + SECRET))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher token = Pattern.compile("\"access_token\":\"([^\"]+)").matcher(answer);
        assertThat(token.find()).as(answer).isTrue();
        return token.group(1);
    }

    /** A token that was given later is no longer good, so that of the instance is not either. */
    private void awaitExpiryOf(String token, String address) throws Exception {
        Peer.await(
                "the token never expires",
                () -> http.send(
                                        HttpRequest.newBuilder(URI.create(address + "/admin/realms/demo/users?max=1"))
                                                .header("Authorization", "Bearer " + token)
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 401);
    }

    @Test
    void turnsThePagesOfAPouchDbServer() throws Exception {
        Path installed = Npm.install(PeersTest.class, "/io/atoll/custom/pouchdb/", TARGET.resolve("pouchdb"));
        try (var pouch = Peer.pouchDb(installed)) {
            send("PUT", pouch.address() + "/things", "");
            send(
                    "POST",
                    pouch.address() + "/things/_bulk_docs",
                    IntStream.range(0, DOCUMENTS)
                            .mapToObj(id -> "{\"_id\":\"thing-%03d\",\"id\":%d}".formatted(id, id))
                            .collect(Collectors.joining(",", "{\"docs\":[", "]}")));
            try (var instance = Instance.at(pouch.address(), folder, "pageSize", 10)) {
                List<Integer> all = IntStream.range(0, DOCUMENTS).boxed().toList();
                for (String paging : List.of(
                        "{paginationType: cursor, paginationParam: since, cursorPath: last_seq, pageSize: 10}",
                        "{paginationType: cursor, paginationParam: since, cursorPath: last_seq, pageSize: 37}",
                        "{paginationType: after, paginationParam: since, cursorPath: seq, pageSize: 10}")) {
                    instance.starting();
                    assertThat(instance.read(
                                            "/things/_changes",
                                            "{query_params: {include_docs: true}, data_path: '.results | map(.doc)',"
                                                    + " pagination: " + paging + "}")
                                    .numbers("/id"))
                            .as(paging)
                            .containsExactlyInAnyOrderElementsOf(all);
                }
                assertThat(instance.read(
                                        "/things/_all_docs",
                                        "{query_params: {include_docs: true}, data_path: '.rows | map(.doc)', pagination:"
                                                + " {paginationType: offset, paginationParam: skip, pageSize: 10,"
                                                + " totalPath: total_rows}}")
                                .numbers("/id"))
                        .containsExactlyElementsOf(all);
            }
        }
    }

    private void send(String method, String address, String body) throws Exception {
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(address))
                                        .header("Content-Type", "application/json")
                                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
    }
}
