package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Writing, reading and deleting entities over HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
class EntityApiTest {

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
        box.post("/v1/blueprints", """
                {"identifier":"service","title":"Service","schema":{"properties":{
                  "language":{"type":"string","enum":["java","go"]},"stars":{"type":"number"},
                  "url":{"type":"string","format":"url"},"meta":{"type":"object"},
                  "tags":{"type":"array","items":{"type":"string"}},
                  "text":{"type":"string"},"live":{"type":"boolean"}}},
                 "relations":{"depends":{"target":"service","many":true},"parent":{"target":"service"}}}""");
        box.post("/v1/blueprints", """
                {"identifier":"strict","title":"Strict","schema":{"properties":{"name":{"type":"string"}},
                 "required":["name"]},"relations":{"service":{"target":"service","required":true}}}""");
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @BeforeEach
    void empty() {
        box.call("DELETE", "/v1/blueprints/strict/all-entities", null);
        box.call("DELETE", "/v1/blueprints/service/all-entities", null);
    }

    @Test
    void createsAnEntityAndGivesItBack() {
        var created = box.post("/v1/blueprints/service/entities", """
                {"identifier":"a","title":"A","team":"core","properties":{"language":"java"}}""");

        assertThat(created.status()).isEqualTo(201);
        var read = box.get("/v1/blueprints/service/entities/a").json();
        assertThat(read.path("ok").asBoolean()).isTrue();
        assertThat(read.path("entity").path("team").toString()).isEqualTo("[\"core\"]");
        assertThat(read.path("entity").path("createdAt").asText()).matches(".*\\.\\d{3}Z");
    }

    @Test
    void refusesToCreateWhatExistsUnlessItIsAnUpsert() {
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"a\"}");

        assertThat(box.post("/v1/blueprints/service/entities", "{\"identifier\":\"a\"}")
                        .status())
                .isEqualTo(409);
        assertThat(box.post("/v1/blueprints/service/entities?upsert=true", "{\"identifier\":\"a\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void mergesByKeyAndReplacesWhole() {
        box.post("/v1/blueprints/service/entities", """
                {"identifier":"a","title":"A","properties":{"language":"java","stars":1}}""");

        var merged = box.post("/v1/blueprints/service/entities?upsert=true&merge=true", """
                {"identifier":"a","properties":{"stars":2}}""");
        assertThat(merged.json().path("entity").path("title").asText()).isEqualTo("A");
        assertThat(merged.json().path("entity").path("properties").toString())
                .isEqualTo("{\"language\":\"java\",\"stars\":2}");

        var replaced = box.post("/v1/blueprints/service/entities?upsert=true", """
                {"identifier":"a","properties":{"stars":3}}""");
        assertThat(replaced.json().path("entity").path("title").isNull()).isTrue();
        assertThat(replaced.json().path("entity").path("properties").toString()).isEqualTo("{\"stars\":3}");
    }

    @Test
    void givesScalarsBackUnaltered() {
        var sent =
                "{\"text\":\" two  \",\"stars\":42.0,\"meta\":{\"big\":12345678901234567890.10,\"e\":1E+2,\"n\":null},\"tags\":[\"\"]}";
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"a\",\"properties\":" + sent + "}");

        assertThat(box.get("/v1/blueprints/service/entities/a").text()).contains(sent);
    }

    @Test
    void keepsSlashPlusAndBackslashInIdentifiersOfThePath() {
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"org/repo+x\\\\y=1\"}");

        var read = box.get("/v1/blueprints/service/entities/org%2Frepo+x%5Cy=1");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().path("entity").path("identifier").asText()).isEqualTo("org/repo+x\\y=1");
        assertThat(box.get("/v1/blueprints/service/entities/org%2Frepo%2Bx%5Cy%3D1")
                        .status())
                .isEqualTo(200);
        assertThat(box.call("DELETE", "/v1/blueprints/service/entities/org%2Frepo%2Bx%5Cy=1", null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void saysNotFoundWhenARelationLeadsNowhere() {
        var refused = box.post("/v1/blueprints/service/entities?upsert=true&merge=true", """
                {"identifier":"a","relations":{"parent":"missing"}}""");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().path("error").asText()).isEqualTo("not_found");
        assertThat(refused.json().path("ok").asBoolean()).isFalse();
        assertThat(box.get("/v1/blueprints/service/entities/a").status()).isEqualTo(404);
    }

    @Test
    void makesBareEntitiesForMissingTargetsIfAsked() {
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"s\"}");
        box.callAs("other/1", "PATCH", "/v1/blueprints/service", """
                {"relations":{"depends":{"target":"service","many":true},"parent":{"target":"service"},
                 "strict":{"target":"strict"}}}""");

        var made = box.post("/v1/blueprints/service/entities?create_missing_related_entities=true", """
                {"identifier":"a","relations":{"strict":"bare"}}""");

        assertThat(made.status()).isEqualTo(201);
        var bare = box.get("/v1/blueprints/strict/entities/bare").json().path("entity");
        assertThat(bare.path("properties").isEmpty()).isTrue();
    }

    @Test
    void refusesWhatDoesNotFitTheBlueprint() {
        for (var properties :
                new String[] {"{\"language\":\"cobol\"}", "{\"stars\":\"7\"}", "{\"url\":\"nowhere\"}", "{\"tags\":[1]}"
                }) {
            var refused = box.post(
                    "/v1/blueprints/service/entities", "{\"identifier\":\"a\",\"properties\":" + properties + "}");
            assertThat(refused.status()).as(properties).isEqualTo(422);
            assertThat(refused.json().path("error").asText()).isEqualTo("blueprint_schema_mismatch");
        }
        var incomplete = box.post("/v1/blueprints/strict/entities", "{\"identifier\":\"a\"}");
        assertThat(incomplete.status()).isEqualTo(422);
        assertThat(incomplete.json().path("error").asText()).isEqualTo("missing_property");
    }

    @Test
    void keepsPropertiesThatTheBlueprintDoesNotDefine() {
        var made = box.post(
                "/v1/blueprints/service/entities",
                "{\"identifier\":\"a\",\"properties\":{\"stars\":1,\"region\":{\"name\":\"eu\"}}}");
        assertThat(made.status()).isEqualTo(201);

        var read = box.get("/v1/blueprints/service/entities/a").json().path("entity");
        assertThat(read.at("/properties/region/name").asText()).isEqualTo("eu");
        assertThat(read.at("/properties/stars").asInt()).isEqualTo(1);
    }

    @Test
    void takesTimesAndUsersAsSourcesWriteThem() {
        box.post("/v1/blueprints", """
                {"identifier":"ticket","title":"Ticket","schema":{"properties":{
                 "created":{"type":"string","format":"date-time"},"creator":{"type":"string","format":"user"}}}}""");

        var made = box.post("/v1/blueprints/ticket/entities", """
                {"identifier":"a","properties":{"created":"2026-01-02T03:04:05.000+0200","creator":"Ada Lovelace"}}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/entity/properties/created").asText()).isEqualTo("2026-01-02T03:04:05.000+0200");

        var found = box.post("/v1/entities/search", """
                {"combinator":"and","rules":[{"property":"$blueprint","operator":"=","value":"ticket"},
                 {"property":"created","operator":"<","value":"2026-01-02T02:00:00Z"}]}""");
        assertThat(found.json().path("entities")).hasSize(1);
    }

    @Test
    void writesTheGoodItemsOfABatchAndSaysWhatFailed() {
        var reply = box.post("/v1/blueprints/service/entities/bulk?upsert=true&merge=true", """
                {"entities":[{"identifier":"x","relations":{"parent":"y"}},{"identifier":"y"},
                 {"identifier":"z","relations":{"parent":"missing"}},{"identifier":"w","relations":{"parent":"z"}},
                 {"identifier":"v","properties":{"stars":true}}]}""");

        assertThat(reply.status()).isEqualTo(207);
        var body = reply.json();
        assertThat(body.path("entities").findValuesAsText("identifier")).containsExactly("x", "y");
        assertThat(body.path("entities").findValuesAsText("index")).containsExactly("0", "1");
        assertThat(body.path("errors").findValuesAsText("identifier")).containsExactly("z", "w", "v");
        assertThat(body.path("errors").findValuesAsText("statusCode")).containsExactly("404", "404", "422");
    }

    @Test
    void takesOneToTwentyItemsInABatch() {
        var twentyOne = "{\"identifier\":\"a\"}" + ",{\"identifier\":\"a\"}".repeat(20);

        assertThat(box.post("/v1/blueprints/service/entities/bulk", "{\"entities\":[]}")
                        .status())
                .isEqualTo(422);
        assertThat(box.post("/v1/blueprints/service/entities/bulk", "{\"entities\":[" + twentyOne + "]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void refusesABodyOfMoreThanOneMebibyteInJson() {
        var refused =
                box.post("/v1/blueprints/service/entities/bulk", "{\"entities\":[\"" + "x".repeat(1 << 20) + "\"]}");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().path("error").asText()).isEqualTo("payload_too_large");
        assertThat(refused.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void deletesDependentsOnACycleAndStops() {
        box.post("/v1/blueprints/service/entities/bulk", """
                {"entities":[{"identifier":"a","relations":{"parent":"c"}},{"identifier":"b","relations":{"parent":"a"}},
                 {"identifier":"c","relations":{"depends":["b","c"]}},{"identifier":"free"}]}""");

        var deleted = box.post("/v1/blueprints/service/bulk/entities/delete?delete_dependents=true", """
                {"entities":["a","gone"]}""");

        assertThat(deleted.json().path("deletedEntities").toString()).isEqualTo("[\"a\"]");
        assertThat(box.get("/v1/blueprints/service/entities-count")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void clearsOptionalRelationsToWhatIsDeleted() {
        box.post("/v1/blueprints/service/entities/bulk", """
                {"entities":[{"identifier":"a"},{"identifier":"b","relations":{"parent":"a","depends":["a","b"]}}]}""");

        assertThat(box.call("DELETE", "/v1/blueprints/service/entities/a", null).status())
                .isEqualTo(200);

        var relations = box.get("/v1/blueprints/service/entities/b")
                .json()
                .path("entity")
                .path("relations");
        assertThat(relations.toString()).isEqualTo("{\"depends\":[\"b\"],\"parent\":null}");
    }

    @Test
    void keepsWhatARequiredRelationNeeds() {
        box.post("/v1/blueprints/service/entities", "{\"identifier\":\"a\"}");
        box.post("/v1/blueprints/strict/entities", """
                {"identifier":"s","properties":{"name":"n"},"relations":{"service":"a"}}""");

        var refused = box.call("DELETE", "/v1/blueprints/service/entities/a", null);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("error").asText()).isEqualTo("has_dependents");
        assertThat(box.get("/v1/blueprints/service/entities/a").status()).isEqualTo(200);
    }

    @Test
    void renamesAnEntityAndWhatIsRelatedToIt() {
        box.post("/v1/blueprints/service/entities/bulk", """
                {"entities":[{"identifier":"a"},{"identifier":"b","relations":{"parent":"a"}}]}""");

        var renamed = box.call("PATCH", "/v1/blueprints/service/entities/a", "{\"identifier\":\"n\"}");

        assertThat(renamed.json().path("entity").path("identifier").asText()).isEqualTo("n");
        assertThat(box.get("/v1/blueprints/service/entities/b")
                        .json()
                        .path("entity")
                        .path("relations")
                        .path("parent")
                        .asText())
                .isEqualTo("n");
    }

    @Test
    void passesOverUnknownKeysButRefusesToPatchThem() {
        var body = "{\"identifier\":\"a\",\"scorecards\":{}}";

        assertThat(box.post("/v1/blueprints/service/entities", body).status()).isEqualTo(201);
        assertThat(box.call("PUT", "/v1/blueprints/service/entities/a", body).status())
                .isEqualTo(200);
        assertThat(box.call("PATCH", "/v1/blueprints/service/entities/a", body).status())
                .isEqualTo(422);
    }

    @Test
    void checksWithoutWritingIfAsked() {
        var checked = box.post("/v1/blueprints/service/entities?validation_only=true", "{\"identifier\":\"a\"}");

        assertThat(checked.status()).isEqualTo(201);
        assertThat(box.get("/v1/blueprints/service/entities/a").status()).isEqualTo(404);
    }

    @Test
    void namesAnEntityThatHasNoName() {
        var made = box.post("/v1/blueprints/service/entities", "{\"title\":\"nameless\"}");

        assertThat(made.json().path("entity").path("identifier").asText()).matches("e_[A-Za-z0-9]{16}");
    }

    @Test
    void resolvesSearchesInTheIdentifierAndInRelations() {
        box.post("/v1/blueprints/service/entities/bulk", """
                {"entities":[{"identifier":"a","title":"Alpha"},{"identifier":"b","title":"Beta"}]}""");

        var reply = box.post("/v1/blueprints/service/entities/bulk?upsert=true&merge=true", """
                {"entities":[{"identifier":{"combinator":"and","rules":[{"property":"$title","operator":"=","value":"Beta"}]},
                  "relations":{"parent":{"combinator":"and","rules":[{"property":"$title","operator":"=","value":"Alpha"}]}}},
                 {"identifier":{"combinator":"and","rules":[{"property":"$title","operator":"=","value":"Gamma"}]}}]}""");

        assertThat(reply.json().path("errors").path(0).path("identifier").asText())
                .isEqualTo("unknown");
        assertThat(box.get("/v1/blueprints/service/entities/b")
                        .json()
                        .path("entity")
                        .path("relations")
                        .path("parent")
                        .asText())
                .isEqualTo("a");
    }
}
