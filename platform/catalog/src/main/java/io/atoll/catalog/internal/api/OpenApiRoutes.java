package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.http.Router.Route;
import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** {@code /v1/openapi.json}: the OpenAPI 3.1 description of the routes that are there. It holds no data, so it asks for no token. */
final class OpenApiRoutes implements Routes {

    private final ObjectNode schemas = schemas();

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.get(
                "/v1/openapi.json",
                Operation.of("Describe this API")
                        .open()
                        .answers(200, "An OpenAPI description", Schema.object("openapi", Schema.text()))
                        .by(call -> new Answer.Document(200, description(router.routes()))));
    }

    private ObjectNode description(List<Route<Endpoint>> routes) {
        var description = Json.object().put("openapi", "3.1.0");
        description
                .putObject("info")
                .put("title", "Atoll catalog")
                .put("summary", "The Port API, as the catalog in the box answers it")
                .put("version", "1");
        description.putArray("servers").addObject().put("url", "/");
        description.putArray("security").addObject().putArray("token");
        var paths = description.putObject("paths");
        for (var route : routes) {
            paths.withObjectProperty(route.path()).set(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        var components = description.putObject("components");
        components.set("schemas", schemas);
        components
                .putObject("responses")
                .putObject("Refused")
                .put("description", "Refused; nothing was changed")
                .putObject("content")
                .putObject("application/json")
                .set("schema", Schema.named("Refused"));
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An access token of POST /v1/auth/access_token");
        return description;
    }

    private static ObjectNode operation(Route<Endpoint> route) {
        var operation = route.handler().operation().document();
        operation.putArray("tags").add(route.template().get(1));
        var parameters = operation.withArrayProperty("parameters");
        for (var segment : route.template()) {
            if (segment.startsWith("{")) {
                parameters
                        .addObject()
                        .put("name", segment.substring(1, segment.length() - 1))
                        .put("in", "path")
                        .put("required", true)
                        .set("schema", Schema.text());
            }
        }
        operation.withObjectProperty("responses").putObject("default").put("$ref", "#/components/responses/Refused");
        return operation;
    }

    private static ObjectNode schemas() {
        try (var stream = OpenApiRoutes.class.getResourceAsStream("schemas.json")) {
            return Json.object(Objects.requireNonNull(stream, "schemas.json").readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
