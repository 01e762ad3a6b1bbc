package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.container.CatalogBox;
import io.atoll.catalog.internal.container.CatalogBox.Reply;
import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send, over real connections: each time a clear no, nothing half-written, and a server that goes on. */
@TestInstance(Lifecycle.PER_CLASS)
class BadInputTest {

    private static final String ENTITIES = "/v1/blueprints/b/entities";

    private Path data;
    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path folder) {
        data = folder;
        box = CatalogBox.start(data);
        box.post("/v1/blueprints", """
                {"identifier":"b","title":"B","schema":{"properties":{"x":{"type":"object"}}}}""");
        box.post(ENTITIES, "{\"identifier\":\"there\",\"title\":\"T\"}");
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @AfterEach
    void servesAsBefore() {
        var there = box.get(ENTITIES + "/there");
        assertThat(there.status()).isEqualTo(200);
        assertThat(there.json().at("/entity/title").asText()).isEqualTo("T");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"identifier\":}",
                "{\"identifier\":\"a\"} {}",
                "{\"identifier\":\"a\",\"identifier\":\"b\"}",
                "{'identifier':'a'}",
                "{\"identifier\":\"a\",}",
                "{\"title\":NaN}",
                "\u0000"
            })
    void saysWhereABodyIsNoJson(String body) {
        var refused = box.post(ENTITIES, body);

        assertRefused(refused, 400, "invalid_json");
        assertThat(refused.json().path("message").asText()).contains("the body is no JSON");
        assertThat(count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "null", "true"})
    void wantsAnObject(String body) {
        assertRefused(box.post(ENTITIES, body), 422, "invalid_request");
    }

    @Test
    void readsNothingThatIsNestedTooDeep() {
        var deep = "{\"identifier\":\"deep\",\"properties\":{\"x\":" + "{\"x\":".repeat(5000) + "1" + "}".repeat(5002);
        assertRefused(box.post(ENTITIES, deep), 400, "invalid_json");

        var fits = "{\"identifier\":\"fits\",\"properties\":{\"x\":" + "{\"x\":".repeat(190) + "1" + "}".repeat(192);
        assertThat(box.post(ENTITIES, fits).status()).isEqualTo(201);
        assertThat(box.get(ENTITIES + "/fits").status()).isEqualTo(200);
        box.call("DELETE", ENTITIES + "/fits", null);
    }

    @Test
    void readsNothingThatIsTooBig() throws IOException {
        var big = "{\"title\":\"" + "x".repeat(1 << 20) + "\"}";
        assertRefused(box.post(ENTITIES, big), 413, "payload_too_large");

        var chunk = Integer.toHexString(big.length()) + "\r\n" + big + "\r\n0\r\n\r\n";
        assertThat(raw(head("POST", ENTITIES) + "Transfer-Encoding: chunked\r\n\r\n" + chunk))
                .startsWith("HTTP/1.1 413")
                .contains("payload_too_large");
        assertThat(raw(head("POST", ENTITIES) + "Content-Length: 99999999999\r\n\r\n{}"))
                .startsWith("HTTP/1.1 413");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void answersWrongTypesInEveryBodyWithAClearNo() {
        var wrong = List.of("7", "-1e400", "\"x\"", "\"\"", "[]", "[7]", "[[]]", "{}", "{\"x\":7}", "true", "null");
        var description = box.contract().description();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var method = operation.getKey().toUpperCase(Locale.ROOT);
                    var target =
                            path.getKey().replaceAll("\\{blueprint}", "nowhere").replaceAll("\\{\\w+}", "none");
                    for (var key : keys(description, operation.getValue())) {
                        for (var value : wrong) {
                            assertNoFault(method, target, "{\"" + key + "\":" + value + "}");
                        }
                    }
                }));
        for (var key : List.of("identifier", "title", "icon", "team", "properties", "relations")) {
            for (var value : wrong) {
                assertNoFault("PATCH", ENTITIES + "/there", "{\"nothing\":1,\"" + key + "\":" + value + "}");
                assertNoFault(
                        "POST",
                        ENTITIES + "/bulk?validation_only=true",
                        "{\"entities\":[{\"" + key + "\":" + value + "}]}");
            }
        }
        for (var key : List.of("combinator", "rules", "operator", "property", "value")) {
            for (var value : wrong) {
                var rule = Json.object().put("property", "x").put("operator", "in");
                rule.putArray("value");
                assertNoFault("POST", "/v1/entities/search", search(rule, key, value));
            }
        }
    }

    @Test
    void answersStrangeQueriesWithAClearNo() {
        for (var value :
                List.of("", "x", "-1", "99999999999999999999", "%00", "%F0%9F%92%A9", "%zz", "%", "a&a", "=")) {
            for (var query : List.of("limit", "offset", "from", "to", "timestamp", "include", "exclude", "log_id")) {
                for (var path : List.of("/v1/audit-log", ENTITIES, "/v1/integration/none/logs", "/v1/actions/runs")) {
                    var headers = Map.of("Authorization", "Bearer " + box.token());
                    var answer = rawGet(path + "?" + query + "=" + value, headers);
                    assertThat(answer).as(path + "?" + query + "=" + value).doesNotContain("HTTP/1.1 5");
                }
            }
        }
        assertThat(rawGet(ENTITIES + "?include=%zz", Map.of("Authorization", "Bearer " + box.token())))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void keepsStrangeIdentifiersApartOrRefusesThem() {
        var composed = "caf\u00e9";
        var decomposed = "cafe\u0301";
        for (var identifier : List.of(
                "a/b",
                "a\\b",
                "a%2Fb",
                "..",
                ".",
                "a..b",
                "a b",
                "a\nb",
                "a\u0000b",
                composed,
                decomposed,
                "x".repeat(1000),
                "x".repeat(1001),
                "\u202eevil",
                "<script>",
                "日本語",
                "a+b",
                "a=b",
                "'; drop table entity; --")) {
            var body = Json.object().put("identifier", identifier);
            var made = box.post(ENTITIES, body.toString());
            var target = ENTITIES + "/"
                    + URLEncoder.encode(identifier, StandardCharsets.UTF_8).replace("+", "%20");
            if (made.status() == 201) {
                var found = box.get(target);
                assertThat(found.status()).as(identifier).isEqualTo(200);
                assertThat(found.json().at("/entity/identifier").asText()).isEqualTo(identifier);
                assertThat(box.call("DELETE", target, null).status())
                        .as(identifier)
                        .isEqualTo(200);
            } else {
                assertRefused(made, 422, "invalid_request");
                assertThat(made.json().path("message").asText())
                        .contains("is no entity identifier")
                        .hasSizeLessThan(400);
            }
        }
        assertThat(box.post(ENTITIES, Json.object().put("identifier", composed).toString())
                        .status())
                .isEqualTo(201);
        assertRefused(
                box.post(ENTITIES, Json.object().put("identifier", decomposed).toString()), 422, "invalid_request");
        box.call("DELETE", ENTITIES + "/" + URLEncoder.encode(composed, StandardCharsets.UTF_8), null);
        assertThat(count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/blueprints/%2e%2e/entities",
                "/v1/blueprints/../organization/%2e%2e/entities",
                "/v1/blueprints/b%00/entities",
                "/v1/blueprints/%ff%fe/entities",
                "/v1/blueprints//entities",
                "/v1/blueprints/b;x=1/entities/..;/",
                "/v1/%zz",
                "/v1//"
            })
    void findsNothingAtStrangePaths(String path) {
        var answer = rawGet(path, Map.of("Authorization", "Bearer " + box.token()));

        assertThat(answer).matches("(?s)HTTP/1.1 40[0-9].*");
    }

    @Test
    void saysThatABlueprintIsNotThere() {
        for (var path : List.of("/entities", "/entities/a", "/entities-count", "/scorecards", "/permissions", "")) {
            assertRefused(box.get("/v1/blueprints/nowhere" + path), 404, "not_found");
        }
        assertRefused(box.post("/v1/blueprints/nowhere/entities/bulk", "{\"entities\":[{}]}"), 404, "not_found");
    }

    @Test
    void takesOnlyItsOwnTokensInTheirTime() throws Exception {
        var key = Files.readAllBytes(data.resolve("catalog/signing.key"));
        var now = Instant.now().getEpochSecond();
        var good = Json.object().put("sub", "c").put("iat", now).put("exp", now + 60);

        assertThat(status(token("HS256", good, key))).isEqualTo(200);
        assertThat(status(token("HS256", good.deepCopy().put("exp", now - 1), key)))
                .isEqualTo(401);
        assertThat(status(token("HS256", good.deepCopy().put("nbf", now + 50), key)))
                .isEqualTo(401);
        assertThat(status(token("HS256", (ObjectNode) good.deepCopy().without("exp"), key)))
                .isEqualTo(401);
        assertThat(status(token("HS256", (ObjectNode) good.deepCopy().without("sub"), key)))
                .isEqualTo(401);
        assertThat(status(token("HS256", good, new byte[32]))).isEqualTo(401);
        assertThat(status(token("none", good, key))).isEqualTo(401);
        var unsigned = token("none", good, key);
        assertThat(status(unsigned.substring(0, unsigned.lastIndexOf('.') + 1))).isEqualTo(401);
        for (var nonsense : List.of("", ".", "..", "a.b.c", "%00", "x".repeat(4000))) {
            assertThat(status(nonsense)).as(nonsense).isEqualTo(401);
        }
        var valid = token("HS256", good, key);
        assertThat(status(valid.substring(0, valid.length() - 2))).isEqualTo(401);
    }

    @Test
    void writesNothingOfARequestThatWasCut() throws IOException {
        var body = "{\"identifier\":\"cut\"}";
        try (var socket = open()) {
            send(socket, head("POST", ENTITIES) + "Content-Length: " + (body.length() + 5) + "\r\n\r\n" + body);
        }
        try (var socket = open()) {
            send(socket, head("POST", ENTITIES) + "Transfer-Encoding: chunked\r\n\r\n" + "14\r\n" + body);
        }
        try (var socket = open()) {
            send(socket, "POST " + ENTITIES + " HT");
        }

        assertThat(box.get(ENTITIES + "/cut").status()).isEqualTo(404);
    }

    @Test
    void answersOthersWhileManySendSlowly() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 400; i++) {
                var socket = open();
                slow.add(socket);
                send(socket, head("POST", ENTITIES) + "Content-Length: 100\r\n\r\n{");
            }
            assertThat(box.get(ENTITIES + "/there").status()).isEqualTo(200);
            assertThat(raw(head("POST", "/v1/entities/search") + "Content-Length: 2\r\n\r\n{}"))
                    .as("a clear answer to those who find no place")
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After", "too_busy");
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
        assertThat(box.post(ENTITIES + "?validation_only=true", "{\"identifier\":\"next\"}")
                        .status())
                .isIn(201, 503);
        assertThat(count()).isEqualTo(1);
    }

    private void assertNoFault(String method, String target, String body) {
        var headers = Map.of("Authorization", "Bearer " + box.token());
        var answer = box.exchange(method, target, headers, body);
        var what = method + " " + target + " " + body + " → " + answer.status() + " " + answer.text();
        assertThat(answer.status()).as(what).isLessThan(500);
        assertThat(box.contract().complaintsOfAnswer(method, target, answer.status(), answer.text()))
                .as(what)
                .isEmpty();
    }

    private static String search(ObjectNode rule, String key, String value) {
        try {
            var search = Json.object().put("combinator", "and");
            search.putArray("rules").add(rule);
            var changed = key.equals("combinator") || key.equals("rules") ? search : rule;
            changed.set(key, Json.MAPPER.readTree(value));
            return search.toString();
        } catch (IOException e) {
            throw new IllegalArgumentException(value, e);
        }
    }

    /** The keys that the body of an operation may have. */
    private static List<String> keys(JsonNode description, JsonNode operation) {
        var schema = operation.at("/requestBody/content/application~1json/schema");
        var named = schema.path("$ref").asText();
        var keys = new ArrayList<String>();
        (named.isEmpty() ? schema : description.at(named.substring(1)))
                .path("properties")
                .fieldNames()
                .forEachRemaining(keys::add);
        return keys;
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(reply.json().path("ok").asBoolean(true)).isFalse();
        assertThat(reply.json().path("error").asText()).as(reply.text()).isEqualTo(code);
        assertThat(reply.json().path("message").asText()).isNotBlank();
    }

    private int count() {
        return box.get(ENTITIES + "-count").json().path("count").asInt();
    }

    private int status(String token) {
        return box.exchange("GET", "/v1/organization", Map.of("Authorization", "Bearer " + token), null)
                .status();
    }

    private static String token(String algorithm, ObjectNode claims, byte[] key) throws Exception {
        var signed = encoded(Json.bytes(Json.object().put("alg", algorithm).put("typ", "JWT"))) + "."
                + encoded(Json.bytes(claims));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String head(String method, String target) {
        return method + " " + target + " HTTP/1.1\r\nHost: " + box.address().getAuthority()
                + "\r\nConnection: close\r\nAuthorization: Bearer " + box.token() + "\r\n";
    }

    private String rawGet(String target, Map<String, String> headers) {
        var request = new StringBuilder(
                "GET " + target + " HTTP/1.1\r\nHost: " + box.address().getAuthority() + "\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        try {
            return raw(request + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String raw(String request) throws IOException {
        try (var socket = open()) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket open() throws IOException {
        var socket = new Socket(box.address().getHost(), box.address().getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
