package io.atoll.admin.it;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody's browser: keeps cookies, follows no redirect by itself, and sends just the headers that it is told to send. */
public final class Browser implements AutoCloseable {

    private final Container container;
    private final HttpClient client;

    /** A fresh browser that looks at a container. */
    public Browser(Container container) {
        this.container = container;
        this.client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }

    /** Reads a page as browsers do, with {@code Accept: text/html}; more headers come in pairs of name and value. */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).header("Accept", "text/html,*/*").GET());
    }

    /** Sends a form from a page of the container itself. */
    public HttpResponse<String> submit(String path, Map<String, String> form) throws IOException, InterruptedException {
        return post(path, form, "Origin", origin());
    }

    /** Sends a form with exactly these headers. */
    public HttpResponse<String> post(String path, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends any request. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }

    /** Begins any request. */
    public HttpRequest.Builder request(String path, String... headers) {
        URI address = container.address(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** The origin of the container's own pages. */
    public String origin() {
        return "http://127.0.0.1:" + container.port();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
