package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.model.Mapping;
import io.atoll.model.Mapping.Options;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Items;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.spi.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    @Test
    void anEmptyDocumentHasTheDefaults() throws Exception {
        Mapping mapping = read("{}");

        assertThat(mapping.resources()).isEmpty();
        assertThat(mapping.options()).isEqualTo(new Options(true, true, true, 0.9));
    }

    @Test
    void readsAWholeResource() throws Exception {
        Mapping mapping = read("""
                {resources: [{kind: 'issue', unknown: 1, selector: {query: 'true', jql: 'project = A'}, port: {
                  itemsToParse: '.parts', itemsToParseName: 'part', itemsToParseTopLevelTransform: 'no',
                  entity: {mappings: {identifier: '.id', blueprint: '"issue"', title: null, team: '.team', unknown: [],
                    properties: {b: '.b', a: 5, c: true},
                    relations: {owner: {combinator: '"and"', extra: 1, rules: [
                      {property: '"$email"', operator: '"="', value: '.mail'},
                      {combinator: '"or"', rules: []}]}}}}}}]}""");

        Resource issue = mapping.resources().get(0);
        assertThat(issue.label()).isEqualTo("issue-0");
        assertThat(issue.kind()).isEqualTo(new Kind("issue"));
        assertThat(issue.query()).isEqualTo("true");
        assertThat(issue.selector()).hasToString("{\"query\":\"true\",\"jql\":\"project = A\"}");
        assertThat(issue.items()).isEqualTo(new Items(".parts", "part", false));
        assertThat(issue.template().identifier().textValue()).isEqualTo(".id");
        assertThat(issue.template().blueprint()).isEqualTo("\"issue\"");
        assertThat(issue.template().title()).hasToString("null");
        assertThat(issue.template().icon()).isNull();
        assertThat(issue.template().team()).hasToString("\".team\"");
        assertThat(issue.template().properties()).hasToString("{b=\".b\", a=\"5\", c=\"True\"}");
        assertThat(issue.template().relations().get("owner")).hasToString("""
                {"combinator":"\\"and\\"","rules":[{"property":"\\"$email\\"","operator":"\\"=\\"","value":".mail"},\
                {"combinator":"\\"or\\"","rules":[]}]}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {enableMergeEntity: false, deleteDependentEntities: 0, createMissingRelatedEntities: 'no', entityDeletionThreshold: 0}
            {enable_merge_entity: 'OFF', delete_dependent_entities: 'f', create_missing_related_entities: 'N', entity_deletion_threshold: '0'}
            {enableMergeEntity: false, enable_merge_entity: true, deleteDependentEntities: 'False', createMissingRelatedEntities: '0', entityDeletionThreshold: 0.0}
            """)
    void takesBothSpellingsAndTheUsualWordsForBooleans(String document) throws Exception {
        assertThat(read(document).options()).isEqualTo(new Options(false, false, false, 0));
    }

    @Test
    void namesEveryFaultAtOnceWithItsPlace() {
        assertThatThrownBy(() -> read("""
                        {enableMergeEntity: 'perhaps', entityDeletionThreshold: 1.5, resources: [
                          {selector: {}, port: {itemsToParse: '.a[', entity: {mappings: {
                            identifier: ['.id'], properties: {a: null, b: {c: '.c'}}, relations: {r: {rules: [{property: '.x'}]}}}}}},
                          {kind: ' ', selector: {query: '.a ==='}, port: {entity: {mappings: []}}},
                          'issue']}"""))
                .isInstanceOf(MalformedMapping.class)
                .extracting(fault -> List.of(String.valueOf(fault.getMessage()).split("\n(?! )")))
                .satisfies(faults -> assertThat(faults)
                        .satisfiesExactlyInAnyOrder(
                                fault -> assertThat(fault)
                                        .isEqualTo("enableMergeEntity is the text \"perhaps\"; write true or false"),
                                fault -> assertThat(fault)
                                        .isEqualTo("entityDeletionThreshold is 1.5; write a number from 0 to 1"),
                                fault -> assertThat(fault).isEqualTo("resources[0].kind is missing; write a text"),
                                fault -> assertThat(fault)
                                        .isEqualTo("resources[0].selector.query is missing; write a text"),
                                fault -> assertThat(fault).isEqualTo("""
                                                resources[0].port.itemsToParse is no JQ: syntax error, unexpected end of file, \
                                                expecting an expression at line 1, column 3
                                                    .a[
                                                      ^"""),
                                fault -> assertThat(fault)
                                        .isEqualTo(
                                                "resources[0].port.entity.mappings.identifier is a list; write a text"),
                                fault -> assertThat(fault)
                                        .isEqualTo(
                                                "resources[0].port.entity.mappings.blueprint is missing; write a text"),
                                fault -> assertThat(fault)
                                        .isEqualTo(
                                                "resources[0].port.entity.mappings.properties.a is null; write a text"),
                                fault -> assertThat(fault)
                                        .isEqualTo(
                                                "resources[0].port.entity.mappings.properties.b is an object; write a text"),
                                fault -> assertThat(fault)
                                        .isEqualTo(
                                                "resources[0].port.entity.mappings.relations.r.combinator is missing; write a text"),
                                fault -> assertThat(fault)
                                        .isEqualTo(
                                                "resources[0].port.entity.mappings.relations.r.rules[0].operator is missing; write a text"),
                                fault -> assertThat(fault)
                                        .isEqualTo(
                                                "resources[0].port.entity.mappings.relations.r.rules[0].value is missing; write a text"),
                                fault -> assertThat(fault)
                                        .isEqualTo("resources[1].kind is blank; write the name of a kind"),
                                fault -> assertThat(fault).startsWith("resources[1].selector.query is no JQ"),
                                fault -> assertThat(fault)
                                        .isEqualTo("resources[1].port.entity.mappings is a list; write an object"),
                                fault -> assertThat(fault)
                                        .isEqualTo("resources[2] is the text \"issue\"; write an object")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "'text'"})
    void refusesADocumentThatIsNoObject(String document) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(MalformedMapping.class)
                .hasMessageStartingWith("the document is ")
                .hasMessageEndingWith("; write an object");
    }

    @Test
    void refusesADocumentThatIsNestedTooDeeply() {
        assertThatThrownBy(() -> read("{unknown: " + "[".repeat(600) + "]".repeat(600) + "}"))
                .isInstanceOf(MalformedMapping.class)
                .hasMessage("the document is refused: the value is nested more than 500 levels deep");
    }

    @Test
    void refusesABooleanWhereNothingCouldBeMadeWithoutJq() {
        assertThatThrownBy(() -> read("""
                        {resources: [{kind: 'k', selector: {query: true},
                          port: {entity: {mappings: {identifier: '.id', blueprint: '"b"'}}}}]}"""))
                .isInstanceOf(MalformedMapping.class)
                .hasMessage("resources[0].selector.query is a boolean, which is no JQ; write the text \"true\"");
    }

    @Test
    void leavesJqThatDoesNotCompileInOtherFieldsToTheRecords() throws Exception {
        Mapping mapping = read("""
                {resources: [{kind: 'k', selector: {query: 'true'}, port: {entity: {mappings: {
                  identifier: '.id', blueprint: '"b"', title: '.a[', properties: {readme: 'file://README.md'}}}}}]}""");

        assertThat(mapping.resources()).hasSize(1);
    }

    @Test
    void hashesContentNotSpelling() throws Exception {
        String hash = read("{resources: [], entityDeletionThreshold: 1}").hash();

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(read("{entityDeletionThreshold: 1.0, resources: []}").hash()).isEqualTo(hash);
        assertThat(read("{entityDeletionThreshold: 0.5, resources: []}").hash()).isNotEqualTo(hash);
    }

    private static Mapping read(String document) throws MalformedMapping, JsonProcessingException {
        return JqMapper.standard().read(JSON.readTree(document));
    }
}
