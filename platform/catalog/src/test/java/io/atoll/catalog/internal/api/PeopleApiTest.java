package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The organization, its users, teams and secrets, and pages. */
@TestInstance(Lifecycle.PER_CLASS)
class PeopleApiTest {

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    void keepsTeamsAsEntitiesThatUsersBelongTo() {
        var made = box.post("/v1/teams", """
                {"name":"Core Team","description":"d","users":["ann@example.com","bob@example.com"]}""");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.json().path("team").path("users").findValuesAsText("email"))
                .containsExactlyInAnyOrder("ann@example.com", "bob@example.com");
        assertThat(box.post("/v1/teams", "{\"name\":\"Core Team\"}").status()).isEqualTo(409);
        assertThat(box.get("/v1/blueprints/_team/entities/Core_Team")
                        .json()
                        .at("/entity/title")
                        .asText())
                .isEqualTo("Core Team");

        var changed =
                box.call("PUT", "/v1/teams/Core%20Team", "{\"name\":\"Core Team\",\"users\":[\"bob@example.com\"]}");
        assertThat(changed.json().path("team").path("users").findValuesAsText("email"))
                .containsExactly("bob@example.com");
        assertThat(changed.json().path("team").path("description").asText()).isEqualTo("d");
        assertThat(box.get("/v1/teams?fields=name").json().path("teams").toString())
                .isEqualTo("[{\"name\":\"Core Team\"}]");
        assertThat(box.get("/v1/users/bob@example.com")
                        .json()
                        .at("/user/teams/0/name")
                        .asText())
                .isEqualTo("Core Team");

        assertThat(box.call("DELETE", "/v1/teams/Core%20Team", null).status()).isEqualTo(200);
        assertThat(box.get("/v1/teams/Core%20Team").status()).isEqualTo(404);
        assertThat(box.get("/v1/users/bob@example.com").json().at("/user/teams"))
                .isEmpty();
        assertThat(box.post("/v1/teams", "{\"name\":\" x\"}").status()).isEqualTo(422);
        assertThat(box.post("/v1/teams", "{}").status()).isEqualTo(422);
    }

    @Test
    void invitesChangesAndDeletesUsers() {
        assertThat(box.post(
                                "/v1/users/invite?notify=false",
                                "{\"invitee\":{\"email\":\"eve@example.com\",\"roles\":[\"Admin\"]}}")
                        .status())
                .isEqualTo(200);
        var user = box.get("/v1/users/eve@example.com").json().path("user");
        assertThat(user.at("/roles/0/name").asText()).isEqualTo("Admin");
        assertThat(user.path("status").asText()).isEqualTo("INVITED");
        box.call("PATCH", "/v1/users/eve@example.com", "{\"roles\":[\"Member\"]}");
        assertThat(box.get("/v1/users?fields=email&fields=roles").json().toString())
                .contains("{\"email\":\"eve@example.com\",\"roles\":[{\"name\":\"Member\"}]}");
        assertThat(box.call("DELETE", "/v1/users/eve@example.com", null).status())
                .isEqualTo(200);
        assertThat(box.call("DELETE", "/v1/users/eve@example.com", null).status())
                .isEqualTo(404);
        assertThat(box.post("/v1/users/invite", "{\"invitee\":{\"email\":\"nobody\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void neverGivesTheValueOfASecretBack() {
        var made = box.post("/v1/organization/secrets", """
                {"secretName":"KEY","secretValue":"hunter2","description":"d"}""");
        assertThat(made.status()).isEqualTo(200);
        box.call("PATCH", "/v1/organization/secrets/KEY", "{\"secretValue\":\"hunter3\",\"description\":\"e\"}");

        assertThat(box.get("/v1/organization/secrets").text())
                .contains("KEY", "\"e\"")
                .doesNotContain("hunter");
        assertThat(box.get("/v1/audit-log?resources=secret").text()).doesNotContain("hunter");
        assertThat(box.post("/v1/organization/secrets", "{\"secretName\":\"a b\"}")
                        .status())
                .isEqualTo(422);
        assertThat(box.call("DELETE", "/v1/organization/secrets/KEY", null).status())
                .isEqualTo(200);
    }

    @Test
    void hasNoFeatureFlagsAndNoKafka() {
        assertThat(box.get("/v1/organization").json().at("/organization/featureFlags"))
                .isEmpty();
        assertThat(box.call("PATCH", "/v1/organization", "{\"name\":\"x\"}").text())
                .isEqualTo("{\"ok\":true}");
        assertThat(box.get("/v1/kafka-credentials").status()).isEqualTo(404);
    }

    @Test
    void keepsPagesFoldersAndWidgets() {
        var made = box.post("/v1/pages", """
                {"identifier":"home","title":"Home","type":"dashboard","widgets":[{"id":"w1","type":"markdown"}]}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("identifier").asText()).isEqualTo("home");
        box.post("/v1/sidebars/catalog/folders", "{\"identifier\":\"dir\",\"title\":\"Dir\"}");
        box.call("PATCH", "/v1/pages/home", "{\"parent\":\"dir\"}");
        box.call("PATCH", "/v1/pages/home/widgets/w1", "{\"type\":\"iframe-widget\"}");

        var page = box.get("/v1/pages/home").json().path("page");
        assertThat(page.at("/widgets/0/type").asText()).isEqualTo("iframe-widget");
        assertThat(page.path("type").asText()).isEqualTo("dashboard");
        assertThat(box.get("/v1/sidebars/catalog").json().at("/sidebar/items").toString())
                .contains("\"sidebarType\":\"folder\",\"identifier\":\"dir\"", "\"parent\":\"dir\"");
        assertThat(box.get("/v1/pages/home/permissions")
                        .json()
                        .at("/permissions/read")
                        .isObject())
                .isTrue();
        assertThat(box.call("DELETE", "/v1/pages/home/widgets/w1", null).status())
                .isEqualTo(200);
        assertThat(box.call("DELETE", "/v1/pages/home/widgets/w1", null).status())
                .isEqualTo(404);
        assertThat(box.call("DELETE", "/v1/pages/home", null).status()).isEqualTo(200);
        assertThat(box.call("DELETE", "/v1/sidebars/catalog/folders/dir", null).status())
                .isEqualTo(200);
    }
}
