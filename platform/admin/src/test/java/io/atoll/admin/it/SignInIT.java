package io.atoll.admin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** Signing in and out, seen from outside: real HTTP against the bundle in a real container. */
final class SignInIT extends Doorstep {

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
    void makesGuessesOfLoginLinksWait() throws Exception {
        HttpResponse<String> guess = browser.submit("/login", Map.of("ticket", "guess"));
        for (int i = 0; i < 10 && guess.statusCode() != 429; i++) {
            assertThat(guess.statusCode()).isEqualTo(403);
            guess = browser.submit("/login", Map.of("ticket", "guess"));
        }

        assertThat(guess.statusCode()).isEqualTo(429);
        assertThat(guess.body()).contains("Too many wrong links.");
        assertThat(browser.submit("/login", Map.of("password", password)).statusCode())
                .as("passwords are another matter")
                .isEqualTo(303);
        String link = loginLink().substring("/login?ticket=".length());
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (browser.submit("/login", Map.of("ticket", link)).statusCode() != 303) {
            assertThat(System.nanoTime()).isLessThan(deadline);
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
