package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Other keys for properties, relations and mirror properties, and what Terraform asks of blueprints beside. */
@TestInstance(Lifecycle.PER_CLASS)
class RenameApiTest {

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @BeforeEach
    void fill() {
        for (var blueprint : new String[] {"service", "system"}) {
            box.call("DELETE", "/v1/blueprints/" + blueprint + "/all-entities", null);
            box.call("DELETE", "/v1/blueprints/" + blueprint, null);
        }
        box.post("/v1/blueprints", """
                {"identifier":"system","title":"S","schema":{"properties":{"a":{"type":"string"},
                 "owner":{"type":"string"},"z":{"type":"string"}},"required":["owner"]}}""");
        box.post("/v1/blueprints", """
                {"identifier":"service","title":"S","schema":{"properties":{"n":{"type":"number"}}},
                 "relations":{"system":{"target":"system"}},"mirrorProperties":{"boss":{"path":"system.owner"}}}""");
        box.post("/v1/blueprints/system/entities", "{\"identifier\":\"shop\",\"properties\":{\"owner\":\"ann\"}}");
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"cart\",\"relations\":{\"system\":\"shop\"}}");
    }

    @Test
    void renamesAPropertyInValuesAndMirrors() {
        var renamed =
                box.call("PATCH", "/v1/blueprints/system/properties/owner/rename", "{\"newPropertyName\":\"lead\"}");

        assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
        var blueprint = renamed.json().path("blueprint");
        assertThat(blueprint.at("/schema/properties").fieldNames()).toIterable().containsExactly("a", "lead", "z");
        assertThat(blueprint.at("/schema/required").toString()).isEqualTo("[\"lead\"]");
        assertThat(entity("system", "shop").at("/properties/lead").asText()).isEqualTo("ann");
        assertThat(entity("service", "cart").at("/properties/boss").asText()).isEqualTo("ann");
        assertThat(blueprint("service").at("/mirrorProperties/boss/path").asText())
                .isEqualTo("system.lead");
    }

    @Test
    void renamesARelationInValuesAndMirrors() {
        var renamed = box.call(
                "PATCH", "/v1/blueprints/service/relations/system/rename", "{\"newRelationIdentifier\":\"partOf\"}");

        assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
        assertThat(entity("service", "cart").at("/relations/partOf").asText()).isEqualTo("shop");
        assertThat(entity("service", "cart").at("/properties/boss").asText()).isEqualTo("ann");
        assertThat(box.call("DELETE", "/v1/blueprints/system/entities/shop", null)
                        .status())
                .isEqualTo(200);
        assertThat(entity("service", "cart").at("/relations/partOf").isNull()).isTrue();
    }

    @Test
    void renamesAMirrorProperty() {
        var renamed = box.call("PATCH", "/v1/blueprints/service/mirror/boss/rename", "{\"newMirrorName\":\"head\"}");

        assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
        assertThat(entity("service", "cart").at("/properties/head").asText()).isEqualTo("ann");
    }

    @Test
    void refusesAKeyThatIsTakenOrNotThere() {
        assertThat(rename("system/properties/owner", "{\"newPropertyName\":\"z\"}"))
                .isEqualTo(409);
        assertThat(rename("system/properties/none", "{\"newPropertyName\":\"x\"}"))
                .isEqualTo(404);
        assertThat(rename("system/properties/owner", "{\"newPropertyName\":\"$x\"}"))
                .isEqualTo(422);
        assertThat(rename("system/properties/owner", "{}")).isEqualTo(422);
        assertThat(rename("service/properties/n", "{\"newPropertyName\":\"boss\"}"))
                .isEqualTo(422);
        assertThat(blueprint("service").at("/schema/properties/n").isMissingNode())
                .as("nothing half renamed")
                .isFalse();
    }

    @Test
    void keepsPermissions() {
        assertThat(box.get("/v1/blueprints/service/permissions").json().at("/permissions/entities/register/roles/0"))
                .isNotNull();
        box.call("PATCH", "/v1/blueprints/service/permissions", """
                {"entities":{"register":{"teams":["core"]}}}""");

        var permissions = box.get("/v1/blueprints/service/permissions").json().path("permissions");
        assertThat(permissions.at("/entities/register/teams/0").asText()).isEqualTo("core");
        assertThat(permissions.at("/entities/unregister/roles/0").asText()).isEqualTo("Admin");
        assertThat(box.get("/v1/blueprints/none/permissions").status()).isEqualTo(404);
    }

    @Test
    void hasSystemBlueprintsThatStay() {
        assertThat(box.get("/v1/blueprints/_team").status()).isEqualTo(200);
        assertThat(box.get("/v1/blueprints/system/_user/structure")
                        .json()
                        .at("/blueprint/schema/properties/status/type")
                        .asText())
                .isEqualTo("string");
        var refused = box.call("DELETE", "/v1/blueprints/_team", null);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("error").asText()).isEqualTo("protected_resource");
    }

    private int rename(String what, String body) {
        return box.call("PATCH", "/v1/blueprints/" + what + "/rename", body).status();
    }

    private JsonNode entity(String blueprint, String identifier) {
        return box.get("/v1/blueprints/" + blueprint + "/entities/" + identifier)
                .json()
                .path("entity");
    }

    private JsonNode blueprint(String identifier) {
        return box.get("/v1/blueprints/" + identifier).json().path("blueprint");
    }
}
