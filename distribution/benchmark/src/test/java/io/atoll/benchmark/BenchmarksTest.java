package io.atoll.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.pipeline.Mapper.Mapped;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only engines that do the same can be compared. */
class BenchmarksTest {

    private final JsonNode expected = HandWritten.entity(Inputs.issue());

    @ParameterizedTest
    @EnumSource
    void enginesAgreeOnASample(Sample sample) {
        JsonNode record = Inputs.record();
        JsonNode expected = Engine.JAVA.evaluation(sample).apply(record);

        assertThat(expected.isMissingNode()).isFalse();
        assertThat(Engine.ATOLL.evaluation(sample).apply(record)).isEqualTo(expected);
        assertThat(Engine.JACKSON_JQ.evaluation(sample).apply(record)).isEqualTo(expected);
    }

    @Test
    void theEntityHasTenPropertiesAndFiveRelations() {
        assertThat(expected.path("properties")).hasSize(10);
        assertThat(expected.path("relations")).hasSize(5);
        assertThat(expected.at("/properties/url").textValue())
                .isEqualTo("https://harbour.atlassian.example/browse/PIER-512");
        assertThat(expected.at("/relations/subtasks")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MAPPER", "TEXT"})
    void everyWayMakesTheSameEntity(Way way) {
        assertThat(map(way)).isEqualTo(expected);
    }

    @Test
    void writesTheEntityThatItMadeFromText() throws IOException {
        assertThat(Inputs.JSON.readTree((byte[]) map(Way.TEXT))).isEqualTo(expected);
    }

    @Test
    void thePlatformsMapperMakesTheSameEntity() {
        assertThat((List<?>) map(Way.MAPPER)).singleElement().isInstanceOfSatisfying(Mapped.Made.class, made -> {
            Entity entity = made.entity();
            assertThat(entity.blueprint()).isEqualTo(expected.path("blueprint").textValue());
            assertThat(entity.identifier()).isEqualTo(expected.path("identifier"));
            assertThat(entity.title()).isEqualTo(expected.path("title"));
            assertThat(entity.properties()).isEqualTo(expected.path("properties"));
            assertThat(entity.relations()).isEqualTo(expected.path("relations"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aSampleCompiles(Sample sample) throws Exception {
        CompileBenchmark benchmark = new CompileBenchmark();
        benchmark.sample = sample;

        assertThat(benchmark.compile().text()).isEqualTo(sample.program());
    }

    @ParameterizedTest
    @EnumSource
    void aSampleIsEvaluatedByTheEngineUnderTest(Engine engine) {
        ProgramBenchmark benchmark = new ProgramBenchmark();
        benchmark.engine = engine;
        benchmark.sample = Sample.PATH;
        benchmark.prepare();

        assertThat(benchmark.evaluate().textValue()).isEqualTo("deep");
    }

    private static Object map(Way way) {
        MappingBenchmark benchmark = new MappingBenchmark();
        benchmark.way = way;
        benchmark.prepare();
        return benchmark.map();
    }
}
