package io.atoll.benchmark.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of the Port API, which fails at the first answer that is no success. Safe for use by several threads. */
final class Client implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** How an installation names itself, and what its entities are listed by. */
    static final String AGENT = "port-ocean/load/1/bench/exporter";

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;

    Client(URI address, JsonNode credentials) throws IOException, InterruptedException {
        this.address = address;
        var request = HttpRequest.newBuilder(address.resolve("/v1/auth/access_token"))
                .POST(BodyPublishers.ofString(credentials.toString()))
                .build();
        this.token = JSON.readTree(body(request)).path("accessToken").asText();
    }

    /** The answer to a question. */
    byte[] get(String path) throws IOException, InterruptedException {
        return body(request(path).GET().build());
    }

    /** The answer to a document. */
    byte[] post(String path, ObjectNode document) throws IOException, InterruptedException {
        return body(
                request(path).POST(BodyPublishers.ofString(document.toString())).build());
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", AGENT);
    }

    private byte[] body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2 || response.statusCode() == 207) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }
}
