package io.atoll.admin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.admin.internal.MadeCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** TLS with a real certificate, beside the HTTP of this machine. */
final class SecureListenerIT {

    @TempDir
    Path folder;

    @Test
    void othersAreServedByTlsWithACertificateInPemFiles() throws Exception {
        MadeCertificate made = MadeCertificate.in(folder, "EC");

        assertServed(
                made,
                Map.of(
                        "https.certificate",
                        made.certificate().toString(),
                        "https.key",
                        made.key().toString()));
    }

    @Test
    void othersAreServedByTlsWithACertificateInAKeystore() throws Exception {
        MadeCertificate made = MadeCertificate.in(folder, "RSA");
        Path password = Files.writeString(folder.resolve("password"), MadeCertificate.PASSWORD + "\n");

        assertServed(
                made,
                Map.of("https.keystore", made.keystore().toString(), "https.keystore.password", "file:" + password));
    }

    @Test
    void aCertificateThatCannotBeUsedEndsThePlatform() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no certificate");
        String before = System.getProperty("atoll.exit.status", "");
        try (Container container = Container.start(
                folder,
                Map.of("https.host", "0.0.0.0", "https.certificate", text.toString(), "https.key", text.toString()))) {
            Bundle framework = container.framework();
            await(() -> framework.getState() != Bundle.ACTIVE);

            assertThat(System.getProperty("atoll.exit.status")).isEqualTo("2");
        } finally {
            if (before.isEmpty()) {
                System.clearProperty("atoll.exit.status");
            }
        }
    }

    private void assertServed(MadeCertificate made, Map<String, String> certificate) throws Exception {
        int port = freePort();
        Map<String, String> properties = new HashMap<>(certificate);
        properties.put("https.host", "127.0.0.1");
        properties.put("https.port", String.valueOf(port));
        try (Container container = Container.start(folder, properties);
                HttpClient client =
                        HttpClient.newBuilder().sslContext(trusting(made)).build()) {
            container.service("org.apache.felix.http.jetty.ConnectorFactory");
            container.service("io.atoll.access.LoginLinks");
            HttpRequest login = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/login"))
                    .build();
            await(() -> answers(client, login) == 200);

            HttpResponse<String> page = client.send(login, BodyHandlers.ofString());
            assertThat(page.body()).contains("password");
            try (Browser plain = new Browser(container)) {
                assertThat(plain.get("/login").statusCode()).isEqualTo(200);
            }
        }
    }

    private static int answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static void await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static SSLContext trusting(MadeCertificate made) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(made.certificate())) {
            trusted.setCertificateEntry(
                    "it", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
