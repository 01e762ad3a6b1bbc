package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blueprints, sign-in and the manners of every answer, over HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
class BlueprintApiTest {

    private Path data;

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path folder) {
        data = folder;
        box = CatalogBox.start(data);
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    void letsNobodyInWithoutAToken() {
        for (var headers : List.of(Map.<String, String>of(), Map.of("Authorization", "Bearer e30.e30.e30"))) {
            var refused = box.send("GET", "/v1/blueprints", headers, null);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.json().path("error").asText()).isEqualTo("unauthorized");
        }
    }

    @Test
    void refusesAWrongSecret() {
        var refused = box.send("POST", "/v1/auth/access_token", Map.of(), """
                {"clientId":"%s","clientSecret":"wrong"}""".formatted(
                        box.credentials().path("clientId").asText()));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().path("error").asText()).isEqualTo("invalid_credentials");
    }

    @Test
    void keepsSecretsForTheOwnerOfTheFiles() throws Exception {
        for (var file : new String[] {"credentials.json", "signing.key"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            data.resolve("catalog").resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void answersInJsonWithATraceIdEvenWhenThereIsNoRoute() {
        var missing = box.get("/v1/no/such/route");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().path("error").asText()).isEqualTo("not_found");
        assertThat(missing.header("X-Trace-Id")).isNotEmpty();
        assertThat(missing.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(box.call("PATCH", "/v1/blueprints", "{}").status()).isEqualTo(405);
    }

    @Test
    void fillsInTheDefaultsOfABlueprint() {
        var created = box.post("/v1/blueprints", """
                {"identifier":"defaults","title":"D","schema":{"properties":{}},
                 "relations":{"self":{"target":"defaults"}},"custom":{"kept":true}}""");

        assertThat(created.status()).isEqualTo(201);
        var blueprint = box.get("/v1/blueprints/defaults").json().path("blueprint");
        assertThat(blueprint.path("relations").path("self").toString())
                .isEqualTo("{\"target\":\"defaults\",\"required\":false,\"many\":false}");
        assertThat(blueprint.path("mirrorProperties").isObject()).isTrue();
        assertThat(blueprint.path("calculationProperties").isObject()).isTrue();
        assertThat(blueprint.path("custom").path("kept").asBoolean()).isTrue();
    }

    @Test
    void changesOnlyTheTopLevelKeysOfAPatch() {
        box.post("/v1/blueprints", """
                {"identifier":"patched","title":"P","icon":"Git","schema":{"properties":{"x":{"type":"string"}}},
                 "relations":{"self":{"target":"patched"}}}""");

        var patched = box.call("PATCH", "/v1/blueprints/patched", "{\"title\":\"Q\"}")
                .json()
                .path("blueprint");
        assertThat(patched.path("title").asText()).isEqualTo("Q");
        assertThat(patched.path("relations").has("self")).isTrue();

        var replaced = box.call("PUT", "/v1/blueprints/patched", """
                {"title":"R","schema":{"properties":{"x":{"type":"string"}}}}""").json().path("blueprint");
        assertThat(replaced.has("icon")).isFalse();
        assertThat(replaced.path("relations").isEmpty()).isTrue();
    }

    @Test
    void takesAnIdentifierOnce() {
        var body = "{\"identifier\":\"once\",\"title\":\"O\",\"schema\":{\"properties\":{}}}";

        assertThat(box.post("/v1/blueprints", body).status()).isEqualTo(201);
        var taken = box.post("/v1/blueprints", body);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text()).contains("taken");
    }

    @Test
    void servesBlueprintsWithASlashInTheirName() {
        box.post("/v1/blueprints", "{\"identifier\":\"team/thing\",\"title\":\"T\",\"schema\":{\"properties\":{}}}");
        box.post("/v1/blueprints/team%2Fthing/entities", "{\"identifier\":\"a\"}");

        assertThat(box.get("/v1/blueprints/team%2Fthing/entities/a").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"identifier\":\"bad id\",\"title\":\"T\",\"schema\":{\"properties\":{}}}",
                "{\"identifier\":\"bad\",\"schema\":{\"properties\":{}}}",
                "{\"identifier\":\"bad\",\"title\":\"T\"}",
                "{\"identifier\":\"bad\",\"title\":\"T\",\"schema\":{\"properties\":{\"x\":{\"type\":\"date\"}}}}",
                "{\"identifier\":\"bad\",\"title\":\"T\",\"schema\":{\"properties\":{\"$x\":{\"type\":\"string\"}}}}",
                "{\"identifier\":\"bad\",\"title\":\"T\",\"schema\":{\"properties\":{},\"required\":[\"x\"]}}",
                "{\"identifier\":\"bad\",\"title\":\"T\",\"schema\":{\"properties\":{},\"other\":1}}",
                "{\"identifier\":\"bad\",\"title\":\"T\",\"schema\":{\"properties\":{}},\"relations\":{\"r\":{\"target\":\"bad\",\"many\":true,\"required\":true}}}",
                "{\"identifier\":\"bad\",\"title\":\"T\",\"schema\":{\"properties\":{}},\"mirrorProperties\":{\"m\":{\"path\":\"nowhere.x\"}}}",
                "{\"identifier\":\"bad\",\"title\":\"T\",\"schema\":{\"properties\":{\"m\":{\"type\":\"string\"}}},\"calculationProperties\":{\"m\":{}}}",
            })
    void refusesWhatIsNoBlueprint(String body) {
        var refused = box.post("/v1/blueprints", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().path("message").asText()).isNotEmpty();
    }

    @Test
    void saysNotFoundForTheMissingTargetOfARelation() {
        var refused = box.post("/v1/blueprints", """
                {"identifier":"lonely","title":"L","schema":{"properties":{}},"relations":{"r":{"target":"nobody"}}}""");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().path("error").asText()).isEqualTo("not_found");
    }

    @Test
    void keepsTheTypeOfAProperty() {
        box.post("/v1/blueprints", """
                {"identifier":"typed","title":"T","schema":{"properties":{"x":{"type":"string"}}}}""");

        var refused = box.call(
                "PATCH", "/v1/blueprints/typed", "{\"schema\":{\"properties\":{\"x\":{\"type\":\"number\"}}}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("details").path("property").asText()).isEqualTo("x");
    }

    @Test
    void keepsABlueprintThatHasEntitiesUntilTheyAreGone() {
        box.post("/v1/blueprints", "{\"identifier\":\"full\",\"title\":\"F\",\"schema\":{\"properties\":{}}}");
        box.post("/v1/blueprints/full/entities", "{\"identifier\":\"a\"}");

        var refused = box.call("DELETE", "/v1/blueprints/full", null);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("has_dependents");

        var migration = box.call("DELETE", "/v1/blueprints/full/all-entities", null)
                .json()
                .path("migrationId")
                .asText();
        var state = box.get("/v1/migrations/" + migration).json().path("migration");
        assertThat(state.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(state.path("mapping").isObject()).isTrue();
        assertThat(box.call("DELETE", "/v1/blueprints/full", null).status()).isEqualTo(200);
    }

    @Test
    void deletesABlueprintThatWasLedToWhenTheLastThatLeadsThereGoes() {
        box.post("/v1/blueprints", "{\"identifier\":\"goal\",\"title\":\"G\",\"schema\":{\"properties\":{}}}");
        box.post("/v1/blueprints", """
                {"identifier":"origin","title":"O","schema":{"properties":{}},"relations":{"to":{"target":"goal"}}}""");

        var goal = deleteWithBlueprint("goal");
        assertThat(status(goal)).isEqualTo("PENDING");
        assertThat(box.get("/v1/blueprints/goal").status()).isEqualTo(200);

        var origin = deleteWithBlueprint("origin");
        assertThat(status(origin)).isEqualTo("COMPLETED");
        assertThat(status(goal)).isEqualTo("COMPLETED");
        assertThat(box.get("/v1/blueprints/goal").status()).isEqualTo(404);
    }

    private String deleteWithBlueprint(String blueprint) {
        return box.call("DELETE", "/v1/blueprints/" + blueprint + "/all-entities?delete_blueprint=true", null)
                .json()
                .path("migrationId")
                .asText();
    }

    private String status(String migration) {
        return box.get("/v1/migrations/" + migration)
                .json()
                .at("/migration/status")
                .asText();
    }
}
