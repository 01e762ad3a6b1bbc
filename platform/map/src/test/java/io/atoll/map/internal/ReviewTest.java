package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.model.Resource;
import io.atoll.pipeline.Mapper.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private static final String MAPPINGS = "resources[0].port.entity.mappings.";

    @Test
    void hasNothingToSayOfAGoodResource() throws Exception {
        assertThat(review(
                        "true",
                        "",
                        "title: '.name', icon: null, properties: {tags: '[.tags[].name]', one: 'first(.tags[])', me: '\"x\"', all: '.'}",
                        "{id: 1, name: 'a'}",
                        "{id: 2, tags: []}"))
                .isEmpty();
    }

    @Test
    void findsOptionalTextsThatAreNoJq() throws Exception {
        assertThat(review("true", "", "properties: {readme: 'file://README.md'}"))
                .containsExactly(new Finding(MAPPINGS + "properties.readme", """
                        is no JQ, and null unless the integration resolves it: \
                        syntax error, unexpected ':', expecting end of file at line 1, column 5
                            file://README.md
                                ^"""));
    }

    @Test
    void findsValuesOfWhichOnlyTheFirstIsUsed() throws Exception {
        assertThat(review("true", "itemsToParse: '.parts[]',", "relations: {r: '.tags[].name'}"))
                .extracting(Finding::path)
                .containsExactly("resources[0].port.itemsToParse", MAPPINGS + "relations.r");
    }

    @Test
    void findsListsThatLeaveNothingOfTheRecord() throws Exception {
        assertThat(review("true", "itemsToParse: '[.parts[]]',", ""))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).contains("set itemsToParseTopLevelTransform to false"));
        assertThat(review("true", "itemsToParse: '[.parts[]]', itemsToParseTopLevelTransform: false,", ""))
                .isEmpty();
    }

    @Test
    void findsKeysThatNoSampleHas() throws Exception {
        assertThat(review(
                        ".state == \"open\"",
                        "",
                        "title: '.nmae', team: {combinator: '\"and\"', rules: [{property: '\"a\"', operator: '\"=\"', value: '.zzz.name'}]}",
                        "{id: 1, name: 'a'}",
                        "{id: 1, state: 'open'}"))
                .containsExactly(
                        new Finding(MAPPINGS + "title", "reads 'nmae', which no sample has; did you mean 'name'?"),
                        new Finding(MAPPINGS + "team.rules[0].value", "reads 'zzz', which no sample has"));
    }

    @Test
    void comparesFieldsOfItemsWithTheItemsOfTheSamples() throws Exception {
        assertThat(review(
                        "true",
                        "itemsToParse: '.parts', itemsToParseName: 'part',",
                        "properties: {a: '.part.name', b: '.item', c: '.parts'}",
                        "{id: 1, parts: [{name: 'a'}]}",
                        "{id: 1}"))
                .containsExactly(
                        new Finding(MAPPINGS + "properties.b", "reads 'item', which no sample has"),
                        new Finding(
                                MAPPINGS + "properties.c", "reads 'parts', which no sample has; did you mean 'part'?"));
    }

    private static List<Finding> review(String query, String items, String fields, String... samples) throws Exception {
        JqMapper mapper = JqMapper.standard();
        Resource resource = mapper.read(JSON.readTree(
                        """
                {resources: [{kind: 'k', selector: {query: %s}, port: {%s entity: {mappings: {
                  identifier: '.id', blueprint: '"b"' %s}}}}]}""".formatted(JSON.writeValueAsString(query), items, fields.isEmpty() ? "" : ", " + fields)))
                .resources()
                .getFirst();
        List<JsonNode> records = new ArrayList<>();
        for (String sample : samples) {
            records.add(JSON.readTree(sample));
        }
        return mapper.review(resource, records);
    }
}
