package io.atoll.admin.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI description that a platform serves, as a judge of its answers. */
final class Contract {

    private static final String HERE = "https://platform.test/openapi.json";

    private final JsonNode description;
    private final JsonSchemaFactory factory;

    Contract(JsonNode description) {
        this.description = description;
        this.factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(HERE, description.toString()))));
    }

    /** The operations that it describes. */
    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> routes.add(new Route(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        routes.removeIf(route -> route.command().isEmpty());
        return routes;
    }

    /** What of an answer of an operation is not as described. */
    List<String> complaints(String command, int status, String body) {
        if (status >= 400) {
            return judge("/components/schemas/Problem", body);
        }
        for (Route route : routes()) {
            if (route.command().equals(command)) {
                return judge(
                        "/paths/" + route.path().replace("~", "~0").replace("/", "~1") + "/"
                                + route.method().toLowerCase(Locale.ROOT)
                                + "/responses/200/content/application~1json/schema",
                        body);
            }
        }
        return List.of("there is no operation " + command);
    }

    private List<String> judge(String pointer, String body) {
        try {
            return factory
                    .getSchema(SchemaLocation.of(HERE + "#" + pointer))
                    .validate(new ObjectMapper().readTree(body))
                    .stream()
                    .map(message -> message.getMessage())
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + e.getOriginalMessage());
        }
    }

    /**
     * An operation.
     *
     * @param method of HTTP
     * @param path below {@code /api/v1}, with the names of its parameters in braces
     * @param operation its description
     */
    record Route(String method, String path, JsonNode operation) {

        String command() {
            return operation.path("x-atoll-command").asText();
        }

        String role() {
            return operation.path("x-atoll-role").asText();
        }

        /** An address of it, about things that do not exist. */
        String address() {
            return "/api/v1" + path.replace("{event}", "99").replaceAll("\\{[^}]*}", "none");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
