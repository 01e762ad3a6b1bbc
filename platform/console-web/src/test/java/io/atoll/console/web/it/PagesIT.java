package io.atoll.console.web.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.admin.it.Browser;
import io.atoll.admin.it.BundleJar;
import io.atoll.admin.it.Container;
import io.atoll.console.web.it.fakes.FakeActivator;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** The pages, seen from outside, at their own addresses and in the web console. */
final class PagesIT {

    private static final String PLUGIN = "/system/console/atoll";
    private static final Pattern TOKEN = Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"");

    private static Container container;
    private static String password;

    private Browser browser;

    @BeforeAll
    static void startContainer(@TempDir Path folder) throws Exception {
        container = Container.start(
                folder, Map.of("felix.webconsole.security.providers", "io.atoll.admin"), "io.atoll.console.web");
        container.install(BundleJar.of(
                folder,
                FakeActivator.class,
                "io.atoll.pipeline,io.atoll.model,io.atoll.spi,com.fasterxml.jackson.databind,"
                        + "com.fasterxml.jackson.databind.node,org.osgi.framework,"
                        + "org.jspecify.annotations"));
        container.service("org.apache.felix.webconsole.spi.SecurityProvider");
        try (Browser stranger = new Browser(container)) {
            assertThat(stranger.get("/").statusCode()).isEqualTo(303);
        }
        password = Files.readString(folder.resolve("data/admin-password")).strip();
    }

    @AfterAll
    static void stopContainer() {
        container.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        browser = new Browser(container);
        assertThat(browser.submit("/login", Map.of("password", password)).statusCode())
                .isEqualTo(303);
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    private static String token(HttpResponse<String> page) {
        Matcher matcher = TOKEN.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/runs",
                "/runs/run-1",
                "/runs/run-1/changes",
                "/runs/run-1/failures?cursor=50",
                "/providers",
                "/deployments",
                "/integrations/git~demo",
                "/mapping?integration=git~demo",
                "/config",
                "/events",
                "/events/1",
                "/compare?run=run-1&run=run-1",
                "/explain?part=x",
                "/explain?integration=git~demo&entity=service/made",
                "/explain?integration=git~demo&entity=service/dropped",
                PLUGIN,
                PLUGIN + "/",
                PLUGIN + "/runs",
                PLUGIN + "/runs/run-1",
                PLUGIN + "/runs/run-1/changes",
                PLUGIN + "/runs/run-1/failures?cursor=50",
                PLUGIN + "/providers",
                PLUGIN + "/deployments"
            })
    void areShownToThoseWhoSignedInAndEscapeEveryName(String path) throws Exception {
        HttpResponse<String> page = browser.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&quot;&#39;&#36;{head.title}&amp;");
        assertThat(page.body()).doesNotContain("<script>alert").doesNotContain("&#36;&quot;");
        try (Browser stranger = new Browser(container)) {
            HttpResponse<String> answer = stranger.get(path);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(header(answer, "Location")).startsWith("/login");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/style/tokens.css",
                "/style/atoll.css",
                PLUGIN + "/style/console.css",
                PLUGIN + "/style/atoll.css"
            })
    void haveTheirStyleSheets(String path) throws Exception {
        HttpResponse<String> sheet = browser.get(path);

        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(header(sheet, "Content-Type")).startsWith("text/css");
        assertThat(sheet.body()).startsWith("/*").doesNotContain("<html");
    }

    @Test
    void allowScriptsToThosePagesAloneThatGoOn() throws Exception {
        HttpResponse<String> script = browser.get("/script/live.js");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "Content-Type")).startsWith("text/javascript");
        for (String path : new String[] {"/", "/runs", "/runs/run-1", "/events", "/explain"}) {
            assertThat(header(browser.get(path), "Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .doesNotContain("script-src");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PLUGIN})
    void checkTheConnectionOfAnIntegration(String root) throws Exception {
        Map<String, String> form = Map.of("integration", "git~demo", "formToken", token(browser.get(root + "/")));

        HttpResponse<String> page = browser.submit(root + "/do/check", form);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("It can connect.", "found &lt;script&gt;", ">passed<");
    }

    private HttpResponse<String> upload(String token, String jar) throws Exception {
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        String body = part.formatted("formNext", "", "/bundle")
                + part.formatted("upload", "; filename=\"a.jar\"\r\nContent-Type: application/java-archive", jar)
                + "--b--\r\n";
        return browser.send(browser.request(
                        "/do/deploy-receive?formToken=" + token,
                        "Origin",
                        browser.origin(),
                        "Content-Type",
                        "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void takeAJarFromAForm() throws Exception {
        HttpResponse<String> form = browser.get("/deployments");
        String token = token(browser.get("/"));
        assertThat(form.body()).contains("action=\"/do/deploy-receive?formToken=" + token + "\"");

        HttpResponse<String> sent = upload(token, "PK and more");

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(header(sent, "Location")).startsWith("/bundle?upload=");
        assertThat(browser.get(header(sent, "Location")).body()).contains("\"/do/deploy-upload\"");
        assertThat(upload("guessed", "PK").statusCode()).isEqualTo(403);
        assertThat(upload(token, "x".repeat(2_000)).body()).contains("too large");
    }

    @Test
    void refuseAFormWithoutItsTokenBeforeAnythingOfItIsRead() throws Exception {
        String credentials = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
        for (String query : List.of("", "?formToken=guessed", "?formToken=", "?formToken=a&formToken=b")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port())) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream()
                        .write(("POST /do/deploy-receive" + query
                                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic "
                                        + credentials + "\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                                        + "Content-Length: 100000000\r\n\r\n")
                                .getBytes(UTF_8));
                String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);
                assertThat(answer).as(query).isEqualTo("HTTP/1.1 403");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/style/Pages.class", "/style/", PLUGIN + "/style/Pages.class", PLUGIN + "/res/x"})
    void serveNothingElseOfTheBundle(String path) throws Exception {
        assertThat(browser.get(path).body()).doesNotContain("\u00ca\u00fe").doesNotContain("io/atoll");
    }

    @Test
    void areFramedAndLinkedInTheWebConsole() throws Exception {
        String page = browser.get(PLUGIN).body();

        assertThat(page)
                .contains("/system/console/atoll/style/atoll.css")
                .contains("class=\"atoll\"")
                .contains("navmenu");
        assertThat(page).contains("href=\"/system/console/atoll/runs/run-1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PLUGIN})
    void startAndCancelARun(String root) throws Exception {
        String token = token(browser.get(root + "/"));

        HttpResponse<String> started =
                browser.submit(root + "/do/resync", Map.of("integration", "git~demo", "formToken", token));
        assertThat(started.statusCode()).isEqualTo(303);
        String run = header(started, "Location");
        assertThat(run).startsWith(root + "/runs/run-");

        HttpResponse<String> page = browser.get(run);
        assertThat(page.body()).contains(">running<");
        assertThat(header(page, "Refresh")).isEqualTo(root.isEmpty() ? "" : "5");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("script-src 'self'", "connect-src 'self'", "default-src 'none'");

        HttpResponse<String> cancelled = browser.submit(
                root + "/do/abort", Map.of("run", run.substring(run.lastIndexOf('/') + 1), "formToken", token));
        assertThat(cancelled.statusCode()).isEqualTo(303);
        assertThat(header(cancelled, "Location")).isEqualTo(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PLUGIN})
    void planAndApply(String root) throws Exception {
        String token = token(browser.get(root + "/"));

        String plan = header(
                browser.submit(root + "/do/plan", Map.of("integration", "git~demo", "formToken", token)), "Location");
        assertThat(plan).startsWith(root + "/runs/run-");
        assertThat(browser.get(plan).body()).contains("<dd>plan</dd>");

        HttpResponse<String> applied = browser.submit(
                root + "/do/apply", Map.of("run", plan.substring(plan.lastIndexOf('/') + 1), "formToken", token));
        assertThat(applied.statusCode()).isEqualTo(303);
        assertThat(browser.get(header(applied, "Location")).body()).contains("<dd>apply</dd>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/do/plan",
                "/do/apply",
                "/do/approve",
                "/do/reject",
                PLUGIN + "/do/plan",
                PLUGIN + "/do/apply",
                PLUGIN + "/do/approve",
                PLUGIN + "/do/reject"
            })
    void decideNothingByAForeignFormOrAnAddress(String path) throws Exception {
        String root = path.substring(0, path.indexOf("/do/"));
        String token = token(browser.get(root + "/"));
        Map<String, String> form = Map.of("integration", "git~demo", "run", "run-1", "formToken", token);

        assertThat(browser.post(path, form, "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(browser.post(path, form).statusCode()).isEqualTo(403);
        assertThat(browser.submit(path, Map.of("integration", "git~demo", "run", "run-1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.get(path + "?integration=git~demo&run=run-1&formToken=" + token)
                        .statusCode())
                .isEqualTo(404);
        try (Browser stranger = new Browser(container)) {
            assertThat(stranger.submit(path, form).statusCode()).isNotEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PLUGIN})
    void takeNoFormFromElsewhere(String root) throws Exception {
        String token = token(browser.get(root + "/"));
        Map<String, String> form = Map.of("integration", "git~demo", "formToken", token);

        assertThat(browser.post(root + "/do/resync", form, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post(root + "/do/resync", form).statusCode()).isEqualTo(403);
        assertThat(browser.submit(root + "/do/resync", Map.of("integration", "git~demo"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.submit(root + "/do/resync", Map.of("integration", "git~demo", "formToken", "guess"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.get(root + "/do/resync?integration=git~demo&formToken=" + token)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PLUGIN})
    void takeNoTokenOfAnotherSession(String root) throws Exception {
        try (Browser other = new Browser(container)) {
            other.submit("/login", Map.of("password", password));
            String foreign = token(other.get(root + "/"));

            HttpResponse<String> response =
                    browser.submit(root + "/do/resync", Map.of("integration", "git~demo", "formToken", foreign));

            assertThat(response.statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/runs/none", PLUGIN + "/runs/none", PLUGIN + "/none"})
    void sayThatThereIsNoSuchPage(String path) throws Exception {
        assertThat(browser.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void workWhileServicesComeAndGo() throws Exception {
        Bundle fakes = container.bundle(FakeActivator.class.getPackageName());

        fakes.stop();
        assertThat(browser.get("/").body()).contains("This part of the platform is not running.");
        assertThat(browser.get(PLUGIN).body()).contains("This part of the platform is not running.");

        fakes.start();
        assertThat(browser.get("/").body()).contains("git~demo");
    }
}
