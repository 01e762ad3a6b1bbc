package io.atoll.admin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** Coming in, seen from outside: real HTTP against the bundle in a real container. */
final class ComingInIT {

    private static final String CONSOLE = "/system/console";

    private static Container container;
    private static String password;

    private Browser browser;

    @BeforeAll
    static void startContainer(@TempDir Path folder) throws Exception {
        container = Container.start(folder, Map.of("felix.webconsole.security.providers", "io.atoll.admin"));
        Bundle probe =
                container.context().installBundle(probeBundle(folder).toUri().toString());
        probe.start();
        container.service("io.atoll.access.LoginLinks");
        container.service("org.apache.felix.webconsole.spi.SecurityProvider");
        Path file = folder.resolve("data/admin-password");
        try (Browser stranger = new Browser(container)) {
            assertThat(stranger.get("/probe").statusCode()).isEqualTo(303);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        password = Files.readString(file).strip();
    }

    @AfterAll
    static void stopContainer() {
        container.close();
    }

    @BeforeEach
    void openBrowser() {
        browser = new Browser(container);
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    private static Path probeBundle(Path folder) throws IOException {
        Path jar = folder.resolve("probe.jar");
        Manifest manifest = new Manifest();
        Map<String, String> headers = Map.of(
                "Manifest-Version", "1.0",
                "Bundle-ManifestVersion", "2",
                "Bundle-SymbolicName", "probe",
                "Bundle-Activator", "io.atoll.admin.it.probe.ProbeActivator",
                "Import-Package",
                        "jakarta.servlet;version=\"[6,7)\",jakarta.servlet.http;version=\"[6,7)\",org.osgi.framework");
        headers.forEach((name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String type : List.of("ProbeActivator", "ProbePage")) {
                String entry = "io/atoll/admin/it/probe/" + type + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream content = ComingInIT.class.getClassLoader().getResourceAsStream(entry)) {
                    content.transferTo(out);
                }
            }
        }
        return jar;
    }

    private HttpResponse<String> signIn() throws Exception {
        HttpResponse<String> response = browser.submit("/login", Map.of("password", password));
        assertThat(response.statusCode()).isEqualTo(303);
        return response;
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElse("");
    }

    private static String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe", "/probe/deep?x=1", CONSOLE + "/bundles", CONSOLE + "/res/ui/webconsole.css"})
    void sendsAStrangerToTheLoginPage(String path) throws Exception {
        HttpResponse<String> response = browser.get(path);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(URI.create(location(response)).getQuery()).isEqualTo("next=" + path);
        assertThat(response.body()).doesNotContain("hello");
    }

    @Test
    void answersAStrangersProgramWithJson() throws Exception {
        HttpResponse<String> response = browser.send(browser.request("/probe", "Accept", "application/json"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("\"error\":\"unauthorized\"");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
    }

    @Test
    void neverMakesABrowserAskForThePasswordByItself() throws Exception {
        HttpResponse<String> response =
                browser.send(browser.request("/probe", "Accept", "*/*", "Sec-Fetch-Mode", "cors"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void letsThePasswordInAndLeadsToThePageThatWasAskedFor() throws Exception {
        HttpResponse<String> response =
                browser.submit("/login", Map.of("password", password, "next", "/probe/deep?x=1"));

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(location(response)).isEqualTo("/probe/deep?x=1");
        assertThat(browser.get("/probe/deep?x=1").body()).isEqualTo("hello admin");
        assertThat(browser.get(CONSOLE + "/bundles").statusCode()).isEqualTo(200);
        assertThat(browser.get(CONSOLE + "/probe").body()).contains("hello admin");
    }

    @Test
    void setsACookieThatScriptsAndOtherSitesCannotUse() throws Exception {
        String cookie = cookie(signIn());

        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
        assertThat(cookie).doesNotContain("Secure").doesNotContain("Max-Age").doesNotContain("Expires");
        assertThat(cookie.substring("atoll-session=".length(), cookie.indexOf(';')))
                .hasSize(43);
    }

    @Test
    void marksTheCookieSecureWhereTlsEndsBeforeTheServer() throws Exception {
        HttpResponse<String> response = browser.post(
                "/login",
                Map.of("password", password),
                "Origin",
                browser.origin().replace("http:", "https:"));

        assertThat(cookie(response)).contains("Secure");
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        HttpResponse<String> response = browser.submit("/login", Map.of("password", password + "x"));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("The password is wrong.").doesNotContain(password);
        assertThat(cookie(response)).isEmpty();
    }

    @Test
    void makesANewSessionIdAtLoginAndNeverTakesOneThatABrowserBrings() throws Exception {
        HttpResponse<String> planted = browser.post(
                "/login", Map.of("password", password), "Origin", browser.origin(), "Cookie", "atoll-session=planted");
        assertThat(cookie(planted)).startsWith("atoll-session=").doesNotContain("planted");

        String first = cookie(signIn());
        String second = cookie(signIn());

        assertThat(second).isNotEqualTo(first);
        try (Browser thief = new Browser(container)) {
            String stolen = first.substring(0, first.indexOf(';'));
            assertThat(thief.get("/probe", "Cookie", stolen).statusCode()).isEqualTo(303);
            assertThat(thief.get("/probe", "Cookie", "atoll-session=planted").statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void signsOut() throws Exception {
        String cookie = cookie(signIn());

        HttpResponse<String> response = browser.submit("/logout", Map.of());

        assertThat(location(response)).isEqualTo("/login");
        try (Browser later = new Browser(container)) {
            assertThat(later.get("/probe", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                            .statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void signsOutOfTheWebConsole() throws Exception {
        signIn();

        HttpResponse<String> response = browser.get(CONSOLE + "/logout");

        assertThat(location(response)).isEqualTo("/login");
        assertThat(browser.get("/probe").statusCode()).isEqualTo(303);
    }

    @Test
    void doesNotSignOutByALink() throws Exception {
        signIn();

        assertThat(browser.get("/logout").statusCode()).isEqualTo(405);
        assertThat(browser.get("/probe").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "javascript:alert(1)",
                "/%09/evil.example\t",
                "/login?next=/login",
                "/system/console/logout",
                "",
                "probe",
                "/\r\nX-Evil: 1"
            })
    void leadsHomeRatherThanToAForeignPlace(String next) throws Exception {
        HttpResponse<String> response = browser.submit("/login", Map.of("password", password, "next", next));

        assertThat(location(response)).isEqualTo("/");
        assertThat(response.headers().firstValue("X-Evil")).isEmpty();
    }

    @Test
    void letsALoginLinkInOnce() throws Exception {
        String link = loginLink();

        HttpResponse<String> page = browser.get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(cookie(page)).isEmpty();
        assertThat(page.body()).contains("Open Atoll").doesNotContain("<script");
        String ticket = link.substring(link.indexOf('=') + 1);

        HttpResponse<String> pressed = browser.submit("/login", Map.of("ticket", ticket));
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(browser.get("/probe").body()).isEqualTo("hello admin");

        try (Browser second = new Browser(container)) {
            HttpResponse<String> again = second.submit("/login", Map.of("ticket", ticket));
            assertThat(again.statusCode()).isEqualTo(403);
            assertThat(again.body()).contains("used before or is too old");
            assertThat(cookie(again)).isEmpty();
        }
    }

    @Test
    void keepsALoginLinkWholeThatABrowserOnlyReadAhead() throws Exception {
        String link = loginLink();
        for (int i = 0; i < 3; i++) {
            browser.get(link, "Sec-Purpose", "prefetch");
        }

        HttpResponse<String> pressed =
                browser.submit("/login", Map.of("ticket", link.substring(link.indexOf('=') + 1)));

        assertThat(pressed.statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "ticket"})
    void letsNoOtherSiteSignSomebodyIn(String field) throws Exception {
        String link = loginLink();
        String secret = field.equals("password") ? password : link.substring(link.indexOf('=') + 1);

        for (HttpResponse<String> response : List.of(
                browser.post("/login", Map.of(field, secret), "Origin", "https://evil.example"),
                browser.post("/login", Map.of(field, secret), "Origin", "null"),
                browser.post("/login", Map.of(field, secret)))) {
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(cookie(response)).isEmpty();
        }
    }

    private static String loginLink() throws Exception {
        Object links = container.service("io.atoll.access.LoginLinks");
        URI link = (URI) links.getClass().getMethod("issue", Duration.class).invoke(links, Duration.ofMinutes(5));
        assertThat(link.toString()).startsWith("http://127.0.0.1:" + container.port() + "/login?ticket=");
        return "/login?" + link.getQuery();
    }

    static Stream<List<String>> ownRequests() {
        String own = "http://127.0.0.1:" + container.port();
        return Stream.of(
                List.of("Origin", own),
                List.of("Origin", own, "Sec-Fetch-Site", "same-origin"),
                List.of("Sec-Fetch-Site", "same-origin"),
                List.of("Sec-Fetch-Site", "none"),
                List.of("Referer", own + "/probe"));
    }

    static Stream<List<String>> forgedRequests() {
        String own = "http://127.0.0.1:" + container.port();
        return Stream.of(
                List.of("X-Nothing", "said"),
                List.of("Origin", "https://evil.example"),
                List.of("Origin", "null"),
                List.of("Origin", "not a uri"),
                List.of("Origin", "http://127.0.0.1:1"),
                List.of("Origin", "http://localhost:" + container.port()),
                List.of("Origin", own + ".evil.example"),
                List.of("Origin", own, "Sec-Fetch-Site", "cross-site"),
                List.of("Origin", own, "Sec-Fetch-Site", "same-site"),
                List.of("Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"),
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"),
                List.of("Origin", "https://evil.example", "Referer", own + "/"),
                List.of("Referer", "https://evil.example/" + own));
    }

    @Test
    void takesAFormFromAnOwnPage() throws Exception {
        signIn();

        for (List<String> headers : ownRequests().toList()) {
            HttpResponse<String> response = browser.post("/probe", Map.of(), headers.toArray(String[]::new));
            assertThat(response.body()).as("%s", headers).isEqualTo("hello admin");
        }
    }

    @Test
    void refusesARequestThatAForeignPageMade() throws Exception {
        signIn();

        for (List<String> headers : forgedRequests().toList()) {
            for (String path : List.of("/probe", CONSOLE + "/bundles", CONSOLE + "/probe", "/logout")) {
                HttpResponse<String> response = browser.post(path, Map.of(), headers.toArray(String[]::new));
                assertThat(response.statusCode()).as("%s %s", path, headers).isEqualTo(403);
            }
        }
        assertThat(browser.get("/probe").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    void asksTheSameOfEveryUnsafeMethod(String method) throws Exception {
        signIn();

        HttpResponse<String> response = browser.send(browser.request("/probe", "Sec-Fetch-Site", "cross-site")
                .method(method, java.net.http.HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void refusesForgedRequestsToOtherContextsAsWellButLeavesProgramsAlone() throws Exception {
        assertThat(browser.post("/open", Map.of(), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/open", Map.of()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example"})
    void refusesARequestToAForeignName(String host) throws Exception {
        signIn();

        for (String path : List.of("/probe", "/login", "/open", CONSOLE + "/bundles", "/nowhere")) {
            HttpResponse<String> response = browser.get(path, "Host", host, "Authorization", basic("admin", password));
            assertThat(response.statusCode()).as(path).isEqualTo(421);
            assertThat(response.body()).doesNotContain("hello");
        }
    }

    @Test
    void answersToTheNamesOfTheLoopbackInterface() throws Exception {
        for (String host : List.of("localhost", "LOCALHOST", "127.0.0.1", "[::1]")) {
            assertThat(browser.get("/login", "Host", host + ":" + container.port())
                            .statusCode())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @Test
    void letsScriptsInByUserAndPassword() throws Exception {
        HttpResponse<String> read = browser.get("/probe", "Authorization", basic("admin", password));
        HttpResponse<String> written = browser.post("/probe", Map.of(), "Authorization", basic("admin", password));
        HttpResponse<String> console =
                browser.get(CONSOLE + "/bundles.json", "Authorization", basic("admin", password));

        assertThat(read.body()).isEqualTo("hello admin");
        assertThat(written.body()).isEqualTo("hello admin");
        assertThat(console.statusCode()).isEqualTo(200);
        assertThat(cookie(read)).isEmpty();
    }

    @Test
    void refusesThePasswordThatTheWebConsoleIsBornWith() throws Exception {
        for (String path :
                List.of("/probe", CONSOLE, CONSOLE + "/bundles", CONSOLE + "/status-System_Properties.txt")) {
            HttpResponse<String> response = browser.get(path, "Authorization", basic("admin", "admin"));
            assertThat(response.statusCode()).as(path).isIn(401, 429);
        }
        assertThat(browser.submit("/login", Map.of("password", "admin")).statusCode())
                .isIn(403, 429);
        liftThePause();
    }

    /** Guesses cost a pause; it ends by itself, and the right password wipes the slate. */
    private static void liftThePause() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (Browser script = new Browser(container)) {
            while (script.get("/probe", "Authorization", basic("admin", password))
                            .statusCode()
                    != 200) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    @Test
    void makesGuessesWaitButNotThoseWhoAreIn() throws Exception {
        signIn();
        HttpResponse<String> guess = browser.submit("/login", Map.of("password", "guess"));
        for (int i = 0; i < 10 && guess.statusCode() != 429; i++) {
            guess = browser.submit("/login", Map.of("password", "guess"));
        }

        assertThat(guess.statusCode()).isEqualTo(429);
        assertThat(guess.headers().firstValueAsLong("Retry-After")).isPresent();
        HttpResponse<String> script = browser.send(browser.request("/probe", "Authorization", basic("admin", "guess")));
        assertThat(script.statusCode()).isEqualTo(200);
        try (Browser other = new Browser(container)) {
            assertThat(other.get("/probe", "Authorization", basic("admin", "guess"))
                            .statusCode())
                    .isIn(401, 429);
            HttpResponse<String> link =
                    other.submit("/login", Map.of("ticket", loginLink().substring("/login?ticket=".length())));
            assertThat(link.statusCode()).isEqualTo(303);
        }
        liftThePause();
    }

    @Test
    void sendsStrictHeadersEverywhereAndTheConsolesOwnPolicyThere() throws Exception {
        signIn();

        for (String path : List.of("/probe", "/login?ticket=x", "/open", "/nowhere")) {
            HttpResponse<String> response = browser.get(path);
            assertThat(header(response, "Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'none'; style-src 'self';");
            assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(response, "Referrer-Policy")).isEqualTo("same-origin");
        }
        assertThat(header(browser.get("/probe"), "Cache-Control")).isEqualTo("no-store");
        HttpResponse<String> console = browser.get(CONSOLE + "/bundles");
        assertThat(header(console, "Content-Security-Policy"))
                .contains("script-src 'self' 'unsafe-inline'")
                .contains("frame-ancestors 'self'")
                .doesNotContain("http");
        assertThat(header(console, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(browser.get(CONSOLE + "/res/ui/webconsole.css"), "Cache-Control"))
                .isEqualTo("private, no-cache");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void escapesWhatItShows() throws Exception {
        String hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";

        String page =
                browser.get("/login?ticket=" + hostile + "&next=/" + hostile).body();

        assertThat(page).doesNotContain("<script").contains("&quot;&gt;&lt;script&gt;");
    }

    @Test
    void servesItsStyleSheetToStrangers() throws Exception {
        HttpResponse<String> sheet = browser.get("/login/style.css");

        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(header(sheet, "Content-Type")).startsWith("text/css");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login/../probe",
                "/login/..%2fprobe",
                "/login/%2e%2e/probe",
                "/login;x/../probe",
                "//probe",
                "/./probe",
                "/login/..;/probe",
                "/probe;/x",
                "/login/../system/console/bundles"
            })
    void isNotLedAstrayByOddPaths(String path) throws Exception {
        HttpResponse<String> response = browser.get(path);

        assertThat(response.statusCode()).isIn(303, 400, 404);
        assertThat(response.body()).doesNotContain("hello");
    }

    @Test
    void closesEverythingWhenItStopsAndOpensItAgain() throws Exception {
        Bundle admin = container.bundle("io.atoll.admin");

        admin.stop();
        try {
            for (String path : List.of("/probe", CONSOLE + "/bundles", "/login")) {
                assertThat(browser.get(path, "Authorization", basic("admin", "admin"))
                                .statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
        } finally {
            admin.start();
            container.service("org.apache.felix.webconsole.spi.SecurityProvider");
        }

        signIn();
        assertThat(browser.get("/probe").statusCode()).isEqualTo(200);
        assertThat(browser.get(CONSOLE + "/bundles").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsEveryServiceFreeOfThePassword() throws Exception {
        for (Bundle bundle : container.context().getBundles()) {
            if (bundle.getRegisteredServices() == null) {
                continue;
            }
            for (var service : bundle.getRegisteredServices()) {
                Map<String, Object> properties = new HashMap<>();
                for (String key : service.getPropertyKeys()) {
                    properties.put(key, service.getProperty(key));
                }
                assertThat(properties.toString()).doesNotContain(password);
            }
        }
    }
}
