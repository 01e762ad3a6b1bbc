package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to the texts of mappings before, and to numbers after JQ. */
class TextsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'abc'              | "abc"
            .x == 'y'          | .x == "y"
            'a' + 'b c' + .d   | "a" + "b c" + .d
            split('1')         | split('1')
            .a["b"] + '-'      | .a["b"] + "-"
            "it's"             | "it's"
            "say 'x'"          | "say "x'"
            ' x'               | " x"
            '                  | "
            .don't             | .don't
            """)
    void singleQuotesAroundWordsBecomeDouble(String text, String fixed) {
        assertThat(Quotes.fix(text)).isEqualTo(fixed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            .arr                             ; .arr
            .arr // []                       ; .arr
            .arr[]                           ; .arr
            .arr | map(.x)                   ; .arr
            (.arr // []) | map(.)            ; .arr
            . as $r | .arr | map(. + $r)     ; .arr
            . as $root | $root.x | .arr      ; .arr
            .a.b                             ; .a.b
            .file.content.raw                ; .file.content.raw
            .arr[0].x                        ; .arr[0].x
            .["weird key"]                   ; .["weird key"]
            .a[].b                           ; .a
            .a-b                             ; .a
            """)
    void findsThePathOfTheListToDelete(String expression, String path) {
        assertThat(DeletionPath.of(expression)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[.a[], .b[]]", "map(.x)", "to_entries", ".", "$x", "[]", ".[]", ""})
    void findsNoPathWhereAnExpressionBeginsWithNone(String expression) {
        assertThat(DeletionPath.of(expression)).isEqualTo(".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1                    | 1
            1.0                  | 1
            -0.0                 | 0
            2.5                  | 2.5
            9007199254740993     | 9007199254740992
            12345678901234567890 | 12345678901234567168
            1e3                  | 1000
            {"a":[1.0,{"b":2.0}],"c":"1.0"} | {"a":[1,{"b":2}],"c":"1.0"}
            """)
    void numbersAreDoublesAndIntegralOnesIntegers(String value, String normalised) throws JsonProcessingException {
        assertThat(Numbers.normalise(JSON.readTree(value))).hasToString(normalised);
    }

    @Test
    void numbersThatJsonCannotWriteAreNullOrTheGreatest() {
        assertThat(Numbers.normalise(DoubleNode.valueOf(Double.NaN)).isNull()).isTrue();
        assertThat(Numbers.normalise(DoubleNode.valueOf(Double.NEGATIVE_INFINITY)))
                .isEqualTo(DoubleNode.valueOf(-Double.MAX_VALUE));
    }

    @Test
    void valuesWithNothingToNormaliseAreNotCopied() {
        JsonNode value = JsonNodeFactory.instance.objectNode().put("a", 1).put("b", 2.5);

        assertThat(Numbers.normalise(value)).isSameAs(value);
    }
}
