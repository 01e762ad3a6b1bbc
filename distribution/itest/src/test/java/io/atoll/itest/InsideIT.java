package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running platform tells of its inside, in which every secret that it was given is a canary. */
@Timeout(900)
class InsideIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = "canary-";
    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"(/[^\"#]*)\"");
    private static final String MAPPING = """
            mapping:
              resources:
                - kind: %s
                  selector: {query: 'true'}
                  port:
                    entity:
                      mappings: {identifier: .id, title: .title, blueprint: '"gitCommit"'}
                - kind: %s
                  selector: {query: 'true'}
                  port:
                    entity:
                      mappings: {identifier: .id, title: .title, blueprint: '"gitCommit"'}
            """;

    private static final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofMinutes(1)).build();

    private static HttpServer thirdParty;
    private static Path home;
    private static int port;
    private static Process process;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        thirdParty = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        thirdParty.createContext("/", InsideIT::answer);
        thirdParty.start();
        home = Distribution.unpack("inside").home();
        port = Distribution.freePort();
        configure("http://127.0.0.1:" + thirdParty.getAddress().getPort());
        var builder = new ProcessBuilder(home.resolve("bin/atoll").toString(), "start");
        builder.environment().put("ATOLL_HTTP_PORT", Integer.toString(port));
        builder.environment().put("ATOLL_TEST_KEY", "API-" + canary("env").toUpperCase(Locale.ROOT));
        process = builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        Path password = home.resolve("data/admin-password");
        eventually(
                () -> Files.exists(password) && ready(),
                () -> "the product says " + home.resolve("out").toUri());
        admin = basic("admin", Files.readString(password).strip());
        speak();
    }

    private static boolean ready() throws Exception {
        try {
            return get("/health/ready").statusCode() == 200
                    && get("/api/v1/runs").statusCode() == 401;
        } catch (IOException starting) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        thirdParty.stop(0);
        client.close();
    }

    private static String canary(String name) {
        return CANARY + name + "-4f9d2a7b1c";
    }

    /** Refuses with what it was sent, as careless servers do. */
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = exchange.getRequestURI().getPath().endsWith("/items");
            byte[] body = (known
                            ? "[{\"id\": \"one\", \"title\": \"One\"}]"
                            : "{\"message\": \"refused: "
                                    + exchange.getRequestHeaders().values() + "\"}")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 418, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void configure(String address) throws IOException {
        Path conf = home.resolve("conf");
        Path logback = conf.resolve("logback.xml");
        Files.writeString(
                logback,
                Files.readString(logback).replace("name=\"format\" value=\"FILE\"", "name=\"format\" value=\"JSON\""));
        Files.writeString(
                conf.resolve("atoll.properties"),
                Files.readString(conf.resolve("atoll.properties")) + "\nhttps.keystore.password = " + canary("keystore")
                        + "\n");
        Path file = Files.writeString(home.resolve("secret"), canary("file") + "\n");
        Files.writeString(conf.resolve("kit.yaml"), "allowedAddresses: [127.0.0.1]\n");
        Files.writeString(
                conf.resolve("tracing.yaml"), "endpoint: http://127.0.0.1:1\nauthorization: " + canary("tracing"));
        Files.writeString(
                conf.resolve("integrations/custom~alpha.yaml"),
                "baseUrl: " + address + "\nauthType: bearer_token\napiToken: " + canary("literal")
                        + "\ncustomHeaders: '{\"X-Extra-Token\": \"" + canary("header") + "\"}'\n"
                        + MAPPING.formatted("/items", "/refused"));
        Files.writeString(
                conf.resolve("integrations/octopus~beta.yaml"),
                "serverUrl: " + address + "\noctopusApiKey: env:ATOLL_TEST_KEY\nwebhookSecret: file:" + file + "\n"
                        + MAPPING.formatted("project", "release"));
    }

    /** People and third parties say secrets to the running platform. */
    private static void speak() throws Exception {
        for (String role : List.of("viewer", "operator", "integrator")) {
            assertThat(post(
                                    "/api/v1/users",
                                    "{\"name\": \"a-%s\", \"role\": \"%s\", \"password\": \"%s\"}"
                                            .formatted(role, role, canary("password")))
                            .statusCode())
                    .isEqualTo(200);
        }
        post(
                "/api/v1/users",
                "{\"name\": \"refused\", \"role\": \"none\", \"password\": \"" + canary("refused") + "\"}");
        post("/api/v1/password", "{\"old\": \"" + canary("wrong") + "\", \"new\": \"" + canary("new") + "\"}");
        post("/api/v1/integrations/custom~alpha/check", "{}");
        var event = HttpRequest.newBuilder(address("/integration/octopus/beta/webhook"))
                .header("Content-Type", "application/json")
                .header("X-Atoll-Webhook-Secret", canary("file"))
                .header("Authorization", "Bearer " + canary("caller"))
                .header("X-Hub-Signature", canary("signature"))
                .POST(
                        BodyPublishers.ofString(
                                "{\"Payload\": {\"Event\": {\"SpaceId\": \"Spaces-1\", \"RelatedDocumentIds\": [\"Projects-1\"]}}}"))
                .build();
        eventually(
                () -> client.send(event, BodyHandlers.ofString()).statusCode() == 200, () -> "the event is not taken");
        eventually(
                () -> {
                    var read = new HashSet<String>();
                    json("/api/v1/runs")
                            .path("items")
                            .forEach(run -> read.add(run.path("integration").asText() + " "
                                    + run.path("status").asText()));
                    return read.containsAll(List.of("custom~alpha incomplete", "octopus~beta incomplete"));
                },
                () -> "runs do not end");
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(address(path)).timeout(Duration.ofMinutes(2));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address(path))
                        .header("Authorization", admin)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofMinutes(2))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> response = get(path, "Authorization", admin);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode archive() throws Exception {
        HttpResponse<String> response = post("/api/v1/system/support", "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** The canaries that a text holds, in whatever case. */
    private static List<String> canaries(byte[] content) {
        return Pattern.compile(CANARY + "[a-z]+-4f9d2a7b1c", Pattern.CASE_INSENSITIVE)
                .matcher(new String(content, UTF_8))
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    @Test
    void keepsEverySecretOutOfTheArchive() throws Exception {
        HttpResponse<byte[]> archive = get(archive().path("download").asText(), "Authorization", admin);
        assertThat(archive.statusCode()).isEqualTo(200);
        var entries = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                entries.add(entry.getName());
                assertThat(content).as(entry.getName()).isNotEmpty();
                assertThat(canaries(content)).as(entry.getName()).isEmpty();
            }
        }
        assertThat(entries).contains("configuration.json", "log.json", "runs.json", "bundles.json", "threads-dump.txt");
    }

    @Test
    void keepsEverySecretOutOfTheLogs() throws Exception {
        int lines = 0;
        try (Stream<Path> files = Files.list(home.resolve("data/logs"))) {
            for (Path file :
                    Stream.concat(files, Stream.of(home.resolve("out"))).toList()) {
                lines += Files.readAllLines(file).size();
                assertThat(canaries(Files.readAllBytes(file)))
                        .as(file.toString())
                        .isEmpty();
            }
        }
        assertThat(lines).isGreaterThan(20);
    }

    @Test
    void keepsEverySecretOutOfWhatRestAnswers() throws Exception {
        var leaks = new LinkedHashMap<String, List<String>>();
        String run = json("/api/v1/runs").at("/items/0/run").asText();
        int asked = 0;
        for (Map.Entry<String, JsonNode> path :
                json("/api/v1/openapi.json").path("paths").properties()) {
            if (path.getValue().has("get") && !path.getKey().equals("/events/stream")) {
                for (String one : List.of("custom~alpha", "octopus~beta")) {
                    String filled = "/api/v1"
                            + path.getKey()
                                    .replaceAll("[{](run|other)[}]", run)
                                    .replace("{event}", "1")
                                    .replaceAll("[{][a-z]+[}]", one);
                    List<String> found =
                            canaries(get(filled, "Authorization", admin).body());
                    asked++;
                    if (!found.isEmpty()) {
                        leaks.put(filled, found);
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(60);
        assertThat(leaks).isEmpty();
    }

    @Test
    void keepsEverySecretOutOfThePages() throws Exception {
        var leaks = new LinkedHashMap<String, List<String>>();
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(
                List.of("/", "/catalog", "/system/console/bundles", "/system/console/status-slinglogs"));
        for (String list : List.of("services", "components")) {
            json("/system/console/" + list + ".json")
                    .path("data")
                    .forEach(item -> open.add(
                            "/system/console/" + list + "/" + item.path("id").asText() + ".json"));
        }
        while (!open.isEmpty()) {
            String path = open.remove();
            if (seen.size() < 1_500 && !path.contains("logout") && seen.add(path)) {
                String page = new String(
                        get(path, "Authorization", admin, "Accept", "text/html,*/*")
                                .body(),
                        UTF_8);
                List<String> found = canaries(page.getBytes(UTF_8));
                if (!found.isEmpty()) {
                    leaks.put(path, found);
                }
                for (Matcher links = LINK.matcher(page); links.find(); ) {
                    open.add(links.group(1).replace("&amp;", "&").replace(" ", "%20"));
                }
            }
        }
        assertThat(seen)
                .hasSizeGreaterThan(100)
                .contains("/mapping", "/inside", "/system/console/configMgr")
                .anyMatch(path -> path.startsWith("/system/console/status-"));
        assertThat(leaks).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-viewer", "a-operator", "a-integrator"})
    void givesTheArchiveToNobodyElse(String user) throws Exception {
        String download = archive().path("download").asText();

        HttpResponse<byte[]> response = get(download, "Authorization", basic(user, canary("password")));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(new String(response.body(), UTF_8)).doesNotContain("PK");
        assertThat(get(download).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "atoll-support-20260101-000000000.zip",
                "../admin-password",
                "..%2fadmin-password",
                "%2e%2e/admin-password",
                "%2e%2e%2fadmin-password",
                "..;/admin-password",
                "..%5cadmin-password",
                "%00",
                "atoll-support-20260101-000000000.zip/../../admin-password"
            })
    void givesNothingElseOfTheDataFolder(String name) throws Exception {
        HttpResponse<byte[]> response = get("/support/" + name, "Authorization", admin);

        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(new String(response.body(), UTF_8))
                .doesNotContain(
                        Files.readString(home.resolve("data/admin-password")).strip());
    }

    @ParameterizedTest
    @CsvSource({
        "live,OK,Atoll lives",
        "ready,OK,Atoll is ready",
        "integration,WARN,Integration octopus~beta",
        "custom~alpha,WARN,Integration custom~alpha"
    })
    void isJudgedByTheHealthChecksOfTheFramework(String tag, String result, String check) throws Exception {
        String[] answer = {""};
        eventually(
                () -> {
                    var shell =
                            new ProcessBuilder(home.resolve("bin/atoll").toString(), "shell", "-c", "hc:exec " + tag);
                    shell.environment().put("ATOLL_HTTP_PORT", Integer.toString(port));
                    Process asked = shell.redirectErrorStream(true).start();
                    answer[0] = new String(asked.getInputStream().readAllBytes(), UTF_8);
                    return asked.waitFor() == 0
                            && answer[0].contains("Overall Health Result: " + result)
                            && Pattern.compile(check + " +" + result)
                                    .matcher(answer[0])
                                    .find();
                },
                () -> answer[0]);
    }

    @Test
    void logsAnObjectInEachLineThatSaysWhatItBelongsTo() throws Exception {
        List<String> lines = Files.readAllLines(home.resolve("data/logs/atoll.json"));

        assertThat(lines).hasSizeGreaterThan(10);
        var kinds = new HashSet<String>();
        for (String line : lines) {
            JsonNode object = JSON.readTree(line);
            assertThat(object.isObject()).as(line).isTrue();
            assertThat(object.path("level").asText()).as(line).isIn("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
            assertThat(object.path("timestamp").isNumber()).as(line).isTrue();
            assertThat(object.path("loggerName").asText()).as(line).isNotEmpty();
            assertThat(object.has("message")).as(line).isTrue();
            JsonNode belongs = object.path("mdc");
            if (belongs.path("integration").asText().equals("custom~alpha")) {
                assertThat(belongs.has("run") || !belongs.has("kind")).as(line).isTrue();
                kinds.add(belongs.path("kind").asText());
            }
        }
        assertThat(kinds).as("of lines about the integration").isNotEmpty();
        assertThat(home.resolve("data/logs/atoll.log")).doesNotExist();
    }
}
