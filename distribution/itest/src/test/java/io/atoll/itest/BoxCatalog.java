package io.atoll.itest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.pipeline.Catalog.Endpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
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

    /** Creates an action that an installation carries out with the input {@code line}. */
    void action(String identifier, String installation, String type) throws Exception {
        var action = json.createObjectNode().put("identifier", identifier);
        var trigger = action.putObject("trigger").put("type", "self-service").put("operation", "CREATE");
        trigger.putObject("userInputs")
                .putObject("properties")
                .putObject("line")
                .put("type", "string");
        action.putObject("invocationMethod")
                .put("type", "INTEGRATION_ACTION")
                .put("installationId", installation)
                .put("integrationActionType", type)
                .putObject("integrationActionExecutionProperties")
                .put("line", "{{ .inputs.line }}");
        send("POST", "/v1/actions", action);
    }

    /** Starts a run of an action, and names it. */
    String start(String action, String line) throws Exception {
        var body = json.createObjectNode();
        body.putObject("properties").put("line", line);
        return send("POST", "/v1/actions/" + action + "/runs", body)
                .path("run")
                .path("id")
                .asText();
    }

    String status(String run) throws Exception {
        return send("GET", "/v1/actions/runs/" + run, null)
                .path("run")
                .path("status")
                .asText();
    }

    List<String> log(String run) {
        var lines = new ArrayList<String>();
        try {
            send("GET", "/v1/actions/runs/" + run + "/logs", null)
                    .path("runLogs")
                    .forEach(line -> lines.add(line.path("message").asText()));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        return lines;
    }

    /** What anybody is answered. */
    String text(String path) throws Exception {
        var request = HttpRequest.newBuilder(base.resolve(path)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
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
