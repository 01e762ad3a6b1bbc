package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.map.internal.JqOperations.Outputs;
import io.atoll.map.internal.JqOperations.Question;
import io.atoll.operation.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JqOperationsTest {

    private static Outputs evaluate(String expression, String input) throws Exception {
        return JqOperations.evaluate(new Question(expression, new ObjectMapper().readTree(input)));
    }

    @Test
    void givesEveryOutput() throws Exception {
        assertThat(evaluate(".[] | .name", "[{\"name\":\"a\"},{\"name\":\"b\"}]")
                        .outputs())
                .hasToString("[\"a\", \"b\"]");
    }

    @Test
    void givesWhatCameBeforeAnError() throws Exception {
        Outputs outputs = evaluate(".[] | .name", "[{\"name\":\"a\"},1]");

        assertThat(outputs.outputs()).hasToString("[\"a\"]");
        assertThat(outputs.error())
                .hasValueSatisfying(error -> assertThat(error).contains("Cannot index number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"last(range(1e12))", "range(1e9)", "\"x\" * 1e9", "[repeat(1)]"})
    void endsWhateverIsAsked(String hostile) throws Exception {
        assertThat(evaluate(hostile, "null").error()).isPresent();
    }

    @Test
    void saysWhereAnExpressionIsNone() {
        assertThatThrownBy(() -> evaluate(".a | ", "{}"))
                .isInstanceOf(Refused.class)
                .returns(Optional.of("expression"), thrown -> ((Refused) thrown).field());
    }
}
