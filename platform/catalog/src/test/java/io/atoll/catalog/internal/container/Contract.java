package io.atoll.catalog.internal.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The OpenAPI description that a box serves, as a judge of what it is sent and what it answers. */
public final class Contract {

    private static final String HERE = "https://box.test/openapi.json";

    private final JsonNode description;
    private final JsonSchemaFactory factory;
    private final Router<String> router;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    public Contract(JsonNode description) {
        this.description = description;
        this.factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(HERE, description.toString()))));
        var routes = new Router.Builder<String>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> add(routes, operation.getKey(), path.getKey())));
        this.router = routes.build();
    }

    /** The description itself. */
    public JsonNode description() {
        return description;
    }

    /** What of a request is not described; a body that is no JSON is a complaint too. */
    public List<String> complaintsOfRequest(String method, String target, @Nullable String body) {
        var operation = operation(method, target);
        if (operation == null) {
            return List.of("there is no such route");
        }
        var complaints = new ArrayList<String>();
        unknownQueries(operation, target).forEach(name -> complaints.add("query parameter " + name));
        var expected = operation + "/requestBody/content/application~1json/schema";
        if (body == null) {
            if (description.at(operation).path("requestBody").path("required").asBoolean()) {
                complaints.add("a body is required");
            }
        } else if (description.at(expected).isMissingNode()) {
            complaints.add("a body is not expected");
        } else {
            complaints.addAll(complaints(expected, body));
        }
        return complaints;
    }

    /** What of an answer is not as described. */
    public List<String> complaintsOfAnswer(String method, String target, int status, String body) {
        var operation = operation(method, target);
        var refused = "/components/responses/Refused/content/application~1json/schema";
        if (operation == null) {
            return status >= 400 ? complaints(refused, body) : List.of("there is no such route");
        }
        var response = operation + "/responses/" + status;
        if (!description.at(response).isMissingNode()) {
            return complaints(response + "/content/application~1json/schema", body);
        }
        return status >= 400 ? complaints(refused, body) : List.of("status " + status);
    }

    /** The method and the template of the path that a request leads to, or its path if no route has it. */
    public String route(String method, String target) {
        var operation = operation(method, target);
        return method + " "
                + (operation == null
                        ? target.replaceFirst("\\?.*", "")
                        : operation.split("/", 4)[2].replace("~1", "/").replace("~0", "~"));
    }

    private Set<String> unknownQueries(String operation, String target) {
        var parameters = description.at(operation).path("parameters");
        var unknown = queries(target);
        if (parameters.findValuesAsText("type").contains("object")) {
            unknown.clear();
        }
        unknown.removeAll(Set.copyOf(parameters.findValuesAsText("name")));
        return unknown;
    }

    private List<String> complaints(String pointer, String body) {
        var schema = schemas.computeIfAbsent(pointer, key -> factory.getSchema(SchemaLocation.of(HERE + "#" + key)));
        try {
            return schema.validate(Json.MAPPER.readTree(body)).stream()
                    .map(message -> message.getMessage())
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + e.getOriginalMessage());
        }
    }

    /** Where the operation stands in the description. */
    private @Nullable String operation(String method, String target) {
        try {
            return router.match(method, target.replaceFirst("\\?.*", "")).handler();
        } catch (Refusal e) {
            return null;
        }
    }

    private static Set<String> queries(String target) {
        var names = new TreeSet<String>();
        var query = URI.create("http://box.test" + target).getRawQuery();
        for (var pair : query == null ? new String[0] : query.split("&")) {
            names.add(pair.replaceFirst("=.*", "").replace("[]", ""));
        }
        return names;
    }

    private static void add(Router.Builder<String> routes, String method, String path) {
        var pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
        switch (method) {
            case "get" -> routes.get(path, pointer);
            case "post" -> routes.post(path, pointer);
            case "put" -> routes.put(path, pointer);
            case "patch" -> routes.patch(path, pointer);
            case "delete" -> routes.delete(path, pointer);
            default -> throw new IllegalArgumentException(method);
        }
    }
}
