package io.atoll.jq.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.Jq;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.value.JsonReader;
import io.atoll.jq.internal.value.JsonText;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What is changed in place is seen by nobody else. */
class OwnedTest {

    @ParameterizedTest
    @CsvFileSource(resources = "owned.tsv", delimiter = '\t', quoteCharacter = '\0')
    void whatIsChangedInPlaceIsSeenNowhereElse(String program, String outputs) throws Exception {
        Meter meter = new Meter(Limits.none());
        JsonNode input = JsonReader.read("{\"x\":[]}", meter);

        assertThat(Jq.standard().compile(program).all(input).stream()
                        .map(output -> JsonText.compact(output, meter) + ";")
                        .collect(Collectors.joining()))
                .isEqualTo(outputs);
        assertThat(input).hasToString("{\"x\":[]}");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "owned-loops.txt", delimiter = '\t', quoteCharacter = '\0')
    void aLoopThatBuildsOneValueStaysWithinTheGrowthOfThatValue(String program) throws Exception {
        Jq narrow = Jq.standard().withLimits(Limits.none().withGrowth(16 << 20));

        assertThat(narrow.compile(program).all(JsonReader.read("null", new Meter(Limits.none()))))
                .hasToString("[20000]");
    }
}
