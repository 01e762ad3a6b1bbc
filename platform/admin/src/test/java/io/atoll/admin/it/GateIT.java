package io.atoll.admin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** What is refused whoever asks, seen from outside: strangers, forged requests, foreign names, odd paths. */
final class GateIT extends Doorstep {

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

        HttpResponse<String> response = browser.send(
                browser.request("/probe", "Sec-Fetch-Site", "cross-site").method(method, BodyPublishers.noBody()));

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
    void sendsStrictHeadersEverywhereAndTheConsolesOwnPolicyThere() throws Exception {
        signIn();

        for (String path : List.of("/probe", "/login?ticket=x", "/open", "/nowhere")) {
            HttpResponse<String> response = browser.get(path);
            assertThat(header(response, "Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'none'; style-src 'self';");
            assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(response, "Referrer-Policy")).isEqualTo("same-origin");
        }
        assertThat(header(browser.get("/probe"), "Cache-Control")).isEqualTo("no-store");
        HttpResponse<String> console = browser.get(CONSOLE + "/bundles");
        assertThat(header(console, "Content-Security-Policy"))
                .contains("script-src 'self' 'nonce-")
                .contains("frame-ancestors 'none'")
                .doesNotContain("script-src 'self' 'unsafe-inline'")
                .doesNotContain("http");
        assertThat(header(console, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(console, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(browser.get(CONSOLE + "/res/ui/webconsole.css"), "Cache-Control"))
                .isEqualTo("private, no-cache");
    }

    @Test
    void hasTheConsoleRunTheScriptsThatItsPagesWereWrittenWithAndNoOthers() throws Exception {
        signIn();

        HttpResponse<String> page = browser.get(CONSOLE + "/bundles");

        String policy = header(page, "Content-Security-Policy");
        String nonce = policy.replaceAll(".*'nonce-([^']+)'.*", "$1");
        assertThat(page.body()).contains("<script nonce=\"" + nonce + "\"");
        assertThat(page.body().replace("<script nonce=\"" + nonce + "\"", "")).doesNotContain("<script");
        assertThat(header(browser.get(CONSOLE + "/bundles"), "Content-Security-Policy"))
                .as("another nonce each time")
                .doesNotContain(nonce);
        assertThat(header(browser.get(CONSOLE + "/res/ui/bundles.js"), "Content-Security-Policy"))
                .contains("script-src 'self'");
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
}
