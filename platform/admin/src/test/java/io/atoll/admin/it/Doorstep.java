package io.atoll.admin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.admin.it.probe.ProbeActivator;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A container with a page behind the door, and a browser in front of it: what the tests of coming in share. */
abstract class Doorstep {

    static final String CONSOLE = "/system/console";

    private static final String PROBE_IMPORTS =
            "jakarta.servlet;version=\"[6,7)\",jakarta.servlet.http;version=\"[6,7)\",org.osgi.framework";
    static Container container;

    static String password;

    Browser browser;

    @BeforeAll
    static void startContainer(@TempDir Path folder) throws Exception {
        container = Container.start(folder, Map.of("felix.webconsole.security.providers", "io.atoll.admin"));
        container.install(BundleJar.of(folder, ProbeActivator.class, PROBE_IMPORTS));
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

    HttpResponse<String> signIn() throws Exception {
        HttpResponse<String> response = browser.submit("/login", Map.of("password", password));
        assertThat(response.statusCode()).isEqualTo(303);
        return response;
    }

    static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElse("");
    }

    static String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    static String loginLink() throws Exception {
        Object links = container.service("io.atoll.access.LoginLinks");
        URI link = (URI) links.getClass().getMethod("issue", Duration.class).invoke(links, Duration.ofMinutes(5));
        assertThat(link.toString()).startsWith("http://127.0.0.1:" + container.port() + "/login?ticket=");
        return "/login?" + link.getQuery();
    }

    static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
