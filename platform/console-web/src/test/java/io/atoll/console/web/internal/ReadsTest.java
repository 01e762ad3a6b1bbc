package io.atoll.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of an expression that has dropped a record. */
final class ReadsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                ".archived == false ! .archived=true",
                ".owner.login == \"acme.corp\" and (.archived | not) ! .owner.login=\"acme\" .archived=true",
                ".topics[0] == .missing ! .topics=[1] .missing=",
                "true ! ''",
                "$env.HOME == .archived ! .archived=true",
                ".owner | .login == 1 ! .owner={\"login\":\"acme\"}",
                "(.archived).login ! .archived=true",
                "..|.archived ! ''"
            })
    void namesThePathsThatItReadsWithTheirValues(String expression, String values) throws Exception {
        JsonNode record =
                new ObjectMapper().readTree("{\"archived\":true,\"owner\":{\"login\":\"acme\"},\"topics\":[1]}");

        assertThat(Reads.of(expression, record).entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(values);
    }
}
