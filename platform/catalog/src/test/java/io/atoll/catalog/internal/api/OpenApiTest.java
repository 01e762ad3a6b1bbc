package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.atoll.catalog.internal.container.CatalogBox;
import io.atoll.catalog.internal.container.Contract;
import io.atoll.catalog.internal.model.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API. That answers fit it is checked with each answer of each other test: see {@link CatalogBox#send}. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final String OPENAPI = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

    private CatalogBox box;
    private JsonNode description;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
        description = box.send("GET", "/v1/openapi.json", Map.of(), null).json();
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    void isADescriptionByTheSchemaOfOpenApi() {
        assertThat(openApi().validate(description)).isEmpty();
    }

    @Test
    void theSchemaOfOpenApiFindsFaults() {
        var faulty = description.deepCopy();
        Json.object(faulty.path("paths"), "/v1/actions").putObject("get").put("responses", 7);

        assertThat(openApi().validate(faulty)).isNotEmpty();
    }

    @Test
    void describesEachRouteInFull() {
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var what = operation.getKey() + " " + path.getKey();
                    assertThat(operation.getValue().path("summary").asText())
                            .as(what)
                            .isNotBlank();
                    assertThat(operation.getValue().path("responses").size())
                            .as(what)
                            .isGreaterThan(1);
                    var writes = List.of("post", "put", "patch").contains(operation.getKey());
                    assertThat(operation.getValue().has("requestBody")).as(what).isEqualTo(writes);
                }));
    }

    @Test
    void namesOnlySchemasThatAreThereAndUsesAll() {
        var named = new TreeSet<String>();
        description.findValuesAsText("$ref").forEach(reference -> {
            assertThat(description.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
            named.add(reference.substring(reference.lastIndexOf('/') + 1));
        });

        var schemas = new ArrayList<String>();
        description.path("components").path("schemas").fieldNames().forEachRemaining(schemas::add);
        assertThat(named).containsAll(schemas);
    }

    @Test
    void asksForATokenWhereverTheApiDoes() {
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var method = operation.getKey().toUpperCase(Locale.ROOT);
                    var address = path.getKey().replaceAll("\\{\\w+}", "x");
                    var open = operation.getValue().path("security").isArray();
                    var answer = box.send(method, address, Map.of(), null);
                    assertThat(answer.status() == 401)
                            .as(method + " " + address)
                            .isNotEqualTo(open);
                }));
    }

    @Test
    void theContractFindsWhatIsNotDescribed() {
        var contract = new Contract(description);

        assertThat(contract.complaintsOfAnswer("GET", "/v1/blueprints", 200, "{\"ok\":true}"))
                .isNotEmpty();
        assertThat(contract.complaintsOfAnswer("GET", "/v1/blueprints", 204, ""))
                .containsExactly("status 204");
        assertThat(contract.complaintsOfAnswer("GET", "/v1/blueprints", 404, "{\"ok\":false}"))
                .isNotEmpty();
        assertThat(contract.complaintsOfRequest("POST", "/v1/blueprints?x=1", "{\"identifier\":1}"))
                .hasSizeGreaterThan(2);
        assertThat(contract.complaintsOfRequest("POST", "/v1/nowhere", "{}")).isNotEmpty();
    }

    private static JsonSchema openApi() {
        return JsonSchemaFactory.getInstance(
                        VersionFlag.V202012,
                        builder -> builder.schemaMappers(mappers ->
                                mappers.mapPrefix("https://spec.openapis.org/", "classpath:spec.openapis.org/")))
                .getSchema(SchemaLocation.of(OPENAPI));
    }
}
