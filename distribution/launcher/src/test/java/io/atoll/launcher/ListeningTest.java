package io.atoll.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningTest {

    @TempDir
    Path home;

    @Test
    void isForThisMachineAloneUnlessSomethingIsSaid() {
        assertThat(new Listening(Map.of()).address()).isEqualTo("http://127.0.0.1:8710");
        assertThatCode(() -> listening().check(home)).doesNotThrowAnyException();
        assertThatCode(() -> listening("http.host", "localhost").check(home)).doesNotThrowAnyException();
    }

    @Test
    void refusesToServeOthersInTheClear() throws Exception {
        assertThatThrownBy(() -> listening("http.host", "0.0.0.0").check(home))
                .isInstanceOf(UnusableInstallation.class)
                .hasMessageContaining("--insecure-http")
                .hasMessageContaining("https.host");
        assertThatCode(() -> listening("http.host", "0.0.0.0", "http.insecure", "true")
                        .check(home))
                .doesNotThrowAnyException();
        assertThatCode(() -> listening("http.insecure", "true").at("0.0.0.0").check(home))
                .doesNotThrowAnyException();
    }

    @Test
    void servesOthersByTlsAlone() throws Exception {
        assertThatThrownBy(() -> listening().at("0.0.0.0").check(home))
                .hasMessageContaining("https.certificate")
                .hasMessageContaining("--insecure-http");
        Files.writeString(home.resolve("cert.pem"), "");
        assertThatThrownBy(() -> listening("https.certificate", "cert.pem", "https.key", "key.pem")
                        .at("0.0.0.0")
                        .check(home))
                .hasMessageContaining("https.key")
                .hasMessageContaining("key.pem, which cannot be read");
        Files.writeString(home.resolve("key.pem"), "");
        assertThatCode(() -> listening("https.certificate", "cert.pem", "https.key", "key.pem")
                        .at("0.0.0.0")
                        .on(freePort())
                        .check(home))
                .doesNotThrowAnyException();
    }

    @Test
    void givesThePortToTheAddressThatOthersUse() throws Exception {
        assertThat(listening().at("127.0.0.1").on("1234").address()).isEqualTo("http://127.0.0.1:1234");
        assertThat(listening().at("0.0.0.0").on("1234").settings())
                .containsEntry("https.port", "1234")
                .containsEntry("https.host", "0.0.0.0")
                .doesNotContainKey("http.host");
    }

    @Test
    void isReachedFromThisMachineByAnAddressThatIsOne() {
        assertThat(new Listening(Map.of("http.host", "0.0.0.0", "http.port", "1")).address())
                .isEqualTo("http://127.0.0.1:1");
        assertThat(new Listening(Map.of("http.host", "::1", "http.port", "1")).address())
                .isEqualTo("http://[::1]:1");
    }

    private static Listening listening(String... settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("http.port", freePort()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new Listening(all);
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
