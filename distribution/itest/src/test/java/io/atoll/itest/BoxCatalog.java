package io.atoll.itest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.pipeline.Catalog.Endpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;

/** Asks the catalog in the box over HTTP, as any client would. */
final class BoxCatalog {

    private final ObjectMapper json = new ObjectMapper();
    private final URI base;
    private String authorization = "";

    BoxCatalog(Endpoint endpoint) throws Exception {
        this(endpoint.baseUrl(), endpoint.clientId(), endpoint.clientSecret());
    }

    BoxCatalog(URI base, String clientId, String clientSecret) throws Exception {
        this.base = base;
        var credentials = json.createObjectNode().put("clientId", clientId).put("clientSecret", clientSecret);
        this.authorization = "Bearer "
                + send("POST", "/v1/auth/access_token", credentials)
                        .path("accessToken")
                        .asText();
    }

    Set<String> entities(String blueprint) throws Exception {
        var identifiers = new TreeSet<String>();
        send("GET", "/v1/blueprints/" + blueprint + "/entities", null)
                .path("entities")
                .forEach(entity -> identifiers.add(entity.path("identifier").asText()));
        return identifiers;
    }

    JsonNode send(String method, String path, JsonNode body) throws Exception {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return json.readTree(client.send(request, BodyHandlers.ofString()).body());
        }
    }
}
