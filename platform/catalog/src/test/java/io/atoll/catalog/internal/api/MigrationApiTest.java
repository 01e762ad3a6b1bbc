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

/** Entities of one blueprint, mapped to those of another; and searches that group and sort. */
@TestInstance(Lifecycle.PER_CLASS)
class MigrationApiTest {

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
        box.post("/v1/blueprints", """
                {"identifier":"old","title":"Old","schema":{"properties":{"n":{"type":"number"},"kind":{"type":"string"}}}}""");
        box.post("/v1/blueprints", """
                {"identifier":"new","title":"New","schema":{"properties":{"twice":{"type":"number"}}}}""");
        for (var i = 0; i < 5; i++) {
            box.post(
                    "/v1/blueprints/old/entities",
                    "{\"identifier\":\"e" + i + "\",\"properties\":{\"n\":" + i + ",\"kind\":\""
                            + (i % 2 == 0 ? "even" : "odd") + "\"}}");
        }
        box.post("/v1/blueprints/old/entities", "{\"identifier\":\"none\"}");
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    void mapsTheEntitiesThatTheFilterLetsThrough() {
        var made = box.post("/v1/migrations", """
                {"sourceBlueprint":"old","mapping":{"blueprint":"new","filter":".properties.n != null and .properties.n > 1",
                 "entity":{"identifier":".identifier + \\"-new\\"","properties":{"twice":".properties.n * 2"}}}}""");

        assertThat(made.json().at("/migration/status").asText()).as(made.text()).isEqualTo("COMPLETED");
        assertThat(made.json().at("/migration/successCount").asInt()).isEqualTo(3);
        assertThat(box.get("/v1/blueprints/new/entities/e4-new")
                        .json()
                        .at("/entity/properties/twice")
                        .asInt())
                .isEqualTo(8);
        assertThat(box.get("/v1/blueprints/old/entities-count")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(6);
        var migration = "/v1/migrations/" + made.json().at("/migration/id").asText();
        assertThat(box.get(migration).json().path("migration"))
                .isEqualTo(made.json().path("migration"));
        assertThat(box.post(migration + "/cancel", "{}").status()).isEqualTo(422);
    }

    @Test
    void saysWhatCouldNotBeMigratedAndWhy() {
        var made = box.post("/v1/migrations", """
                {"sourceBlueprint":"old","mapping":{"blueprint":"new",
                 "entity":{"identifier":".identifier","properties":{"twice":".properties.kind"}}}}""");

        assertThat(made.json().at("/migration/status").asText()).isEqualTo("FAILURE");
        assertThat(made.json().at("/migration/failureCount").asInt()).isEqualTo(5);
        assertThat(made.json().at("/migration/message").asText()).contains("twice");
        assertThat(box.post("/v1/migrations", "{}").status()).isEqualTo(422);
        var circular = box.post("/v1/migrations", """
                {"sourceBlueprint":"old","mapping":{"blueprint":"old","entity":{"identifier":".identifier + \\"-x\\""}}}""");
        assertThat(circular.json().at("/migration/message").asText()).contains("must not be the source");
        assertThat(box.post("/v1/migrations", """
                {"sourceBlueprint":"gone","mapping":{"blueprint":"new","entity":{"identifier":".identifier"}}}""").status()).isEqualTo(404);
    }

    @Test
    void groupsMatchesByValue() {
        var grouped = box.post("/v1/blueprints/old/entities/group", """
                {"groupBy":"kind","query":{"combinator":"and","rules":[{"property":"n","operator":">=","value":1}]}}""");

        assertThat(grouped.json().path("groups").toString())
                .isEqualTo("[{\"count\":2,\"value\":\"even\"},{\"count\":2,\"value\":\"odd\"}]");
        assertThat(grouped.json().path("hasMoreGroups").asBoolean(true)).isFalse();
        assertThat(box.post(
                                "/v1/blueprints/old/entities/group",
                                "{\"groupBy\":{\"property\":\"$blueprint\"},\"limit\":1}")
                        .json()
                        .at("/groups/0/count")
                        .asInt())
                .isEqualTo(6);
        assertThat(box.post("/v1/blueprints/old/entities/group", "{}").status()).isEqualTo(422);
    }

    @Test
    void sortsMatchesWithNullsLast() {
        var top = box.post(
                "/v1/blueprints/old/entities/top-search",
                "{\"sort\":[{\"property\":\"kind\"},{\"property\":\"n\",\"order\":\"desc\"}],\"limit\":4,\"include\":[\"$identifier\"]}");

        assertThat(top.json().path("entities").findValuesAsText("identifier")).containsExactly("e4", "e2", "e0", "e3");
        assertThat(top.json().path("hasMoreEntities").asBoolean()).isTrue();
        assertThat(box.post("/v1/blueprints/old/entities/top-search", "{\"sort\":[{\"property\":\"n\"}]}")
                        .json()
                        .at("/entities/5/identifier")
                        .asText())
                .isEqualTo("none");
        assertThat(box.post("/v1/blueprints/old/entities/top-search", "{\"sort\":[7]}")
                        .status())
                .isEqualTo(422);
    }
}
