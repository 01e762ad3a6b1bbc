package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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
import io.atoll.pipeline.Mapper.Null;
import io.atoll.pipeline.Mapper.RecordMapper;
import java.time.Duration;
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

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

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
                .extracting(Null::path)
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
        assertThat(made.nulls()).containsExactly(new Null("relations.owner.rules.value", ""));
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
        assertThat(map("true", "'.missing'", "\"b\"", "")).containsExactly(new Filtered("identifier: is null"));
        assertThat(map("true", "'.id'", "\"\"", "")).containsExactly(new Filtered("blueprint: is empty"));
        assertThat(map("true", "'empty'", "\"b\"", "")).containsExactly(new Filtered("identifier: no output"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null             | is null; write what is true or false
            error("no")      | no; write what is true or false
            1                | gives 1, not true or false
            .name            | gives a text, not true or false
            .tags            | gives a list, not true or false
            select(.id == 1) | no output; write what is true or false
            halt             | the program halted with status 0
            def f: 1 + f; f  | the program nests deeper than 10000 levels
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
    void keepsTheListIfThatIsWished() throws Exception {
        List<Mapped> mapped = mapItems(
                "itemsToParse: '.tags', itemsToParseName: 'part', itemsToParseTopLevelTransform: false",
                "properties: {tag: '.part', rest: '.tags'}");

        assertThat(mapped).hasSize(2);
        assertThat(((Made) mapped.get(0)).entity().properties()).hasToString("{\"tag\":\"x\",\"rest\":[\"x\",\"y\"]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            .tags[]      | itemsToParse gives no list
            .missing     | itemsToParse gives no list: is null
            .name[0]     | itemsToParse gives no list: Cannot index string with number (0)
            empty        | itemsToParse gives no list: no output
            []           | itemsToParse gives an empty list
            [.tags[]]    | itemsToParse begins with no path that could be deleted from the record, so that nothing is left of it; \
            set itemsToParseTopLevelTransform to false
            """)
    void aRecordThatCannotBeTakenApartIsLeftOutWithTheReason(String list, String reason) throws Exception {
        assertThat(mapItems("itemsToParse: '" + list + "'", "")).containsExactly(new Filtered(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last(range(1e12))",
                "[range(1e9)]",
                "\"x\" * 1e9",
                "[limit(1e8; repeat(1))]",
                "def f: f, f; f",
                "[.. | ..] | until(false; . + .)",
                "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" | test(\"(a+)+$\")"
            })
    void anExpressionWithoutEndHarmsOnlyItsRecord(String expression) throws Exception {
        String list = quoted(expression);

        Mapped mapped = assertTimeoutPreemptively(
                TEN_SECONDS,
                () -> map("true", "'.id'", "\"b\"", "properties: {before: '.name', bad: " + list + ", after: '.id'}")
                        .getFirst());
        switch (mapped) {
            case Made made -> {
                assertThat(made.entity().properties())
                        .hasToString("{\"before\":\"Alpha\",\"bad\":null,\"after\":\"a-1\"}");
                assertThat(made.nulls())
                        .singleElement()
                        .matches(bad -> bad.reason().matches(".* (more|deeper|longer) than .*"));
            }
            case Broken broken -> assertThat(broken.reason()).matches("the program needs more than \\d+ ms");
            case Filtered filtered -> throw new AssertionError(filtered.reason());
        }

        assertThat(assertTimeoutPreemptively(TEN_SECONDS, () -> map(expression, "'.id'", "\"b\"", "")))
                .singleElement()
                .isInstanceOf(Broken.class);
        assertThat(assertTimeoutPreemptively(TEN_SECONDS, () -> mapItems("itemsToParse: " + list, "")))
                .singleElement()
                .isInstanceOf(Broken.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            def f: 1 + f; f             | the program nests deeper than 10000 levels
            halt                        | the program halted with status 0
            error("no")                 | no
            empty                       | no output
            reduce range(900) as $i (0; [.]) | the value is nested more than 500 levels deep
            """)
    void anExpressionThatFailsOrIsStoppedIsNullWithTheReason(String expression, String reason) throws Exception {
        Made made = made("properties: {before: '.name', bad: " + quoted(expression) + ", after: '.id'}");

        assertThat(made.entity().properties()).hasToString("{\"before\":\"Alpha\",\"bad\":null,\"after\":\"a-1\"}");
        assertThat(made.nulls()).containsExactly(new Null("properties.bad", reason));
    }

    @Test
    void aConstantThatIsNestedTooDeeplyIsNull() throws Exception {
        Made made = made("properties: {deep: " + quoted("[".repeat(600) + "]".repeat(600)) + "}");

        assertThat(made.nulls()).singleElement().matches(deep -> deep.reason().contains("nested"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"def f: 1 + f; f", "halt", "reduce range(900) as $i (0; [.])"})
    void anIdentifierOfWhichNobodyKnowsWhatItWouldHaveBeenBreaksTheRecord(String expression) throws Exception {
        assertThat(map("true", quoted(expression), "\"b\"", "")).singleElement().isInstanceOf(Broken.class);
        assertThat(map("true", "'.id'", expression, "")).singleElement().isInstanceOf(Broken.class);
    }

    @Test
    void explainsWhatARecordWouldHaveMade() throws Exception {
        RecordMapper refusing = mapper("false", "'.id'", "\"b\"", "title: '.name', properties: {a: '.name[0]'}", "");
        RecordMapper nameless = mapper("true", "'.missing'", "\"b\"", "properties: {a: '.name[0]'}", "");
        Null a = new Null("properties.a", "Cannot index string with number (0)");

        assertThat(refusing.explain(record()))
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(Filtered.class))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo("selector.query is false");
                    assertThat(refused.entity()).extracting(Entity::title).hasToString("\"Alpha\"");
                    assertThat(refused.nulls()).isEmpty();
                });
        assertThat(nameless.explain(record()))
                .containsExactly(new Filtered("identifier: is null", null, List.of(new Null("identifier", ""), a)));
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
        JqMapper mapper = JqMapper.standard();
        return mapper.prepare(mapper.read(document).resources().get(0));
    }

    private static String quoted(String text) throws JsonProcessingException {
        return JSON.writeValueAsString(text);
    }

    private static JsonNode record() throws JsonProcessingException {
        return JSON.readTree(RECORD);
    }
}
