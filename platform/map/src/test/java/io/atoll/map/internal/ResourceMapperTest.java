package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Mapper.Mapped.Broken;
import io.atoll.pipeline.Mapper.Mapped.Filtered;
import io.atoll.pipeline.Mapper.Mapped.Made;
import io.atoll.pipeline.Mapper.RecordMapper;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceMapperTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private static final String RECORD = "{id: 'a-1', name: 'Alpha', n: 3.0, tags: ['x', 'y'], nothing: null}";

    @Test
    void makesAnEntityOfOnlyWhatIsMapped() throws Exception {
        Entity entity = made("title: '.name', properties: {n: '.n', tags: '.tags'}, relations: {owner: \"'me'\"}")
                .entity();

        assertThat(entity.blueprint()).isEqualTo("service");
        assertThat(entity.identifier()).hasToString("\"a-1\"");
        assertThat(entity.title()).hasToString("\"Alpha\"");
        assertThat(entity.icon()).isNull();
        assertThat(entity.team()).isNull();
        assertThat(entity.properties()).hasToString("{\"n\":3,\"tags\":[\"x\",\"y\"]}");
        assertThat(entity.relations()).hasToString("{\"owner\":\"me\"}");
    }

    @Test
    void tellsMappedNullsFromFieldsThatAreNotMapped() throws Exception {
        Made made = made(
                "title: null, icon: '.nothing', properties: {a: '.missing', b: '.name[0]', c: '.a[', d: 'empty', e: 'nosuch'}");

        assertThat(made.entity().title()).hasToString("null");
        assertThat(made.entity().icon()).hasToString("null");
        assertThat(made.entity().team()).isNull();
        assertThat(made.entity().properties()).hasToString("{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":null}");
        assertThat(made.nulls())
                .containsExactly(
                        "title",
                        "icon",
                        "properties.a",
                        "properties.b",
                        "properties.c",
                        "properties.d",
                        "properties.e");
    }

    @Test
    void usesOnlyTheFirstOutput() throws Exception {
        assertThat(
                        made("properties: {first: '.tags[]', beforeAnError: '(.name, error)', caught: '(try (.id, error) catch \"c\")'}")
                                .entity()
                                .properties())
                .hasToString("{\"first\":\"x\",\"beforeAnError\":\"Alpha\",\"caught\":\"a-1\"}");
    }

    @Test
    void seesNothingOfTheEnvironment() throws Exception {
        assertThat(made("properties: {function: 'env', variable: '$ENV', path: 'env.PATH', home: '$ENV.HOME'}")
                        .entity()
                        .properties())
                .hasToString("{\"function\":{},\"variable\":{},\"path\":null,\"home\":null}");
    }

    @Test
    void evaluatesSearchesLeafByLeaf() throws Exception {
        Made made = made("""
                team: {combinator: '"and"', rules: [{property: '"$title"', operator: '"="', value: '.name'}]},
                relations: {owner: {combinator: '"or"', rules: [
                  {property: '"$email"', operator: '"="', value: '.mail'},
                  {combinator: '"and"', rules: [{property: '"id"', operator: '"="', value: '.n'}]}]}}""");

        assertThat(made.entity().team())
                .hasToString(
                        "{\"combinator\":\"and\",\"rules\":[{\"property\":\"$title\",\"operator\":\"=\",\"value\":\"Alpha\"}]}");
        assertThat(made.entity().relations())
                .hasToString(
                        "{\"owner\":{\"combinator\":\"or\",\"rules\":[{\"property\":\"$email\",\"operator\":\"=\",\"value\":null},"
                                + "{\"combinator\":\"and\",\"rules\":[{\"property\":\"id\",\"operator\":\"=\",\"value\":3}]}]}}");
        assertThat(made.nulls()).containsExactly("relations.owner.rules.value");
    }

    @Test
    void makesEntitiesThatTheCatalogFindsBySearch() throws Exception {
        Mapped mapped = map("true", "{combinator: '\"and\"', rules: []}", "\"service\"", "")
                .get(0);

        assertThat(mapped)
                .asInstanceOf(InstanceOfAssertFactories.type(Made.class))
                .matches(made -> made.entity().searched());
    }

    @ParameterizedTest
    @ValueSource(strings = {".missing", "false", "0", "\"\"", "{}", "[]", "empty", ".name[0]", "nan"})
    void leavesOutRecordsWithAnEmptyIdentifierOrBlueprint(String expression) throws Exception {
        assertThat(map("true", quoted(expression), ".name", "")).singleElement().isInstanceOf(Filtered.class);
        assertThat(map("true", "'.name'", expression, "")).singleElement().isInstanceOf(Filtered.class);
    }

    @Test
    void saysWhyARecordIsLeftOut() throws Exception {
        assertThat(map("false", "'.id'", "\"b\"", "")).containsExactly(new Filtered("selector.query is false"));
        assertThat(map("true", "'.missing'", "\"b\"", "")).containsExactly(new Filtered("identifier is null"));
        assertThat(map("true", "'.id'", "\"\"", "")).containsExactly(new Filtered("blueprint is empty"));
        assertThat(map("true", "'empty'", "\"b\"", "")).containsExactly(new Filtered("identifier gives nothing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null             | gives null, not true or false
            1                | gives 1, not true or false
            .name            | gives a text, not true or false
            .tags            | gives a list, not true or false
            select(.id == 1) | gives nothing, not true or false
            nosuch           | Function nosuch/0 does not exist
            """)
    void aSelectorThatIsNeitherTrueNorFalseBreaksTheRecord(String query, String reason) throws Exception {
        assertThat(map(query, "'.id'", "\"b\"", "")).containsExactly(new Broken(record(), "selector.query", reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            icon: '{a: 1}'   | icon       | gives an object, not a text
            icon: '.tags'    | icon       | gives a list, not a text
            """)
    void aBadTypeBreaksOnlyItsRecord(String fields, String part, String reason) throws Exception {
        assertThat(map("true", "'.id'", "\"b\"", fields)).containsExactly(new Broken(record(), part, reason));
    }

    @Test
    void identifierAndBlueprintMustNameSomething() throws Exception {
        assertThat(map("true", "'.tags'", "\"b\"", ""))
                .containsExactly(new Broken(record(), "identifier", "gives a list, not a text, a number or a search"));
        assertThat(map("true", "'.id'", "true", ""))
                .containsExactly(new Broken(record(), "blueprint", "gives true, not a text"));
        assertThat(map("true", "'nosuch'", "\"b\"", ""))
                .containsExactly(new Broken(record(), "identifier", "Function nosuch/0 does not exist"));
    }

    @Test
    void writesNumbersAsTextsWhereTheCatalogKnowsOnlyTexts() throws Exception {
        Entity entity = made("icon: '.n', team: '42'").entity();

        assertThat(entity.icon()).hasToString("\"3\"");
        assertThat(entity.team()).hasToString("\"42\"");
    }

    @Test
    void takesARecordApart() throws Exception {
        List<Mapped> mapped =
                mapItems("itemsToParse: '.tags'", "properties: {tag: '.item', name: '.name', rest: '.tags'}");

        assertThat(mapped)
                .extracting(one -> ((Made) one).entity().properties().toString())
                .containsExactly(
                        "{\"tag\":\"x\",\"name\":\"Alpha\",\"rest\":null}",
                        "{\"tag\":\"y\",\"name\":\"Alpha\",\"rest\":null}");
    }

    @Test
    void keepsTheListIfThatIsWishedOrItsPlaceCannotBeTold() throws Exception {
        String fields = "properties: {tag: '.part', rest: '.tags'}";

        List<Mapped> wished = mapItems(
                "itemsToParse: '.tags', itemsToParseName: 'part', itemsToParseTopLevelTransform: false", fields);
        List<Mapped> unknown = mapItems("itemsToParse: '[.tags[]]', itemsToParseName: 'part'", fields);

        assertThat(wished).isEqualTo(unknown).hasSize(2);
        assertThat(((Made) wished.get(0)).entity().properties()).hasToString("{\"tag\":\"x\",\"rest\":[\"x\",\"y\"]}");
    }

    @Test
    void aRecordWithoutAListToTakeApartIsLeftOut() throws Exception {
        assertThat(mapItems("itemsToParse: '.tags[]'", "")).containsExactly(new Filtered("itemsToParse gives no list"));
        assertThat(mapItems("itemsToParse: '.missing'", "")).hasSize(1);
        assertThat(mapItems("itemsToParse: '[]'", "")).isEmpty();
        assertThat(mapItems("itemsToParse: 'nosuch'", "")).singleElement().isInstanceOf(Broken.class);
    }

    @Test
    void aProgramWithoutEndOfItsStackBreaksOnlyItsRecord() throws Exception {
        List<Mapped> mapped = map("true", "'.id'", "\"b\"", "properties: {deep: 'def f: 1 + f; f'}");

        assertThat(mapped).containsExactly(new Broken(record(), "properties.deep", "needs more stack than there is"));
    }

    @Test
    void stopsBetweenFieldsWhenInterrupted() throws Exception {
        RecordMapper mapper = mapper("true", "'.id'", "\"b\"", "", "");

        Thread.currentThread().interrupt();
        List<Mapped> mapped = mapper.map(record());
        boolean interrupted = Thread.interrupted();

        assertThat(mapped).containsExactly(new Broken(record(), "selector.query", "the run was cancelled"));
        assertThat(interrupted).isTrue();
    }

    @Test
    void leavesTheRecordAsItIs() throws Exception {
        JsonNode record = record();

        mapper(
                        "true",
                        "'.id'",
                        "\"b\"",
                        "properties: {a: '.n = 4 | .tags |= map(ascii_upcase) | del(.id)'}",
                        "itemsToParse: '.tags'")
                .map(record);

        assertThat(record).isEqualTo(record());
    }

    @Test
    void mapsInManyThreadsAtOnce() throws Exception {
        RecordMapper mapper = mapper(
                "true",
                "'.id'",
                "\"b\"",
                "title: '.name | test(\"^A\") | tostring', properties: {t: '[.tags[] | ascii_upcase] | join(\"-\")'}",
                "");
        List<Mapped> expected = mapper.map(record());
        Callable<Boolean> mapping = () -> {
            for (int i = 0; i < 500; i++) {
                if (!mapper.map(record()).equals(expected)) {
                    return false;
                }
            }
            return true;
        };

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> same : threads.invokeAll(Collections.nCopies(8, mapping))) {
                assertThat(same.get()).isTrue();
            }
        }
    }

    @Test
    void runsConstantsOnlyOnce() throws Exception {
        int[] runs = {0};
        Programs programs = new Programs(text -> input -> {
            runs[0]++;
            return new Jq.Result.Output(input);
        });

        Jq.Program text = programs.compile("'issue'");
        Jq.Program path = programs.compile(".");

        assertThat(text.first(record())).hasToString("Output[value=\"issue\"]").isSameAs(text.first(record()));
        assertThat(runs[0]).isZero();
        path.first(record());
        assertThat(runs[0]).isEqualTo(1);
    }

    private static Made made(String fields) throws Exception {
        return (Made) map("true", "'.id'", "\"service\"", fields).get(0);
    }

    private static List<Mapped> map(String query, String identifier, String blueprint, String fields) throws Exception {
        return mapper(query, identifier, blueprint, fields, "").map(record());
    }

    private static List<Mapped> mapItems(String items, String fields) throws Exception {
        return mapper("true", "'.id'", "\"b\"", fields, items).map(record());
    }

    /** A mapper of one resource; identifier, fields and items are written in JSON, the other two in JQ. */
    private static RecordMapper mapper(String query, String identifier, String blueprint, String fields, String items)
            throws JsonProcessingException, MalformedMapping {
        ObjectNode document = (ObjectNode) JSON.readTree("""
                {resources: [{kind: 'k', selector: {query: %s}, port: {%s entity: {mappings: {
                  identifier: %s, blueprint: %s %s}}}}]}""".formatted(
                        quoted(query),
                        items.isEmpty() ? "" : items + ",",
                        identifier,
                        quoted(blueprint),
                        fields.isEmpty() ? "" : "," + fields));
        JqMapper mapper = new JqMapper();
        return mapper.prepare(mapper.read(document).resources().get(0));
    }

    private static String quoted(String text) throws JsonProcessingException {
        return JSON.writeValueAsString(text);
    }

    private static JsonNode record() throws JsonProcessingException {
        return JSON.readTree(RECORD);
    }
}
