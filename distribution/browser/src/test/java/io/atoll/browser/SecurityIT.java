package io.atoll.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import io.atoll.browser.Program.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those may not do to the running product who mean it harm, threat by threat. */
@Timeout(1800)
class SecurityIT {

    private static final String CONSOLE = "/system/console";
    private static final String API = "/api/v1";
    private static final String EVIL = "https://evil.example";
    private static final List<String> ROLES = List.of("viewer", "operator", "integrator", "admin");

    /** A page of each kind: ours, those of Felix, of the catalog, and what is no page. */
    private static final List<String> PLACES = List.of(
            "/",
            "/runs",
            "/mapping",
            "/style/atoll.css",
            "/catalog",
            "/login",
            "/nowhere",
            API + "/status",
            API + "/openapi.json",
            "/v1/openapi.json",
            CONSOLE,
            CONSOLE + "/bundles",
            CONSOLE + "/bundles.json",
            CONSOLE + "/services",
            CONSOLE + "/components",
            CONSOLE + "/configMgr",
            CONSOLE + "/licenses",
            CONSOLE + "/logs",
            CONSOLE + "/vmstat",
            CONSOLE + "/healthcheck",
            CONSOLE + "/status-Threads",
            CONSOLE + "/atoll",
            CONSOLE + "/res/ui/bundles.js");

    private static Hostile hostile;
    private static Product product;
    private static Chromium chromium;
    private static Program program;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        hostile = Hostile.start();
        Path home = Product.unpack("security");
        hostile.furnish(home);
        product = Product.startIn(home);
        program = new Program(product);
        hostile.speak(product, program);
        String admin = Program.basic("admin", product.password());
        for (String role : ROLES) {
            program.json(
                    "POST",
                    API + "/users",
                    "{\"name\": \"" + name(role) + "\", \"role\": \"" + role + "\", \"password\": \"" + password(role)
                            + "\"}",
                    "Authorization",
                    admin);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {program, product, hostile, chromium}) {
            if (each != null) {
                each.close();
            }
        }
    }

    /** Whoever has a role; the first administrator is there before. */
    private static String name(String role) {
        return "a-" + role;
    }

    private static String password(String role) {
        return "the password of the " + role;
    }

    private static Session admin() throws Exception {
        return program.session("admin", product.password());
    }

    /** The operations of the description. */
    private static List<Operation> operations(Session session) throws Exception {
        var operations = new ArrayList<Operation>();
        program.json("GET", API + "/openapi.json", "", "Cookie", session.cookie())
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode described = method.getValue();
                    if (described.has("x-atoll-role")) {
                        operations.add(new Operation(
                                described.path("operationId").asText(),
                                method.getKey().toUpperCase(Locale.ROOT),
                                API + path.getKey().replaceAll("[{][^}]*[}]", "x"),
                                described.path("x-atoll-role").asText()));
                    }
                }));
        assertThat(operations).hasSizeGreaterThan(60);
        return operations;
    }

    /**
     * Something that the product can be asked for.
     *
     * @param name with hyphens
     * @param path with something that does not exist wherever a name is wanted
     * @param role that it is for
     */
    private record Operation(String name, String method, String path, String role) {

        private boolean unsafe() {
            return !method.equals("GET");
        }

        private boolean isFor(String caller) {
            return ROLES.indexOf(caller) >= ROLES.indexOf(role);
        }
    }

    /** The states of all bundles, the configurations and the users: what must be as it was. */
    private static String state(Session session) throws Exception {
        var state = new StringBuilder();
        for (String path : List.of(CONSOLE + "/bundles.json", API + "/config?limit=100", API + "/users")) {
            state.append(program.json("GET", path, "", "Cookie", session.cookie()));
        }
        return state.toString();
    }

    @Nested
    class ATextOfAThirdParty {

        @Test
        void isNoMarkupOnAnyOfOurPages() throws Exception {
            var faults = new ArrayList<String>();
            var seen = new TreeSet<String>();
            try (var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
                var walk = new Walk(List.of("/", "/catalog"), 6, Walk::ours);
                for (String path = walk.next(); path != null; path = walk.next()) {
                    if (visit.go(path) == 200 && visit.page().content().contains("<html")) {
                        look(visit.page(), path, faults);
                        seen.addAll(Hostile.sources(visit.page().content()));
                        walk.add(visit.links());
                    }
                }
                assertThat(visit.offences())
                        .filteredOn(offence -> !offence.contains("with a status of 400"))
                        .as("scripts, requests to others, and what the policy had to stop")
                        .isEmpty();
            }
            assertThat(faults).isEmpty();
            assertThat(seen).as("whose texts were shown").containsAll(Hostile.SHOWN);
        }

        @Test
        void runsNoScriptInTheFelixConsole() throws Exception {
            var ran = new ArrayList<String>();
            var seen = new TreeSet<String>();
            try (var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
                visit.page().onConsoleMessage(message -> {
                    if (message.text().startsWith(Hostile.RAN)) {
                        ran.add(visit.page().url());
                    }
                });
                visit.go(CONSOLE + "/bundles");
                var paths = new ArrayList<>(visit.links().stream()
                        .filter(path -> path.matches(CONSOLE + "/[^/?]+"))
                        .distinct()
                        .toList());
                assertThat(paths).hasSizeGreaterThan(15);
                for (String list : List.of("bundles", "services", "components")) {
                    paths.addAll(details(list));
                }
                paths.removeIf(path -> path.endsWith("/logout"));
                for (String path : paths) {
                    visit.go(path);
                    visit.page().waitForTimeout(100); // scripts of the page show its texts
                    seen.addAll(Hostile.sources(visit.page().content()));
                }
            }
            assertThat(ran).isEmpty();
            assertThat(seen).as("whose texts were shown").contains("name", "username");
        }

        /** The pages of those things of a list that show something hostile. */
        private List<String> details(String list) throws Exception {
            Session admin = admin();
            var paths = new ArrayList<String>();
            for (JsonNode item : program.json("GET", CONSOLE + "/" + list + ".json", "", "Cookie", admin.cookie())
                    .path("data")) {
                String path = CONSOLE + "/" + list + "/" + item.path("id").asText();
                HttpResponse<String> details = program.get(path + ".json", "Cookie", admin.cookie());
                if (details.body().contains("CANARY")) {
                    paths.add(path);
                }
            }
            assertThat(paths).as("hostile " + list).isNotEmpty();
            return paths;
        }

        private void look(Page page, String path, List<String> faults) {
            int made = page.locator(Hostile.MADE).count();
            if (made > 0) {
                faults.add(path + " made something of a text: "
                        + page.locator(Hostile.MADE).first().evaluate("one => one.outerHTML"));
            }
        }
    }

    @Nested
    class AnotherHost {

        @ParameterizedTest
        @ValueSource(
                strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "evil.example:8710"})
        void isNotServedInOurName(String host) throws Exception {
            Session admin = admin();
            for (String path : PLACES) {
                HttpResponse<String> response = program.get(path, "Host", host, "Cookie", admin.cookie());
                assertThat(response.statusCode()).as(path).isEqualTo(421);
                assertThat(response.body()).as(path).doesNotContain("evil");
            }
        }

        @Test
        void isNotServedByAnAbsoluteAddressEither() throws Exception {
            Session admin = admin();
            String own = program.origin().substring("http://".length());
            for (String path : PLACES) {
                for (String[] request :
                        new String[][] {{EVIL.replace("https", "http") + path, own}, {path, "evil.example"}}) {
                    assertThat(program.raw("GET " + request[0] + " HTTP/1.1\r\nHost: " + request[1] + "\r\nCookie: "
                                    + admin.cookie() + "\r\nConnection: close\r\n\r\n"))
                            .as("%s at %s", request[0], request[1])
                            .containsAnyOf(" 400 ", " 421 ");
                }
            }
        }

        @Test
        void isNotBelievedIfAProxyIsSaidToNameIt() throws Exception {
            Session admin = admin();
            String[] forwarded = {
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-For",
                "10.1.2.3",
                "Forwarded",
                "host=evil.example;proto=https",
                "X-Original-URL",
                "/evil.example",
                "X-Rewrite-URL",
                "/evil.example"
            };
            for (String path : PLACES) {
                for (String who : List.of(admin.cookie(), "nobody=1")) {
                    var headers = new ArrayList<>(List.of(forwarded));
                    headers.addAll(List.of("Cookie", who, "Accept", "text/html,*/*"));
                    HttpResponse<String> response = program.get(path, headers.toArray(String[]::new));
                    HttpResponse<String> plain = program.get(path, "Cookie", who, "Accept", "text/html,*/*");
                    assertThat(response.statusCode()).as(path).isEqualTo(plain.statusCode());
                    assertThat(response.headers().map().toString() + response.body())
                            .as(path)
                            .doesNotContain("evil.example");
                }
            }
        }

        @Test
        void makesNoRequestItsOwnBySayingThatBothAreTheSame() throws Exception {
            Session admin = admin();
            HttpResponse<String> response = program.form(
                    "/do/resync",
                    Map.of("integration", "git~alpha", "formToken", admin.formToken()),
                    "Host",
                    "evil.example",
                    "Origin",
                    "http://evil.example",
                    "Cookie",
                    admin.cookie());
            assertThat(response.statusCode()).isEqualTo(421);
        }
    }

    @Nested
    class APageOfAnotherSite {

        private static final String[][] FORGED = {
            {"Origin", EVIL},
            {"Origin", "null"},
            {"Origin", EVIL, "X-Atoll-Form", "guessed"},
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Referer", EVIL + "/"},
            {"X-Atoll-Form", "guessed"},
            {"X-Nothing", "said"}
        };

        @Test
        void asksForNoOperation() throws Exception {
            Session admin = admin();
            String before = state(admin);
            List<Operation> unsafe =
                    operations(admin).stream().filter(Operation::unsafe).toList();
            assertThat(unsafe).hasSizeGreaterThan(25);
            for (Operation operation : unsafe) {
                for (String[] forged : FORGED) {
                    HttpResponse<String> response = program.send(
                            operation.method(),
                            operation.path(),
                            "{}",
                            with(forged, "Cookie", admin.cookie(), "Content-Type", "application/json"));
                    assertThat(response.statusCode())
                            .as("%s %s", operation.name(), List.of(forged))
                            .isEqualTo(403);
                }
            }
            assertThat(state(admin)).isEqualTo(before);
        }

        @Test
        void sendsNoForm() throws Exception {
            Session admin = admin();
            String before = state(admin);
            for (Operation operation : operations(admin)) {
                String path = "/do/" + operation.name();
                for (String[] forged : FORGED) {
                    assertThat(program.form(
                                            path,
                                            Map.of("formToken", admin.formToken()),
                                            with(forged, "Cookie", admin.cookie()))
                                    .statusCode())
                            .as("%s %s", path, List.of(forged))
                            .isEqualTo(403);
                }
                for (Map<String, String> token :
                        List.of(Map.<String, String>of(), Map.of("formToken", ""), Map.of("formToken", "guessed"))) {
                    for (String root : List.of("", CONSOLE + "/atoll")) {
                        assertThat(program.form(
                                                root + path,
                                                token,
                                                "Origin",
                                                program.origin(),
                                                "Cookie",
                                                admin.cookie())
                                        .statusCode())
                                .as("%s with %s", root + path, token)
                                .isEqualTo(403);
                    }
                }
            }
            assertThat(state(admin)).isEqualTo(before);
        }

        @Test
        void doesNothingInTheFelixConsole() throws Exception {
            Session admin = admin();
            String before = state(admin);
            String bundle = CONSOLE + "/bundles/"
                    + program.json("GET", CONSOLE + "/bundles.json", "", "Cookie", admin.cookie())
                            .path("data")
                            .path(20)
                            .path("id")
                            .asText();
            Map<String, Map<String, String>> forms = Map.of(
                    bundle,
                    Map.of("action", "stop"),
                    bundle + "?action=uninstall",
                    Map.of(),
                    CONSOLE + "/bundles",
                    Map.of("action", "refreshPackages"),
                    CONSOLE + "/bundles?action=install",
                    Map.of("bundlestart", "start"),
                    CONSOLE + "/configMgr/io.atoll.engine",
                    Map.of("action", "ajaxConfigManager", "delete", "true", "apply", "true"),
                    CONSOLE + "/components/1",
                    Map.of("action", "disable"),
                    CONSOLE + "/vmstat",
                    Map.of("shutdown_type", "Stop"),
                    CONSOLE + "/atoll/do/resync",
                    Map.of("integration", "git~alpha", "formToken", admin.formToken()));
            for (Map.Entry<String, Map<String, String>> form : forms.entrySet()) {
                for (String[] forged : FORGED) {
                    assertThat(program.form(form.getKey(), form.getValue(), with(forged, "Cookie", admin.cookie()))
                                    .statusCode())
                            .as("%s %s", form, List.of(forged))
                            .isEqualTo(403);
                }
            }
            assertThat(state(admin)).isEqualTo(before);
        }

        @Test
        void hasNothingOfAnUploadReadWithoutTheTokenOfTheForm() throws Exception {
            Session admin = admin();
            for (String query : List.of("", "?formToken=guessed")) {
                assertThat(
                                program.raw(
                                        "POST /do/deploy-receive" + query
                                                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1"
                                                + "\r\nCookie: " + admin.cookie()
                                                + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000000\r\n\r\n"))
                        .as("answered though nothing of the body was sent")
                        .contains(" 403 ");
            }
        }

        @Test
        void isRefusedByTheProductWhateverTheBrowserSendsAlong() throws Exception {
            try (var evil = new EvilSite();
                    var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
                Page page = visit.page().context().newPage();
                page.navigate(evil.shows("<form method=post action='" + program.origin()
                        + "/do/resync'><input name=integration value='git~alpha'><button>A prize</button></form>"));
                page.click("button");
                page.waitForURL(program.origin() + "/do/resync");
                assertThat(page.content()).contains("made by a page of another site");
            }
        }
    }

    @Nested
    class AFrame {

        @Test
        void isForbiddenByTheHeadersOfEverything() throws Exception {
            Session admin = admin();
            for (String path : PLACES) {
                for (String who : List.of(admin.cookie(), "nobody=1")) {
                    HttpResponse<String> response = program.get(path, "Cookie", who);
                    assertThat(response.headers().firstValue("Content-Security-Policy"))
                            .as(path)
                            .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
                    assertThat(response.headers().firstValue("X-Frame-Options"))
                            .as(path)
                            .hasValue("DENY");
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/login",
                    "/catalog",
                    "/mapping",
                    CONSOLE + "/bundles",
                    CONSOLE + "/atoll",
                    API + "/status"
                })
        void ofAnotherSiteStaysEmptyInABrowser(String path) throws Exception {
            try (var evil = new EvilSite();
                    var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
                Page page = visit.page().context().newPage();
                page.navigate(evil.shows("<iframe name=framed src='" + program.origin() + path
                        + "'></iframe><iframe name=own src='/framed'></iframe>"));
                assertThat(content(page, "own")).as("a frame that is allowed").contains("something to see");
                assertThat(page.frame("framed").url()).startsWith("chrome-error:");
                assertThat(content(page, "framed")).doesNotContain("Atoll").doesNotContain("integration");
            }
        }

        private String content(Page page, String frame) {
            Frame found = page.frame(frame);
            found.waitForLoadState();
            return found.content();
        }
    }

    @Nested
    class AGuesser {

        @Test
        void ofPasswordsHasToWaitAndTheHonestUserElsewhereHasNot() throws Exception {
            program.session(name("viewer"), password("viewer"));
            int refused = 0;
            int paused = 0;
            for (int from = 2; from < 40; from++) {
                try (var guesser = new Program(product, 1, from)) {
                    int status = guesser.login(Map.of("username", name("viewer"), "password", "guess " + from))
                            .statusCode();
                    assertThat(status).isIn(403, 429);
                    refused += status == 403 ? 1 : 0;
                    paused += status == 429 ? 1 : 0;
                }
            }
            assertThat(refused).as("guesses that were looked at").isLessThan(30);
            assertThat(paused).isPositive();
            try (var stranger = new Program(product, 1, 99)) {
                assertThat(stranger.login(Map.of("username", name("operator"), "password", password("operator")))
                                .statusCode())
                        .as("somebody else")
                        .isEqualTo(303);
            }
            program.session(name("viewer"), password("viewer"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"password", "ticket", "basic", "bearer"})
        void atOneAddressHasToWait(String way) throws Exception {
            int address = 2 + List.of("password", "ticket", "basic", "bearer").indexOf(way);
            try (var guesser = new Program(product, 2, address)) {
                var statuses = new ArrayList<Integer>();
                for (int i = 0; i < 12; i++) {
                    statuses.add(guess(guesser, way, i));
                }
                assertThat(statuses).contains(429).doesNotContain(200, 303);
                assertThat(statuses.subList(0, 4)).as("mistakes").doesNotContain(429);
            }
            program.session("admin", product.password());
        }

        private int guess(Program guesser, String way, int i) throws Exception {
            return switch (way) {
                case "password", "ticket" ->
                    guesser.login(Map.of(way, "guess " + i)).statusCode();
                case "basic" ->
                    guesser.get(API + "/me", "Authorization", Program.basic("admin", "guess " + i))
                            .statusCode();
                default ->
                    guesser.get(CONSOLE + "/bundles.json", "Authorization", "Bearer atoll_guess" + i)
                            .statusCode();
            };
        }
    }

    @Nested
    class ARole {

        static Stream<String> lower() {
            return ROLES.stream().filter(role -> !role.equals("admin"));
        }

        @ParameterizedTest
        @MethodSource("lower")
        void doesByRestWhatItIsForAndNothingElse(String role) throws Exception {
            String token = token(role, role);
            for (Operation operation : operations(admin())) {
                if (!operation.isFor(role)) {
                    HttpResponse<String> response = ask(operation, token);
                    assertThat(response.statusCode())
                            .as("%s by %s", operation, role)
                            .isEqualTo(403);
                } else if (!operation.unsafe()) {
                    assertThat(ask(operation, token).statusCode())
                            .as("%s by %s", operation, role)
                            .isIn(200, 400, 404, 503);
                }
            }
        }

        @Test
        void ofATokenMayBeLessThanThatOfItsUserAndNeverMore() throws Exception {
            String token = token("admin", "viewer");
            for (Operation operation : operations(admin())) {
                if (!operation.isFor("viewer")) {
                    assertThat(ask(operation, token).statusCode())
                            .as(operation.name())
                            .isEqualTo(403);
                }
            }
            HttpResponse<String> more = program.send(
                    "POST",
                    API + "/tokens",
                    "{\"label\": \"more\", \"role\": \"admin\"}",
                    "Authorization",
                    Program.basic(name("operator"), password("operator")),
                    "Content-Type",
                    "application/json");
            assertThat(more.statusCode()).isEqualTo(400);
        }

        @ParameterizedTest
        @MethodSource("lower")
        void sendsNoFormOfAnother(String role) throws Exception {
            Session session = program.session(name(role), password(role));
            for (Operation operation : operations(admin())) {
                if (!operation.isFor(role)) {
                    String path = "/do/" + operation.name()
                            + (operation.name().equals("deploy-receive") ? "?formToken=" + session.formToken() : "");
                    HttpResponse<String> response = program.form(
                            path,
                            Map.of("formToken", session.formToken()),
                            "Cookie",
                            session.cookie(),
                            "Origin",
                            program.origin());
                    assertThat(response.statusCode()).as("%s by %s", path, role).isEqualTo(403);
                }
            }
        }

        @ParameterizedTest
        @MethodSource("lower")
        void hasNoFelixConsole(String role) throws Exception {
            Session session = program.session(name(role), password(role));
            for (String path : PLACES) {
                if (path.startsWith(CONSOLE)) {
                    assertThat(program.get(path, "Cookie", session.cookie()).statusCode())
                            .as("%s for %s", path, role)
                            .isEqualTo(403);
                    assertThat(program.get(path, "Authorization", Program.basic(name(role), password(role)))
                                    .statusCode())
                            .as("%s for %s", path, role)
                            .isEqualTo(403);
                    assertThat(program.form(
                                            path,
                                            Map.of("action", "stop"),
                                            "Cookie",
                                            session.cookie(),
                                            "Origin",
                                            program.origin())
                                    .statusCode())
                            .as("%s for %s", path, role)
                            .isEqualTo(403);
                }
            }
        }

        @Test
        void isNeededAtTheShellThatOnlyTheUserOfThePlatformReaches() throws Exception {
            Path data = product.home().resolve("data");
            Path address = data.resolve("shell.address");
            Path socket =
                    Files.exists(address) ? Path.of(Files.readString(address).strip()) : data.resolve("run/shell.sock");
            assertThat(permissions(socket)).isEqualTo("rw-------");
            assertThat(permissions(socket.resolveSibling("."))).isEqualTo("rwx------");
            assertThat(permissions(data.resolve("admin-password"))).isEqualTo("rw-------");
            assertThat(permissions(data.resolve("catalog/credentials.json"))).isEqualTo("rw-------");
            assertThat(Files.getOwner(socket)).isEqualTo(Files.getOwner(data));
        }

        private String permissions(Path path) throws Exception {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        }

        private HttpResponse<String> ask(Operation operation, String token) throws Exception {
            return operation.unsafe()
                    ? program.send(
                            operation.method(),
                            operation.path(),
                            "{}",
                            "Authorization",
                            "Bearer " + token,
                            "Content-Type",
                            "application/json")
                    : program.get(operation.path(), "Authorization", "Bearer " + token);
        }

        private String token(String user, String role) throws Exception {
            return program.json(
                            "POST",
                            API + "/tokens",
                            "{\"label\": \"of a test\", \"role\": \"" + role + "\"}",
                            "Authorization",
                            Program.basic(name(user), password(user)))
                    .path("secret")
                    .asText();
        }
    }

    @Nested
    class APasswordThatEverybodyKnows {

        @Test
        void letsNobodyInAnywhere() throws Exception {
            int from = 2;
            for (String password : List.of("admin", "", "password", "atoll")) {
                for (String user : List.of("admin", "", "root")) {
                    for (String path : List.of("/", "/catalog", API + "/status", CONSOLE, CONSOLE + "/bundles.json")) {
                        try (var guesser = new Program(product, 3, from++)) {
                            assertThat(guesser.get(path, "Authorization", Program.basic(user, password))
                                            .statusCode())
                                    .as("%s as %s/%s", path, user, password)
                                    .isIn(401, 429);
                        }
                    }
                    try (var guesser = new Program(product, 3, from++)) {
                        HttpResponse<String> response = guesser.login(Map.of("username", user, "password", password));
                        assertThat(response.statusCode())
                                .as("/login as %s/%s", user, password)
                                .isIn(403, 429);
                        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
                        assertThat(guesser.form(
                                                CONSOLE + "/j_security_check",
                                                Map.of("j_username", user, "j_password", password),
                                                "Origin",
                                                program.origin())
                                        .statusCode())
                                .isIn(401, 404);
                        assertThat(guesser.send(
                                                "POST",
                                                "/v1/auth/access_token",
                                                "{\"clientId\": \"" + user + "\", \"clientSecret\": \"" + password
                                                        + "\"}",
                                                "Content-Type",
                                                "application/json")
                                        .statusCode())
                                .isIn(400, 401, 422);
                    }
                }
            }
        }

        @Test
        void isNotTheOneThatWasMade() throws Exception {
            assertThat(product.password()).hasSizeGreaterThan(25);
            assertThat(product.home().resolve("out")).content().doesNotContain(product.password());
        }
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
    }

    /** Follows links, of addresses that differ by names and numbers only as many as are wanted. */
    private static final class Walk {

        private final ArrayDeque<String> open;
        private final int alike;
        private final Predicate<String> wanted;
        private final Set<String> seen = new HashSet<>();
        private final Map<String, Integer> shapes = new HashMap<>();

        Walk(List<String> first, int alike, Predicate<String> wanted) {
            this.open = new ArrayDeque<>(first);
            this.alike = alike;
            this.wanted = wanted;
        }

        static boolean ours(String path) {
            return !path.startsWith(CONSOLE) && !path.startsWith("/logout") && !path.startsWith("/v1");
        }

        /** The next page; {@code null} after the last. */
        @Nullable
        String next() {
            while (!open.isEmpty()) {
                String path = open.remove();
                if (seen.add(path) && shapes.merge(shape(path), 1, Integer::sum) <= alike) {
                    return path;
                }
            }
            return null;
        }

        void add(List<String> links) {
            links.stream().filter(wanted).forEach(open::add);
        }

        private static String shape(String path) {
            return path.replaceAll("[?].*", "?")
                    .replaceAll("/[^/?]*[0-9A-Z~][^/?]*", "/…")
                    .replaceAll("(/catalog/[a-z]+)/[^?]*", "$1/…");
        }
    }

    /** A site on another port of this machine, to which a browser sends the cookies of the product along. */
    private static final class EvilSite implements AutoCloseable {

        private final HttpServer server;

        EvilSite() throws Exception {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            answer("/framed", "<p>something to see</p>");
            server.start();
        }

        /** The address of a page with this content. */
        String shows(String html) {
            answer("/evil", html);
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/evil";
        }

        private void answer(String path, String html) {
            byte[] page = ("<!doctype html><title>Evil</title>" + html).getBytes(UTF_8);
            server.createContext(path, exchange -> {
                try (exchange) {
                    exchange.getResponseHeaders().set("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                }
            });
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
