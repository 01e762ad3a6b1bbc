package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches and listings over HTTP, on a small catalog that is not changed. */
@TestInstance(Lifecycle.PER_CLASS)
class SearchApiTest {

    private CatalogBox box;

    @BeforeAll
    void fill(@TempDir Path data) {
        box = CatalogBox.start(data);
        box.post("/v1/blueprints", """
                {"identifier":"system","title":"System","schema":{"properties":{"owner":{"type":"string"}}}}""");
        box.post("/v1/blueprints", """
                {"identifier":"service","title":"Service","schema":{"properties":{"stars":{"type":"number"},
                 "language":{"type":"string"},"tags":{"type":"array"},"born":{"type":"string","format":"date-time"},
                 "lease":{"type":"string","format":"timer"},"live":{"type":"boolean"}}},
                 "relations":{"system":{"target":"system"},"uses":{"target":"service","many":true}},
                 "mirrorProperties":{"owner":{"path":"system.owner"}}}""");
        box.post("/v1/blueprints/system/entities", "{\"identifier\":\"shop\",\"properties\":{\"owner\":\"ann\"}}");
        box.post("/v1/blueprints/service/entities/bulk", """
                {"entities":[
                 {"identifier":"a","title":"Alpha","team":["core"],"properties":{"stars":1,"language":"java","tags":["x","y"],
                  "born":"2026-01-01T00:00:00Z","lease":"2020-01-01T00:00:00Z","live":true},"relations":{"system":"shop"}},
                 {"identifier":"b","title":"Beta","properties":{"stars":2.0,"language":"go","tags":["y"],
                  "born":"2026-02-01T00:00:00+01:00","lease":"2999-01-01T00:00:00Z"},"relations":{"uses":["a"]}},
                 {"identifier":"c","properties":{"stars":10,"language":null,"live":false}}]}""");
        box.callAs("port-ocean/mini/1.2.4/bar-mini-1/exporter", "POST", "/v1/blueprints/service/entities", """
                {"identifier":"d","properties":{"language":"javascript"}}""");
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @ParameterizedTest(name = "{0} {1} {2} finds {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stars       | =                 | 2                   | b",
                "stars       | !=                | 2                   | a c d",
                "stars       | >                 | 1                   | b c",
                "stars       | >=                | 2                   | b c",
                "stars       | <                 | 2                   | a",
                "stars       | <=                | 2                   | a b",
                "stars       | in                | [1,10]              | a c",
                "stars       | notIn             | [1,10]              | b d",
                "language    | =                 | \"java\"            | a",
                "language    | =                 | null                | c",
                "language    | contains          | \"java\"            | a d",
                "language    | doesNotContains   | \"java\"            | b c",
                "language    | beginsWith        | \"java\"            | a d",
                "language    | doesNotBeginsWith | \"java\"            | b c",
                "language    | endsWith          | \"script\"          | d",
                "language    | doesNotEndsWith   | \"script\"          | a b c",
                "language    | isEmpty           | null                | c",
                "stars       | isNotEmpty        | null                | a b c",
                "tags        | contains          | \"x\"               | a",
                "tags        | containsAny       | [\"x\",\"y\"]       | a b",
                "live        | =                 | true                | a",
                "born        | >                 | \"2026-01-15T00:00:00Z\" | b",
                "born        | between           | {\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-31T00:00:00Z\"} | a",
                "born        | notBetween        | {\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-31T00:00:00Z\"} | b c d",
                "lease       | isExpired         | null                | a",
                "lease       | isNotExpired      | null                | b c d",
                "$identifier | in                | [\"a\",\"d\",\"z\"] | a d",
                "$title      | =                 | \"Beta\"            | b",
                "$team       | contains          | \"core\"            | a",
                "$datasource | contains          | \"/mini-1/\"        | a b c",
                "$createdAt  | between           | {\"preset\":\"lastDay\"} | a b c d",
                "$updatedAt  | <                 | \"2020-01-01T00:00:00Z\" | ``",
                "system      | =                 | \"shop\"            | a",
                "uses        | contains          | \"a\"               | b",
                "owner       | =                 | \"ann\"             | a",
            })
    void findsWhatEachOperatorMeans(String property, String operator, String value, String expected) {
        var body = """
                {"query":{"combinator":"and","rules":[{"property":"%s","operator":"%s","value":%s}]}}""".formatted(property, operator, value);

        var reply = box.post("/v1/blueprints/service/entities/search", body);

        assertThat(String.join(" ", reply.json().path("entities").findValuesAsText("identifier")))
                .as(reply.text())
                .isEqualTo(expected);
    }

    @Test
    void combinesGroupsAndSaysWhichBlueprintsMatched() {
        var reply = box.post("/v1/entities/search", """
                {"combinator":"or","rules":[
                  {"property":"owner","operator":"=","value":"ann"},
                  {"combinator":"and","rules":[{"property":"$blueprint","operator":"=","value":"service"},
                    {"property":"stars","operator":">","value":5}]}]}""");

        assertThat(reply.json().path("matchingBlueprints").toString()).isEqualTo("[\"service\",\"system\"]");
        assertThat(reply.json().path("entities").findValuesAsText("identifier")).containsExactly("a", "c", "shop");
    }

    @Test
    void matchesEverythingWithoutRulesAndNothingWithAnImpossibleOne() {
        assertThat(box.post("/v1/entities/search", "{\"combinator\":\"and\",\"rules\":[]}")
                        .json()
                        .path("entities"))
                .hasSize(5);
        var none = box.post("/v1/entities/search", """
                {"combinator":"and","rules":[{"property":"$identifier","operator":"=","value":"nobody"}]}""");
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.json().path("entities")).isEmpty();
    }

    @Test
    void namesAnOperatorThatItDoesNotKnow() {
        var refused = box.post("/v1/entities/search", """
                {"combinator":"and","rules":[{"property":"$title","operator":"sounds like","value":"x"}]}""");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("message").asText())
                .contains("query.rules[0].operator", "sounds like", "beginsWith");
    }

    @Test
    void namesAMetaPropertyThatItDoesNotKnow() {
        var refused = box.post("/v1/blueprints/service/entities/search", """
                {"query":{"combinator":"and","rules":[{"property":"$mood","operator":"=","value":"x"}]}}""");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("message").asText()).contains("query.rules[0].property", "$mood");
    }

    @Test
    void showsOnlyTheFieldsThatWereAskedFor() {
        var reply = box.post(
                "/v1/entities/search?exclude_calculated_properties=true&include=identifier&include=properties.stars,relations.system",
                """
                {"combinator":"and","rules":[{"property":"$identifier","operator":"in","value":["a"]}]}""");

        assertThat(reply.json().path("entities").path(0).toString())
                .isEqualTo("{\"identifier\":\"a\",\"properties\":{\"stars\":1},\"relations\":{\"system\":\"shop\"}}");
    }

    @Test
    void addsMirrorPropertiesUnlessTheyAreExcluded() {
        var path = "/v1/blueprints/service/entities/a";

        assertThat(box.get(path)
                        .json()
                        .path("entity")
                        .path("properties")
                        .path("owner")
                        .asText())
                .isEqualTo("ann");
        assertThat(box.get(path + "?exclude_calculated_properties=true")
                        .json()
                        .path("entity")
                        .path("properties")
                        .has("owner"))
                .isFalse();
    }

    @Test
    void pagesThroughABlueprintWithoutRepeating() {
        var seen = new ArrayList<String>();
        var from = "";
        do {
            var page = box.post("/v1/blueprints/service/entities/search", "{\"limit\":3" + from + "}")
                    .json();
            seen.addAll(page.path("entities").findValuesAsText("identifier"));
            from = page.has("next") ? ",\"from\":\"" + page.path("next").asText() + "\"" : "";
        } while (!from.isEmpty());

        assertThat(seen).containsExactly("a", "b", "c", "d");
    }

    @Test
    void listsWhatAnInstallationOwnsWhateverItsVersion() {
        assertThat(owned("\"/mini-1/exporter\"", "")).containsExactly("a", "b", "c", "shop");
        assertThat(owned("\"/bar-mini-1/exporter\"", "")).containsExactly("d");
        assertThat(owned("\"mini-1/exporter\"", "")).containsExactly("a", "b", "c", "shop", "d");
        assertThat(owned("\"/mini-1/exporter\"", ",\"before\":\"2020-01-01T00:00:00.000001+00:00\""))
                .isEmpty();
        assertThat(owned("\"/mini-1/exporter\"", ",\"before\":\"2999-01-01T00:00:00.000001+00:00\""))
                .hasSize(4);
    }

    @Test
    void pagesThroughWhatAnInstallationOwnsAndEndsWithNull() {
        var first = box.post("/v1/blueprints/entities/datasource-entities", """
                {"datasource_prefix":"port-ocean/mini/","datasource_suffix":"/mini-1/exporter","limit":3}""").json();
        var second = box.post("/v1/blueprints/entities/datasource-entities", """
                {"datasource_prefix":"port-ocean/mini/","datasource_suffix":"/mini-1/exporter","limit":3,"from":"%s"}""".formatted(
                                first.path("next").asText()))
                .json();

        assertThat(first.path("entities").findValuesAsText("identifier")).containsExactly("a", "b", "c");
        assertThat(second.path("entities").findValuesAsText("identifier")).containsExactly("shop");
        assertThat(second.path("next").isNull()).isTrue();
    }

    private List<String> owned(String suffix, String more) {
        return box.post("/v1/blueprints/entities/datasource-entities?include=identifier", """
                {"datasource_prefix":"port-ocean/mini/","datasource_suffix":%s%s}""".formatted(suffix, more))
                .json()
                .path("entities")
                .findValuesAsText("identifier");
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`operator`:`relatedTo`,`blueprint`:`service`,`value`:`a`} | b shop",
                "{`operator`:`relatedTo`,`blueprint`:`service`,`value`:`b`,`direction`:`upstream`} | a shop",
                "{`operator`:`relatedTo`,`blueprint`:`system`,`value`:[`shop`],`direction`:`downstream`} | a b",
                "{`operator`:`relatedTo`,`blueprint`:`service`,`value`:`a`,`required`:true} |",
                "{`operator`:`matchAny`,`property`:{`path`:[`uses`,`system`]},`value`:`shop`} | b",
                "{`operator`:`matchAny`,`property`:{`path`:[`system`],`fromBlueprint`:`service`},`value`:[`a`]} | shop",
                "{`operator`:`matchAny`,`property`:`tags`,`value`:[`x`,`z`]} | a",
                "{`propertySchema`:{`type`:`number`},`operator`:`=`,`value`:10} | c",
                "{`propertySchema`:{`type`:`string`,`format`:`date-time`},`operator`:`contains`,`value`:`2026-02`} | b",
                "{`property`:{`property`:`$identifier`,`context`:`user`},`operator`:`isNotEmpty`} |",
                "{`property`:`$team`,`operator`:`in`,`value`:[`My Teams`]} |",
            })
    void understandsRulesAboutRelationsKindsAndTheAsker(String rule, @Nullable String expected) {
        var found =
                box.post("/v1/entities/search", "{\"combinator\":\"and\",\"rules\":[" + rule.replace('`', '"') + "]}");

        assertThat(found.json().path("entities").findValuesAsText("identifier"))
                .as(found.text())
                .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(" "));
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`operator`:`relatedTo`,`value`:`a`} | 422 | 'blueprint'",
                "{`operator`:`relatedTo`,`blueprint`:`none`,`value`:`a`} | 404 | none",
                "{`operator`:`relatedTo`,`blueprint`:`service`,`value`:1} | 422 | .value",
                "{`operator`:`relatedTo`,`blueprint`:`service`,`value`:`a`,`direction`:`up`} | 422 | direction",
                "{`operator`:`matchAny`,`property`:{`path`:[]},`value`:`a`} | 422 | path",
                "{`operator`:`matchAny`,`property`:{`path`:[{`relation`:`r`,`maxHops`:16}]},`value`:`a`} | 422 | 15",
                "{`propertySchema`:{},`operator`:`=`,`value`:1} | 422 | type",
                "{`propertySchema`:{`type`:`number`},`operator`:`>`,`value`:1} | 422 | propertySchema",
                "{`property`:{`property`:`x`,`context`:`world`},`operator`:`=`,`value`:1} | 422 | context",
            })
    void saysWhatIsWrongWithARule(String rule, int status, String part) {
        var refused =
                box.post("/v1/entities/search", "{\"combinator\":\"and\",\"rules\":[" + rule.replace('`', '"') + "]}");

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.json().path("message").asText()).contains(part);
    }
}
