package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mirror, calculation and aggregation properties and scorecards, as they are read and searched. */
@TestInstance(Lifecycle.PER_CLASS)
class ComputedApiTest {

    private CatalogBox box;

    @BeforeAll
    void fill(@TempDir Path data) {
        box = CatalogBox.start(data);
        made(box.post("/v1/blueprints", """
                {"identifier":"team","title":"T","schema":{"properties":{"lead":{"type":"string"}}}}"""));
        made(box.post("/v1/blueprints", """
                {"identifier":"issue","title":"I","schema":{"properties":{"points":{"type":"number"},
                 "open":{"type":"boolean"}}},"relations":{"team":{"target":"team"}}}"""));
        made(box.call("PATCH", "/v1/blueprints/team", """
                {"calculationProperties":{
                  "label":{"type":"string","calculation":".identifier + '/' + (.properties.lead // 'none')"},
                  "load":{"type":"number","calculation":".properties.points * 2"},
                  "wrong":{"type":"number","calculation":".title"},
                  "broken":{"type":"string","calculation":"error('x')"}},
                 "aggregationProperties":{
                  "issues":{"title":"n","target":"issue","type":"number","calculationSpec":{"func":"count","calculationBy":"entities"}},
                  "open":{"title":"n","target":"issue","type":"number","calculationSpec":{"func":"count","calculationBy":"entities"},
                    "query":{"combinator":"and","rules":[{"property":"open","operator":"=","value":true}]}},
                  "points":{"title":"n","target":"issue","type":"number","calculationSpec":{"func":"sum","calculationBy":"property","property":"points"}},
                  "middle":{"title":"n","target":"issue","type":"number","calculationSpec":{"func":"median","calculationBy":"property","property":"points"}},
                  "mean":{"title":"n","target":"issue","type":"number","calculationSpec":{"func":"average","averageOf":"total","calculationBy":"property","property":"points"}},
                  "mostPoints":{"title":"n","target":"issue","type":"number","pathFilter":[{"path":["team"],"fromBlueprint":"issue"}],
                    "calculationSpec":{"func":"max","calculationBy":"property","property":"points"}}}}"""));
        made(box.call("PATCH", "/v1/blueprints/issue", """
                {"mirrorProperties":{"lead":{"path":"team.lead"}},
                 "calculationProperties":{"boss":{"type":"string","calculation":"\\"Dr. \\" + .properties.lead"}}}"""));
        box.post("/v1/blueprints/team/entities/bulk", """
                {"entities":[{"identifier":"a","properties":{"lead":"ann"}},{"identifier":"b"}]}""");
        box.post("/v1/blueprints/issue/entities/bulk", """
                {"entities":[{"identifier":"1","properties":{"points":1,"open":true},"relations":{"team":"a"}},
                 {"identifier":"2","properties":{"points":2,"open":false},"relations":{"team":"a"}},
                 {"identifier":"3","properties":{"points":6,"open":true},"relations":{"team":"a"}}]}""");
        made(box.post("/v1/blueprints/issue/scorecards", """
                {"identifier":"ready","title":"Ready",
                 "filter":{"combinator":"and","conditions":[{"property":"$identifier","operator":"!=","value":"3"}]},
                 "rules":[
                  {"identifier":"has-points","title":"p","level":"Bronze","query":{"combinator":"and",
                    "conditions":[{"property":"points","operator":"isNotEmpty"}]}},
                  {"identifier":"is-open","title":"o","level":"Gold","query":{"combinator":"and",
                    "conditions":[{"property":"open","operator":"=","value":true}]}}]}"""));
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    void calculatesFromTheEntityAndItsMirrors() {
        assertThat(properties("team", "a").path("label").asText()).isEqualTo("a/ann");
        assertThat(properties("team", "b").path("label").asText()).isEqualTo("b/none");
        assertThat(properties("issue", "1").path("boss").asText()).isEqualTo("Dr. ann");
        assertThat(properties("team", "a").path("load").asInt())
                .as("a calculation sees aggregations")
                .isEqualTo(18);
    }

    @Test
    void givesNullWhereACalculationFailsOrGivesAnotherType() {
        assertThat(properties("team", "a").path("wrong").isNull()).isTrue();
        assertThat(properties("team", "a").path("broken").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0} is {1} for a, {2} for b")
    @CsvSource({"issues,3,0", "open,2,0", "points,9,null", "middle,2,null", "mean,3,null", "mostPoints,6,null"})
    void aggregatesOverRelatedEntities(String key, String forA, String forB) {
        assertThat(properties("team", "a").path(key).toString()).isEqualTo(forA);
        assertThat(properties("team", "b").path(key).toString()).isEqualTo(forB);
    }

    @Test
    void leavesComputedValuesOutWhenAsked() {
        var plain = box.get("/v1/blueprints/team/entities/a?exclude_calculated_properties=true")
                .json()
                .at("/entity/properties");

        assertThat(plain.toString()).isEqualTo("{\"lead\":\"ann\"}");
    }

    @Test
    void evaluatesScorecards() {
        var open = box.get("/v1/blueprints/issue/entities/1").json().at("/entity/scorecards/ready");
        assertThat(open.path("level").asText()).isEqualTo("Gold");
        assertThat(open.path("rules").findValuesAsText("status")).containsExactly("SUCCESS", "SUCCESS");

        var closed = box.get("/v1/blueprints/issue/entities/2").json().at("/entity/scorecards/ready");
        assertThat(closed.path("level").asText()).isEqualTo("Silver");
        assertThat(closed.path("rules").findValuesAsText("status")).containsExactly("SUCCESS", "FAILURE");

        assertThat(box.get("/v1/blueprints/issue/entities/3")
                        .json()
                        .path("entity")
                        .has("scorecards"))
                .as("the filter leaves it out")
                .isFalse();
        assertThat(box.get("/v1/blueprints/team/entities/a")
                        .json()
                        .path("entity")
                        .has("scorecards"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`property`:`boss`,`operator`:`contains`,`value`:`ann`} | 1 2 3",
                "{`property`:`issues`,`operator`:`>`,`value`:2} | a",
                "{`scorecard`:`ready`,`operator`:`=`,`value`:`Gold`} | 1",
                "{`scorecard`:`ready`,`scorecardRule`:`is-open`,`operator`:`=`,`value`:`FAILURE`} | 2",
                "{`property`:`lead`,`operator`:`isEmpty`,`not`:true} | 1 2 3 a",
            })
    void findsEntitiesByComputedValues(String rule, String expected) {
        var found = box.post(
                "/v1/entities/search?include=identifier",
                "{\"combinator\":\"and\",\"rules\":[" + rule.replace('`', '"') + "]}");

        assertThat(found.json().path("entities").findValuesAsText("identifier"))
                .as(found.text())
                .containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    void changesScorecardsOneByOneAndTogether() {
        var path = "/v1/blueprints/team/scorecards";
        var one = """
                {"identifier":"%s","title":"T","rules":[{"identifier":"r","title":"r","level":"Gold","query":
                 {"combinator":"and","conditions":[{"property":"lead","operator":"isNotEmpty"}]}}]}""";
        made(box.post(path, one.formatted("x")));
        assertThat(box.post(path, one.formatted("x")).status()).isEqualTo(409);
        assertThat(box.call("PUT", path + "/x", one.formatted("x")).status()).isEqualTo(200);

        var replaced = box.call("PUT", path, "[" + one.formatted("y") + "," + one.formatted("z") + "]");
        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        assertThat(box.get(path).json().path("scorecards").findValuesAsText("level"))
                .containsExactly("Gold", "Gold");
        assertThat(box.get(path + "/x").status()).isEqualTo(404);
        assertThat(box.get("/v1/scorecards").json().path("scorecards")).hasSizeGreaterThan(2);
        assertThat(box.call("PUT", path, "[]").status()).isEqualTo(200);
        assertThat(box.post(path, "{\"identifier\":\"q\",\"title\":\"T\",\"rules\":[{\"identifier\":\"r\"}]}")
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "calculationProperties | {`x`:{`type`:`string`,`calculation`:`.a +`}} | no jq program",
                "calculationProperties | {`x`:{`calculation`:`.a`}} | type",
                "calculationProperties | {`x`:{`type`:`string`,`calculation`:`.a`,`more`:1}} | more",
                "aggregationProperties | {`x`:{`target`:`issue`,`calculationSpec`:{`func`:`mode`,`calculationBy`:`entities`}}} | func",
                "aggregationProperties | {`x`:{`target`:`issue`,`calculationSpec`:{`func`:`sum`,`calculationBy`:`property`}}} | property",
                "aggregationProperties | {`x`:{`target`:`none`,`calculationSpec`:{}}} | none",
                "mirrorProperties | {`x`:{`path`:`nowhere.lead`}} | nowhere",
                "calculationProperties | {`lead`:{`type`:`string`,`calculation`:`.a`}} | twice",
            })
    void saysWhatCannotBeComputed(String part, String definition, String complaint) {
        var refused =
                box.call("PATCH", "/v1/blueprints/team", "{\"" + part + "\":" + definition.replace('`', '"') + "}");

        assertThat(refused.status()).as(refused.text()).isIn(404, 422);
        assertThat(refused.json().path("message").asText()).contains(complaint);
    }

    private JsonNode properties(String blueprint, String identifier) {
        return box.get("/v1/blueprints/" + blueprint + "/entities/" + identifier)
                .json()
                .at("/entity/properties");
    }

    private static void made(CatalogBox.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(200, 201);
    }
}
