package io.atoll.admin.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.admin.it.Contract.Route;
import io.atoll.admin.it.platform.PlatformActivator;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST API over real HTTP, in a real container, on a platform whose every text is hostile. */
final class ApiIT extends Doorstep {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String IMPORTS =
            "io.atoll.pipeline,io.atoll.model,io.atoll.spi,com.fasterxml.jackson.databind,com.fasterxml.jackson.databind.node,"
                    + "org.osgi.framework,org.jspecify.annotations";

    private static final List<String> ROLES = List.of("viewer", "operator", "integrator", "admin");

    /** Of {@code correct horse battery}, with few rounds. */
    private static final String HASH =
            "pbkdf2-sha512$10$MDEyMzQ1Njc4OWFiY2RlZg==$tr3UyKvMJQhAKk01BNbzWWu95Mkw2U5JynYvMPSfGlM=";

    private static final Map<String, String> tokens = new HashMap<>();

    private static Contract contract;
    private static Browser script;

    @BeforeAll
    static void startPlatform(@TempDir Path folder) throws Exception {
        container.install(BundleJar.of(folder, PlatformActivator.class, IMPORTS));
        container.service("io.atoll.operation.Operations");
        script = new Browser(container);
        contract =
                new Contract(JSON.readTree(asAdmin("GET", "/openapi.json", null).body()));
        StringBuilder users = new StringBuilder();
        for (String role : ROLES) {
            users.append(role)
                    .append("-person:\n  role: ")
                    .append(role)
                    .append("\n  password: ")
                    .append(HASH)
                    .append('\n');
        }
        Path file = Path.of(container.context().getProperty("atoll.conf"), "access", "users.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, users);
        for (String role : ROLES) {
            JsonNode made =
                    JSON.readTree(asAdmin("POST", "/tokens", "{\"label\":\"test\",\"user\":\"" + role + "-person\"}")
                            .body());
            tokens.put(role, made.path("secret").asText());
        }
    }

    @AfterAll
    static void closeScript() {
        script.close();
    }

    private static HttpResponse<String> asAdmin(String method, String path, @Nullable String body) throws Exception {
        return send(method, "/api/v1" + path, body, "Authorization", basic("admin", password));
    }

    private static HttpResponse<String> as(String role, String method, String path, @Nullable String body)
            throws Exception {
        return send(method, "/api/v1" + path, body, "Authorization", "Bearer " + tokens.get(role));
    }

    private static HttpResponse<String> send(String method, String address, @Nullable String body, String... headers)
            throws Exception {
        var request = script.request(address, headers);
        if (body == null) {
            return script.send(request.method(method, BodyPublishers.noBody()));
        }
        return script.send(
                request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)));
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> response = as("viewer", "GET", path, null);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static void assertRefused(HttpResponse<String> response, int status, String field, String words)
            throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("field").asText("")).isEqualTo(field);
        assertThat(problem.path("detail").asText()).contains(words);
    }

    @Test
    void letsNobodyInWithoutCredentials() throws Exception {
        assertThat(contract.routes()).hasSizeGreaterThan(25);
        for (Route route : contract.routes()) {
            HttpResponse<String> response = send(route.method(), route.address(), null);
            assertThat(response.statusCode()).as("%s", route).isEqualTo(401);
            assertThat(contract.complaints("", 401, response.body())).isEmpty();
        }
        for (String path : List.of("/api/v1/openapi.json", "/api/v1", "/api/v1/nowhere", "/api", "/api/v2")) {
            assertThat(send("GET", path, null).statusCode()).as(path).isIn(401, 404);
        }
    }

    @Test
    void letsEveryRoleDoWhatItMayAndNothingElse() throws Exception {
        for (Route route : contract.routes()) {
            for (String role : ROLES) {
                boolean may = ROLES.indexOf(role) >= ROLES.indexOf(route.role());
                HttpResponse<String> response =
                        send(route.method(), route.address(), null, "Authorization", "Bearer " + tokens.get(role));
                if (may) {
                    assertThat(response.statusCode())
                            .as("%s as %s", route, role)
                            .isNotIn(401, 405, 500);
                } else {
                    assertRefused(response, 403, "", "is for the role " + route.role());
                }
            }
        }
    }

    @Test
    void describesExactlyTheOperationsThatThereAre() throws Exception {
        Object operations = container.service("io.atoll.operation.Operations");
        List<?> all = (List<?>) operations.getClass().getMethod("all").invoke(operations);
        Set<String> there = new TreeSet<>();
        all.forEach(operation -> there.add(operation.toString()));

        Set<String> described = new TreeSet<>();
        contract.routes().forEach(route -> described.add(route.toString()));

        assertThat(described).isEqualTo(there);
    }

    @Test
    void answersAsDescribed() throws Exception {
        Map<String, String> addresses = new HashMap<>(Map.of(
                "progress",
                "/runs/run-1/progress",
                "run",
                "/runs/run-1",
                "changes",
                "/runs/run-1/changes?limit=3",
                "failures",
                "/runs/run-1/failures",
                "certificate",
                "/runs/run-1/certificate",
                "compare",
                "/runs/run-1/compare/run-2",
                "integration",
                "/integrations/git",
                "event",
                "/events/4",
                "user",
                "/users/viewer-person",
                "config show",
                "/config/admin"));
        addresses.put("config schema", "/config-schemas/git");
        addresses.put("deploy preview", "/uploads/known");
        addresses.put("deploy versions", "/deployments/git.jar/versions");
        List<String> unjudged = new ArrayList<>();
        for (Route route : contract.routes()) {
            String address = addresses.getOrDefault(route.command(), route.path());
            if (route.method().equals("GET") && !address.contains("{")) {
                HttpResponse<String> response = asAdmin("GET", address, null);
                assertThat(contract.complaints(route.command(), response.statusCode(), response.body()))
                        .as("%s: %s", route, response.body())
                        .isEmpty();
                assertThat(response.statusCode()).as("%s", route).isIn(200, 404);
                assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
            } else if (route.method().equals("GET")) {
                unjudged.add(route.command());
            }
        }
        assertThat(unjudged).isSubsetOf("mapping");
    }

    @Test
    void keepsHostileTextsAsTheyAreAndNoBrowserReadsThemAsAPage() throws Exception {
        HttpResponse<String> response = as("viewer", "GET", "/runs/run-1", null);

        assertThat(JSON.readTree(response.body()).at("/kinds/0/gaps/0").asText())
                .isEqualTo(PlatformActivator.HOSTILE);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void leadsThroughAListPartByPart() throws Exception {
        Set<String> seen = new TreeSet<>();
        String cursor = "";
        int parts = 0;
        do {
            JsonNode part = get("/runs/run-1/changes?action=update&limit=25" + cursor);
            part.path("items").forEach(item -> seen.add(item.path("identifier").asText()));
            cursor = part.path("next").isMissingNode()
                    ? ""
                    : "&cursor=" + part.path("next").asText();
            parts++;
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(60);
        assertThat(parts).isEqualTo(3);
    }

    @Test
    void beginsAndEndsRuns() throws Exception {
        HttpResponse<String> started = as("operator", "POST", "/integrations/git/plan", null);
        String plan = JSON.readTree(started.body()).path("run").asText();

        assertThat(get("/runs/" + plan).at("/summary/mode").asText()).isEqualTo("plan");
        HttpResponse<String> applied = as("operator", "POST", "/runs/" + plan + "/apply", "{}");
        assertThat(contract.complaints("apply", 200, applied.body())).isEmpty();
        assertRefused(as("operator", "POST", "/runs/run-1/apply", null), 409, "", "is no plan");
        assertThat(as("operator", "POST", "/runs/run-3/abort", "{\"reason\":\"too slow\"}")
                        .statusCode())
                .isEqualTo(200);
        assertRefused(as("operator", "POST", "/runs/run-3/abort", null), 409, "", "has ended");
        assertThat(as("operator", "POST", "/integrations/git/resync", "{\"allowDeletes\":5}")
                        .statusCode())
                .isEqualTo(200);
        assertRefused(as("operator", "POST", "/integrations/jira~a/resync", null), 409, "", "not ready");
        assertThat(as("operator", "POST", "/runs/run-2/reject", null).body()).contains("\"rejected\":2");
    }

    @Test
    void findsByAPartOfTheNameAndSaysWhatElseWasMeant() throws Exception {
        assertThat(get("/integrations/git").path("id").asText()).isEqualTo("git~demo");
        assertRefused(as("viewer", "GET", "/integrations/jira", null), 404, "integration", "jira~a, jira~b");
        assertRefused(
                as("viewer", "GET", "/integrations/gti~demo", null), 404, "integration", "did you mean 'git~demo'");
        assertRefused(as("viewer", "GET", "/runs/run-99", null), 404, "run", "there is no run 'run-99'");
        assertRefused(as("viewer", "GET", "/runs/run-1/compare/x", null), 404, "other", "there is no run 'x'");
        assertRefused(as("viewer", "GET", "/nowhere", null), 404, "", "/api/v1/openapi.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET  | /runs?limit=x                  |                              | 400 | limit        | a whole number",
                "GET  | /runs?limit=0                  |                              | 400 | limit        | from 1 to 500",
                "GET  | /runs?limit=501                |                              | 400 | limit        | from 1 to 500",
                "GET  | /runs?cursor=..                |                              | 400 | cursor       | none that this list",
                "GET  | /runs?status=broken            |                              | 400 | status       | one of running, complete",
                "GET  | /runs?stauts=held              |                              | 400 | stauts       | did you mean 'status'",
                "GET  | /runs?limit=1&limit=2          |                              | 400 | limit        | say it once",
                "GET  | /events/x                      |                              | 400 | event        | a whole number",
                "GET  | /events/99                     |                              | 404 | event        | no event 99",
                "POST | /integrations/git/resync?x=1   |                              | 400 | x            | there is no 'x'",
                "POST | /integrations/git/resync?incremental=true |                   | 400 | incremental  | in the body",
                "POST | /integrations/git/resync       | {\"integration\":\"git\"}    | 400 | integration  | in the path",
                "POST | /integrations/git/resync       | {\"incremental\":\"yes\"}    | 400 | incremental  | true or false",
                "POST | /integrations/git/resync       | {\"allowDeletes\":-1}        | 400 | allowDeletes | not be negative",
                "POST | /integrations/git/resync       | {\"a\":1,\"a\":2}            | 400 | ``           | the body is no JSON",
                "POST | /integrations/git/resync       | {\"incremental\":            | 400 | ``           | line 1, column",
                "POST | /integrations/git/resync       | {} x                         | 400 | ``           | the body is no JSON",
                "POST | /integrations/git/resync       | []                           | 400 | ``           | must be a JSON object",
                "POST | /events/replay                 | {\"events\":[1,\"2\"]}       | 400 | events[1]    | a whole number",
                "POST | /events/replay                 | {}                           | 400 | events       | name the events",
                "POST | /events/replay                 | {\"events\":[4]}             | 409 | ``           | event 4 is not dead",
                "POST | /events/replay                 | {\"events\":[77]}            | 404 | event        | no event 77"
            })
    void saysWhatIsWrongWhereAndWhatToDo(
            String method, String path, @Nullable String body, int status, String field, String words)
            throws Exception {
        assertRefused(as("operator", method, path, body), status, field, words);
    }

    @Test
    void refusesWhatIsTooLargeTooDeepOrNoJson() throws Exception {
        String address = "/integrations/git/resync";
        assertRefused(as("operator", "POST", address, "{\"x\":\"" + "x".repeat(3 << 20) + "\"}"), 413, "", "2097152");
        assertRefused(as("operator", "POST", address, "{\"x\":" + "[".repeat(5_000)), 400, "", "no JSON");
        HttpResponse<String> form = script.post(
                "/api/v1" + address,
                Map.of("incremental", "true"),
                "Authorization",
                "Bearer " + tokens.get("operator"));
        assertRefused(form, 415, "", "application/json");
        HttpResponse<String> page = script.send(script.request(
                "/api/v1/runs", "Accept", "text/html", "Authorization", "Bearer " + tokens.get("viewer")));
        assertRefused(page, 406, "", "JSON");
    }

    private static HttpResponse<String> jar(String role, String path, String content) throws Exception {
        return script.send(script.request(
                        "/api/v1" + path,
                        "Authorization",
                        "Bearer " + tokens.get(role),
                        "Content-Type",
                        "application/java-archive")
                .POST(BodyPublishers.ofString(content)));
    }

    @Test
    void takesAJarAsTheBodyOfWhatDeploysOne() throws Exception {
        HttpResponse<String> received = jar("admin", "/uploads", "PK and more");
        assertThat(contract.complaints("deploy receive", received.statusCode(), received.body()))
                .isEmpty();
        String upload = JSON.readTree(received.body()).path("upload").asText();

        assertThat(as("admin", "POST", "/deployments/git.jar", "{\"upload\":\"" + upload + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(jar("admin", "/deployments/git.jar", "PK and more").body()).contains("\"version\":\"2.0.0\"");
        assertRefused(jar("admin", "/deployments/git.jar", "no jar"), 400, "", "not a whole zip");
        assertRefused(jar("admin", "/deployments/git.jar", "PK" + "x".repeat(1 << 20)), 400, "", "too large");
        assertRefused(jar("admin", "/deployments/git.jar?upload=known", "PK"), 400, "upload", "in the body");
        for (String role : List.of("viewer", "operator", "integrator")) {
            assertRefused(jar(role, "/deployments/git.jar", "PK"), 403, "", "is for the role admin");
        }
        assertRefused(jar("admin", "/integrations/git/resync", "PK"), 415, "", "application/json");
    }

    /** Else the client would send its next request on a connection that is about to be closed. */
    @Test
    void announcesTheEndOfAConnectionWhoseRequestItDidNotRead() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port())) {
            socket.setSoTimeout(30_000);
            String request = String.join(
                    "\r\n",
                    "POST /api/v1/deployments/git.jar?upload=known HTTP/1.1",
                    "Host: 127.0.0.1:" + container.port(),
                    "Authorization: Bearer " + tokens.get("admin"),
                    "Content-Type: application/java-archive",
                    "Content-Length: 2",
                    "",
                    "");
            socket.getOutputStream().write(request.getBytes(UTF_8));

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("in the body")
                    .containsIgnoringCase("Connection: close");
        }
    }

    @Test
    void saysWhichMethodsAPathHas() throws Exception {
        HttpResponse<String> response = as("admin", "DELETE", "/runs", null);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
        assertThat(header(as("admin", "PATCH", "/users", "{}"), "Allow")).isEqualTo("GET, POST, HEAD");
        assertThat(as("viewer", "HEAD", "/runs", null).statusCode()).isEqualTo(200);
    }

    @Test
    void changesOnlyWhatTheClientHasSeen() throws Exception {
        asAdmin("POST", "/users", "{\"name\":\"eve\",\"role\":\"viewer\",\"password\":\"correct horse battery\"}");
        String address = "/api/v1/users/eve";
        String authorization = "Bearer " + tokens.get("admin");
        String seen = header(as("admin", "GET", "/users/eve", null), "ETag");
        assertThat(seen).matches("\"[0-9a-f]+\"");
        assertThat(send("GET", address, null, "Authorization", authorization, "If-None-Match", seen)
                        .statusCode())
                .isEqualTo(304);

        assertThat(send("PUT", address, "{\"role\":\"operator\"}", "Authorization", authorization, "If-Match", seen)
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                send("PUT", address, "{\"role\":\"admin\"}", "Authorization", authorization, "If-Match", seen),
                412,
                "",
                "look again");
        assertRefused(
                send("DELETE", address, null, "Authorization", authorization, "If-Match", seen), 412, "", "look again");
        assertThat(JSON.readTree(as("admin", "GET", "/users/eve", null).body())
                        .path("role")
                        .asText())
                .isEqualTo("operator");
        assertThat(as("admin", "DELETE", "/users/eve", null).statusCode()).isEqualTo(200);
        assertThat(as("admin", "GET", "/users/eve", null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example"})
    void answersToNoForeignName(String host) throws Exception {
        HttpResponse<String> response =
                send("GET", "/api/v1/runs", null, "Host", host, "Authorization", "Bearer " + tokens.get("admin"));

        assertThat(response.statusCode()).isEqualTo(421);
    }

    @Test
    void takesUnsafeRequestsWithASessionFromOwnPagesAlone() throws Exception {
        signIn();
        String address = "/api/v1/integrations/git/plan";

        for (String[] forged : List.of(
                new String[] {"X-Nothing", "said"},
                new String[] {"Origin", "https://evil.example"},
                new String[] {"Sec-Fetch-Site", "cross-site"},
                new String[] {"X-Atoll-Form", "guessed"})) {
            HttpResponse<String> response =
                    browser.send(browser.request(address, forged).method("POST", BodyPublishers.noBody()));
            assertThat(response.statusCode()).as(String.join(": ", forged)).isEqualTo(403);
        }
        assertThat(browser.send(browser.request(address, "Origin", browser.origin())
                                .method("POST", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.send(browser.request("/api/v1/me", "Accept", "application/json"))
                        .body())
                .contains("\"means\":\"session\"", "\"role\":\"admin\"");
    }

    @Test
    void auditsWhoDidWhat() throws Exception {
        as("operator", "POST", "/events/discard", "{\"events\":[3]}");
        as("viewer", "POST", "/events/discard", "{\"events\":[2]}");

        JsonNode entries =
                JSON.readTree(as("admin", "GET", "/audit?limit=3", null).body()).path("items");

        assertThat(entries.get(0).path("user").asText()).isEqualTo("viewer-person");
        assertThat(entries.get(0).path("outcome").asText()).isEqualTo("refused");
        assertThat(entries.get(1).path("outcome").asText()).isEqualTo("done");
        assertThat(entries.get(2).path("input").toString()).isEqualTo("{\"events\":[3]}");
        entries.forEach(entry -> assertThat(entry.path("intact").asBoolean()).isTrue());
    }

    @Test
    void tellsHowARunGoesOnAndEnds() throws Exception {
        String run = JSON.readTree(as("operator", "POST", "/integrations/git/resync", "{\"incremental\":true}")
                        .body())
                .path("run")
                .asText();
        assertThat(contract.complaints(
                        "progress",
                        200,
                        as("viewer", "GET", "/runs/" + run + "/progress", null).body()))
                .isEmpty();

        try (RunListener listener = RunListener.open(container, run, Objects.requireNonNull(tokens.get("viewer")))) {
            assertThat(listener.status()).isEqualTo(200);
            assertThat(listener.type()).startsWith("text/event-stream");
            assertThat(listener.next()).isEqualTo("progress");
            assertThat(contract.complaints("progress", 200, listener.data())).isEmpty();
            as("operator", "POST", "/runs/" + run + "/abort", null);
            assertThat(listener.next()).isEqualTo("progress");
            assertThat(listener.next()).isEqualTo("end");
            assertThat(listener.data()).isEqualTo("\"interrupted\"");
            assertThat(listener.next()).isEmpty();
        }
    }

    @Test
    void letsOnlySoManyListenAtOnce() throws Exception {
        String run = JSON.readTree(as("operator", "POST", "/integrations/git/resync", "{\"incremental\":true}")
                        .body())
                .path("run")
                .asText();
        List<RunListener> listeners = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < 52; i++) {
                RunListener listener = RunListener.open(container, run, Objects.requireNonNull(tokens.get("viewer")));
                listeners.add(listener);
                refused += listener.status() == 503 ? 1 : 0;
            }
            assertThat(refused).isBetween(2, 3);
            as("operator", "POST", "/runs/" + run + "/abort", null);
            for (RunListener listener : listeners) {
                String last = "";
                for (String event = listener.next(); !event.isEmpty(); event = listener.next()) {
                    last = event;
                }
                assertThat(last).isEqualTo(listener.status() == 503 ? "" : "end");
            }
        } finally {
            listeners.forEach(RunListener::close);
        }
    }

    @Test
    void tellsNothingOfRunsThatDoNotExistOrToStrangers() throws Exception {
        assertRefused(as("viewer", "GET", "/events/stream?run=none", null), 404, "run", "no run 'none'");
        assertThat(send("GET", "/api/v1/events/stream?run=run-1", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void letsATokenDoNoMoreThanItsScopeAndItsOwner() throws Exception {
        JsonNode made = JSON.readTree(as("admin", "GET", "/me", null).body());
        assertThat(made.path("means").asText()).isEqualTo("token");
        assertRefused(as("admin", "POST", "/tokens", "{\"label\":\"more\"}"), 403, "", "a token cannot make tokens");
        JsonNode scoped = JSON.readTree(
                asAdmin("POST", "/tokens", "{\"label\":\"narrow\",\"user\":\"admin-person\",\"role\":\"viewer\"}")
                        .body());
        String narrow = "Bearer " + scoped.path("secret").asText();
        assertThat(send("GET", "/api/v1/runs", null, "Authorization", narrow).statusCode())
                .isEqualTo(200);
        assertRefused(
                send("POST", "/api/v1/integrations/git/plan", null, "Authorization", narrow),
                403,
                "",
                "you are viewer");
        assertRefused(
                asAdmin("POST", "/tokens", "{\"label\":\"x\",\"user\":\"viewer-person\",\"role\":\"admin\"}"),
                400,
                "role",
                "not be more than");

        String listed = as("admin", "GET", "/tokens", null).body();
        assertThat(listed)
                .contains("narrow")
                .doesNotContain(scoped.path("secret").asText());
        as("admin", "DELETE", "/tokens/" + scoped.at("/token/token").asText(), null);
        assertThat(send("GET", "/api/v1/runs", null, "Authorization", narrow).statusCode())
                .isEqualTo(401);
    }

    @Test
    void makesGuessesOfTokensWaitButNotWhoeverHasOne() throws Exception {
        HttpResponse<String> guess = send("GET", "/api/v1/runs", null, "Authorization", "Bearer atoll_guess");
        for (int i = 0; i < 20 && guess.statusCode() != 429; i++) {
            guess = send("GET", "/api/v1/runs", null, "Authorization", "Bearer atoll_guess" + i);
        }

        assertThat(guess.statusCode()).isEqualTo(429);
        assertThat(guess.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(as("viewer", "GET", "/runs", null).statusCode()).isEqualTo(200);
    }

    @Test
    void showsTheWebConsoleToAdministratorsAlone() throws Exception {
        for (String role : ROLES) {
            HttpResponse<String> response =
                    script.get(CONSOLE + "/bundles.json", "Authorization", "Bearer " + tokens.get(role));
            assertThat(response.statusCode()).as(role).isEqualTo(role.equals("admin") ? 200 : 403);
        }
    }

    @Test
    void letsAUserSignInAndEndsTheSessionWithAnotherPassword() throws Exception {
        assertThat(browser.submit("/login", Map.of("username", "operator-person", "password", "correct horse battery"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/probe").body()).isEqualTo("hello operator-person");
        assertThat(browser.get(CONSOLE + "/bundles").statusCode()).isEqualTo(403);

        asAdmin("PUT", "/users/operator-person", "{\"password\":\"correct horse battery\"}");

        assertThat(browser.get("/probe").statusCode()).isEqualTo(303);
    }

    @Test
    void letsUsersInWhoAreWrittenIntoTheFile() throws Exception {
        String basic = basic("viewer-person", "correct horse battery");

        assertThat(send("GET", "/api/v1/me", null, "Authorization", basic).body())
                .isEqualTo("{\"name\":\"viewer-person\",\"role\":\"viewer\",\"means\":\"password\"}");
        assertThat(as("admin", "GET", "/users", null).body())
                .contains("operator-person")
                .doesNotContain("pbkdf2");
    }

    @Test
    void neverLetsEverybodyBeLockedOut() throws Exception {
        assertRefused(asAdmin("DELETE", "/users/admin", null), 409, "", "cannot be removed");
        assertRefused(
                asAdmin(
                        "POST",
                        "/users",
                        "{\"name\":\"Bob\",\"role\":\"viewer\",\"password\":\"correct horse battery\"}"),
                400,
                "name",
                "lower-case");
        assertRefused(
                asAdmin("POST", "/users", "{\"name\":\"bob\",\"role\":\"viewer\",\"password\":\"short\"}"),
                400,
                "password",
                "at least 12");
        assertRefused(asAdmin("PUT", "/users/admin", "{\"role\":\"viewer\"}"), 400, "password", "needs a password");
    }
}
