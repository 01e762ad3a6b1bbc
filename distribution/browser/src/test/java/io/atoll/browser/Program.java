package io.atoll.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the product from some address of this machine, with exactly the headers that it is told; it keeps no cookies and follows nothing. */
final class Program implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FORM_TOKEN = Pattern.compile("formToken(?:=|\" value=\")([A-Za-z0-9_-]{20,})");

    private final Product product;
    private final HttpClient client;

    /**
     * Begins at 127.0.net.host: the loopback interface has many addresses.
     */
    Program(Product product, int net, int host) throws IOException {
        this.product = product;
        this.client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByAddress(new byte[] {127, 0, (byte) net, (byte) host}))
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMinutes(1))
                .build();
    }

    /** One at the usual address. */
    Program(Product product) throws IOException {
        this(product, 0, 1);
    }

    /**
     * Somebody who has signed in by a form.
     *
     * @param cookie as it is sent back
     * @param formToken that all forms of the session carry
     */
    record Session(String cookie, String formToken) {}

    /** Sends a request; headers come in pairs of name and value. */
    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(product.address(path)).timeout(Duration.ofMinutes(2));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(
                request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    /** Asks for JSON, which must be answered. */
    JsonNode json(String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> response =
                send(method, path, body, with(headers, body.isEmpty() ? "Accept" : "Content-Type", "application/json"));
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** Sends a form; nobody says where it comes from unless a header does. */
    HttpResponse<String> form(String path, Map<String, String> fields, String... headers) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", path, body, with(headers, "Content-Type", "application/x-www-form-urlencoded"));
    }

    /** Tries to sign in by the form of the product itself. */
    HttpResponse<String> login(Map<String, String> fields) throws Exception {
        return form("/login", fields, "Origin", origin());
    }

    /** Signs in, which must succeed. */
    Session session(String user, String password) throws Exception {
        HttpResponse<String> response = login(Map.of("username", user, "password", password));
        assertThat(response.statusCode()).as(user + " signs in").isEqualTo(303);
        String cookie =
                response.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        Matcher token = FORM_TOKEN.matcher(get("/people", "Cookie", cookie).body());
        assertThat(token.find()).as(user + " gets forms").isTrue();
        return new Session(cookie, token.group(1));
    }

    /** The first line of the answer to what is sent as it is; a body is not waited for. */
    String raw(String request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), product.address("/").getPort()));
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            var line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\n';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }
    }

    String origin() {
        return product.address("/").toString().replaceFirst("/$", "");
    }

    /** The header {@code Authorization} of user and password. */
    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private static String[] with(String[] headers, String name, String value) {
        var all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
