package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureTest {

    @TempDir
    private static Path folder;

    private static SSLContext tls;
    private static Path certificate;

    private final Clients clients = new Clients();

    @BeforeAll
    static void makeACertificate() throws Exception {
        Path store = folder.resolve("server.p12");
        certificate = folder.resolve("server.pem");
        keytool(
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "x",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "x",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString(),
                "-file",
                certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        try (var server = FakeServer.secure(tls, request -> json("{}"))) {
            assertThatThrownBy(() -> clients.open(server.base()).json(Call.get("x")))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("certificate is not trusted")
                    .hasMessageContaining("name a file");
            assertThat(server.requests).isEmpty();
            assertThat(clients.time.pauses).isEmpty();
        }
    }

    @Test
    void trustsTheCertificatesInAFile() throws Exception {
        try (var server = FakeServer.secure(tls, request -> json("{\"a\":1}"))) {
            assertThat(clients.open(Server.at(server.base()).certificates(certificate))
                            .json(Call.get("x"))
                            .path("a")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void trustsAnybodyIfAPersonSaysSo() throws Exception {
        try (var server = FakeServer.secure(tls, request -> json("{\"a\":1}"))) {
            assertThat(clients.open(Server.at(server.base().replace("127.0.0.1", "localhost"))
                                    .anyCertificate())
                            .json(Call.get("x"))
                            .path("a")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void refusesTheCertificateOfAnotherName() throws Exception {
        try (var server = FakeServer.secure(tls, request -> json("{}"))) {
            assertThatThrownBy(() -> clients.open(Server.at(server.base().replace("127.0.0.1", "localhost"))
                                    .certificates(certificate))
                            .json(Call.get("x")))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("localhost");
        }
    }

    @Test
    void namesAFileWithoutCertificates() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> clients.open(Server.at("https://x.example").certificates(empty)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(empty.toString());
        assertThatThrownBy(() -> clients.open(Server.at("https://x.example").certificates(folder.resolve("none"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    @Test
    void doesNotFollowFromASecureServerToAnInsecureOne() throws Exception {
        try (var plain = FakeServer.answering(request -> json("{}"));
                var server = FakeServer.secure(
                        tls, request -> FakeServer.Reply.of(302, "").with("Location", plain.base() + "/x"))) {
            assertThatThrownBy(() -> clients.open(Server.at(server.base())
                                    .certificates(certificate)
                                    .alsoAt("127.0.0.1"))
                            .json(Call.get("x")))
                    .hasMessageContaining("is not followed");
            assertThat(plain.requests).isEmpty();
        }
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(java.util.List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
