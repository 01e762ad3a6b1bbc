package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "null | false",
                "false | true",
                "true | -1",
                "nan | -1e1000",
                "nan | nan",
                "1 | 2",
                "1e1000 | \"\"",
                "\"\" | \"a\"",
                "\"a\" | \"ab\"",
                "\"é\" | \"日\"",
                "\"\\uffff\" | \"😀\"",
                "\"z\" | []",
                "[] | [null]",
                "[1] | [1,0]",
                "[1,9] | [2]",
                "[9] | {}",
                "{\"a\":9} | {\"a\":1,\"b\":1}",
                "{\"b\":1,\"a\":2} | {\"a\":2,\"b\":3}",
                "{\"a\":42,\"b\":2} | {\"a\":[],\"b\":1}"
            })
    void oneIsLessThanTheOther(String less, String more) {
        assertThat(Order.compare(Json.of(less), Json.of(more), Json.meter())).isNegative();
    }

    @Test
    void aGreaterValueIsGreaterAlsoThanNan() {
        assertThat(Order.compare(Json.of("1"), Json.of("nan"), Json.meter())).isPositive();
        assertThat(Order.compare(Json.of("\"😀\""), Json.of("\"\\uffff\""), Json.meter()))
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"1 | 1.000", "1 | 100e-2", "-0 | 0", "[1,{}] | [1.0,{}]", "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}"})
    void theseAreEqual(String a, String b) {
        assertThat(Order.equal(Json.of(a), Json.of(b), Json.meter())).isTrue();
        assertThat(Order.compare(Json.of(a), Json.of(b), Json.meter())).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nan | nan",
                "true | false",
                "1 | \"1\"",
                "13911860366432393 | 13911860366432392",
                "[1] | [1,2]",
                "{\"a\":1} | {\"b\":1}",
                "{\"a\":1} | {\"a\":1,\"b\":1}"
            })
    void theseAreNotEqual(String a, String b) {
        assertThat(Order.equal(Json.of(a), Json.of(b), Json.meter())).isFalse();
    }

    @Test
    void keysAreSortedByCodepoints() {
        ObjectNode object = (ObjectNode) Json.of("{\"😀\":1,\"b\":1,\"\\uffff\":1,\"a\":1}");
        assertThat(Order.sortedKeys(object)).containsExactly("a", "b", "\uffff", "😀");
    }

    @Test
    void comparesTenThousandLevelsAndRefusesMore() throws InterruptedException {
        Json.withDeepStack(() -> {
            assertThat(Order.compare(Json.deepArray(9_999), Json.deepArray(9_999), Json.meter()))
                    .isZero();
            assertThat(Json.error(() -> Order.compare(Json.deepArray(10_001), Json.deepArray(10_001), Json.meter())))
                    .isEqualTo("Comparison too deep");
            assertThat(Json.error(() -> Order.compare(Json.deepObject(10_001), Json.deepObject(10_001), Json.meter())))
                    .isEqualTo("Comparison too deep");
            assertThat(Json.error(() -> Order.equal(Json.deepArray(10_001), Json.deepArray(10_001), Json.meter())))
                    .isEqualTo("Equality check too deep");
        });
    }

    @Test
    void theSameValueIsEqualToItselfHoweverDeep() {
        JsonNode deep = Json.deepArray(20_000);
        assertThat(Order.equal(deep, deep, Json.meter())).isTrue();
    }
}
