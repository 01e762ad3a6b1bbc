package io.atoll.catalog.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {

    private final Queue<String> reached = new ConcurrentLinkedQueue<>();
    private final Outgoing outgoing = new Outgoing();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.createContext("/", exchange -> {
            reached.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(path.equals("/moved") ? 307 : path.equals("/wrong") ? 500 : 204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        outgoing.close();
        server.stop(0);
    }

    @Test
    void postsToThisHost() throws Exception {
        outgoing.post(address("127.0.0.1", "/told"), Json.object());

        assertThat(reached).containsExactly("/told");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0.0.0",
                "[::]",
                "169.254.169.254",
                "2852039166",
                "[::ffff:169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[fe80::1]",
                "224.0.0.1",
                "[ff02::1]"
            })
    void postsNothingToSpecialAddresses(String host) {
        assertThatThrownBy(() -> outgoing.post(address(host, "/"), Json.object()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("where nothing is posted");
        assertThat(reached).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "jar:file:/x!/y", "http:///x", "gopher://localhost/", "//localhost/", "x"})
    void postsOnlyByHttp(String url) {
        assertThatThrownBy(() -> outgoing.post(url, Json.object()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be an http or https address");
    }

    @Test
    void followsNoRedirectAndTakesNoErrorForSuccess() {
        assertThatThrownBy(() -> outgoing.post(address("127.0.0.1", "/moved"), Json.object()))
                .hasMessage("answered 307");
        assertThatThrownBy(() -> outgoing.post(address("127.0.0.1", "/wrong"), Json.object()))
                .hasMessage("answered 500");
        assertThat(reached).containsExactly("/moved", "/wrong");
    }

    @Test
    void saysThatNobodyIsThere() {
        var gone = address("127.0.0.1", "/");
        server.stop(0);

        assertThatThrownBy(() -> outgoing.post(gone, Json.object())).hasMessageContaining("could not be reached");
    }

    private String address(String host, String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }
}
