package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.model.Resource;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Mapper.Mapped.Broken;
import io.atoll.pipeline.Mapper.Mapped.Made;
import io.atoll.pipeline.Mapper.Null;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.MappedValueResolver;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of the engine, its limits, and what integrations contribute. */
class JqMapperTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private static final IntegrationId GIT = new IntegrationId("git", "one");
    private static final String SYNTAX_ERROR =
            "jq: error: syntax error, unexpected ':', expecting end of file at <top-level>, line 1, column 5:";

    private final JqMapper mapper = new JqMapper(new Config("atoll", 1000, 20, 64));

    @ParameterizedTest
    @ValueSource(strings = {"atoll", "jackson-jq"})
    void bothEnginesMapAlike(String engine) throws Exception {
        JqMapper chosen = new JqMapper(new Config(engine, 1000, 20, 64));

        Made made = (Made) chosen.prepare(
                        resource(
                                chosen,
                                "{first: '.tags[]', text: '\"t\"', none: 'empty', bad: '.id[0]', env: 'env', n: '.n', deep: 'def f: 1 + f; f'}"))
                .map(record())
                .getFirst();

        assertThat(made.entity().properties())
                .hasToString(
                        "{\"first\":\"x\",\"text\":\"t\",\"none\":null,\"bad\":null,\"env\":{},\"n\":3,\"deep\":null}");
        assertThat(made.nulls())
                .extracting(Null::path)
                .containsExactly("properties.none", "properties.bad", "properties.deep");
        assertThat(made.nulls()).noneMatch(field -> field.reason().isEmpty());
    }

    @Test
    void theTwoEnginesAreNotTheSame() throws Exception {
        JqMapper other = new JqMapper(new Config("jackson-jq", 1000, 20, 64));
        String dates = "{date: '0 | todate'}";

        assertThat(properties(mapper.prepare(resource(mapper, dates))))
                .hasToString("{\"date\":\"1970-01-01T00:00:00Z\"}");
        assertThat(properties(other.prepare(resource(other, dates)))).hasToString("{\"date\":null}");
    }

    @Test
    void refusesAnEngineThatItDoesNotKnow() {
        assertThatThrownBy(() -> new JqMapper(new Config("jq", 1000, 20, 64)))
                .hasMessage("engine is 'jq'; write atoll or jackson-jq in the configuration io.atoll.map");
    }

    @Test
    void keepsToTheLimitsOfItsConfiguration() throws Exception {
        assertThat(reason(new Config("atoll", 60_000, 1, 4096), "last(range(1e12))"))
                .isEqualTo("the program needs more than 1000000 steps");
        assertThat(reason(new Config("atoll", 60_000, 1_000_000, 1), "[range(1e9)]"))
                .isEqualTo("the program builds more than 1048576 bytes");
    }

    @Test
    void aFieldThatTheClockStoppedBreaksTheRecordAndIsNotNull() throws Exception {
        JqMapper hasty = new JqMapper(new Config("atoll", 1, 1_000_000, 4096));

        assertThat(hasty.prepare(resource(hasty, "{slow: 'last(range(1e12))'}")).map(record()))
                .singleElement()
                .isInstanceOfSatisfying(Broken.class, broken -> {
                    assertThat(broken.part()).isEqualTo("properties.slow");
                    assertThat(broken.reason()).isEqualTo("the program needs more than 1 ms");
                });
    }

    @Test
    void asksTheResolverOfTheInstanceAndThePrefix() throws Exception {
        mapper.addResolver(
                (text, record) ->
                        TextNode.valueOf(text + " of " + record.get("id").textValue()),
                properties("one", "file://"));
        mapper.addResolver((text, record) -> TextNode.valueOf("wrong instance"), properties("two", "file://"));
        mapper.addResolver((text, record) -> TextNode.valueOf("wrong prefix"), properties("one", "search://"));
        Resource resource = resource(mapper, "{readme: 'file://README.md'}");

        assertThat(properties(mapper.prepare(resource, GIT))).hasToString("{\"readme\":\"file://README.md of a-1\"}");
        assertThat(properties(mapper.prepare(resource))).hasToString("{\"readme\":null}");
    }

    @Test
    void aTextWhoseResolverIsNotThereIsNullAsItIsNoJq() throws Exception {
        MappedValueResolver resolver = (text, record) -> TextNode.valueOf("content");
        RecordMapper prepared = mapper.prepare(resource(mapper, "{readme: 'file://README.md'}"), GIT);

        mapper.addResolver(resolver, properties("one", "file://"));
        Made present = (Made) prepared.map(record()).getFirst();
        mapper.removeResolver(resolver);
        Made gone = (Made) prepared.map(record()).getFirst();

        assertThat(present.entity().properties()).hasToString("{\"readme\":\"content\"}");
        assertThat(present.nulls()).isEmpty();
        assertThat(gone.nulls()).containsExactly(new Null("properties.readme", SYNTAX_ERROR));
    }

    @Test
    void aResolverThatFailsBreaksTheRecord() throws Exception {
        assertThat(resolved((text, record) -> NullNode.instance)).isInstanceOf(Made.class);
        assertThat(resolved((text, record) -> {
                    throw new IntegrationException.Misconfigured("no such file");
                }))
                .isEqualTo(new Broken(record(), "properties.readme", "no such file"));
        assertThat(resolved((text, record) -> {
                    throw new IllegalStateException("oops");
                }))
                .isEqualTo(new Broken(
                        record(),
                        "properties.readme",
                        "the integration has a defect: java.lang.IllegalStateException: oops"));
        assertThat(resolved((text, record) -> {
                    throw new InterruptedException();
                }))
                .isEqualTo(new Broken(record(), "properties.readme", "the run was cancelled"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private Mapped resolved(MappedValueResolver resolver) throws Exception {
        JqMapper own = new JqMapper(new Config("atoll", 1000, 20, 64));
        own.addResolver(resolver, properties("one", "file://"));
        return own.prepare(resource(own, "{readme: 'file://README.md'}"), GIT)
                .map(record())
                .getFirst();
    }

    private static String reason(Config config, String expression) throws Exception {
        JqMapper limited = new JqMapper(config);
        Made made = (Made) limited.prepare(resource(limited, "{bad: '" + expression + "'}"))
                .map(record())
                .getFirst();
        return made.nulls().getFirst().reason();
    }

    private static JsonNode properties(RecordMapper mapper) throws Exception {
        return ((Made) mapper.map(record()).getFirst()).entity().properties();
    }

    private static Map<String, Object> properties(String instance, String prefix) {
        return Map.of("atoll.integration", "git", "atoll.instance", instance, "atoll.mapped.prefix", prefix);
    }

    private static Resource resource(JqMapper mapper, String properties) throws Exception {
        return mapper.read(JSON.readTree("""
                {resources: [{kind: 'k', selector: {query: 'true'}, port: {entity: {mappings: {
                  identifier: '.id', blueprint: '"b"', properties: %s}}}}]}""".formatted(properties))).resources().getFirst();
    }

    private static JsonNode record() throws Exception {
        return JSON.readTree("{id: 'a-1', n: 3.0, tags: ['x', 'y']}");
    }

    /** A configuration. */
    private record Config(String engine, int time_millis, int steps_millions, int growth_mebibytes)
            implements MapConfig {

        @Override
        public Class<? extends Annotation> annotationType() {
            return MapConfig.class;
        }
    }
}
