package io.atoll.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;

/** The catalog in the box, asked by its own API, as any client does. */
final class Box {

    private final Product product;

    Box(Product product) {
        this.product = product;
    }

    /** The identifiers of all entities of a blueprint; none if there is no such blueprint. */
    Set<String> entities(String blueprint) throws Exception {
        var identifiers = new TreeSet<String>();
        JsonElement entities = ask("/v1/blueprints/" + blueprint + "/entities").get("entities");
        if (entities != null) {
            entities.getAsJsonArray()
                    .forEach(entity -> identifiers.add(
                            entity.getAsJsonObject().get("identifier").getAsString()));
        }
        return identifiers;
    }

    /** The title of an entity. */
    String title(String blueprint, String identifier) throws Exception {
        return ask("/v1/blueprints/" + blueprint + "/entities/" + identifier)
                .getAsJsonObject("entity")
                .get("title")
                .getAsString();
    }

    private JsonObject ask(String path) throws Exception {
        return send(HttpRequest.newBuilder(product.address(path)).header("Authorization", "Bearer " + token()));
    }

    private String token() throws Exception {
        return send(HttpRequest.newBuilder(product.address("/v1/auth/access_token"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(product.data("catalog/credentials.json"))))
                .get("accessToken")
                .getAsString();
    }

    private static JsonObject send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            String body = client.send(request.build(), BodyHandlers.ofString()).body();
            return JsonParser.parseString(body).getAsJsonObject();
        }
    }
}
