package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.LimitException;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.run.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {

    private static JsonNode compute(String a, String operator, String b) {
        JsonNode left = Json.of(a);
        JsonNode right = Json.of(b);
        return switch (operator) {
            case "+" -> Arithmetic.add(left, right, Json.meter());
            case "-" -> Arithmetic.subtract(left, right, Json.meter());
            case "*" -> Arithmetic.multiply(left, right, Json.meter());
            case "/" -> Arithmetic.divide(left, right, Json.meter());
            case "%" -> Arithmetic.remainder(left, right);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 | + | 2 | 3",
                "13911860366432393 | - | 10 | 13911860366432382",
                "1.50 | + | null | 1.50",
                "null | + | [1] | [1]",
                "\"a\" | + | \"b\" | \"ab\"",
                "[1] | + | [2,3] | [1,2,3]",
                "{\"a\":1,\"b\":2} | + | {\"b\":3,\"c\":4} | {\"a\":1,\"b\":3,\"c\":4}",
                "[1,2,3,4,1] | - | [1,3] | [2,4]",
                "0.1 | + | 0.2 | 0.30000000000000004",
                "1 | / | 1e-17 | 1e+17",
                "\"a, b\" | / | \", \" | [\"a\",\"b\"]",
                "\"abc\" | * | 3.7 | \"abcabcabc\"",
                "0.5 | * | \"abc\" | \"\"",
                "\"abc\" | * | -0.5 | null",
                "\"abc\" | * | nan | null",
                "\"\" | * | 1000000000 | \"\"",
                "{\"k\":{\"a\":1,\"b\":2},\"h\":1} | * | {\"k\":{\"a\":0,\"c\":3},\"h\":{\"x\":1}} |"
                        + " {\"k\":{\"a\":0,\"b\":2,\"c\":3},\"h\":{\"x\":1}}",
                "-7 | % | 4 | -3",
                "5.9 | % | -2.9 | 1",
                "1e1000 | % | 1e1000 | 0",
                "-1e1000 | % | 1e1000 | -1",
                "-1e1000 | % | -1 | 0",
                "nan | % | 1 | null"
            })
    void computes(String a, String operator, String b, String result) {
        assertThat(Json.text(compute(a, operator, b))).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | + | 1 | object ({}) and number (1) cannot be added",
                "true | + | true | boolean (true) and boolean (true) cannot be added",
                "[] | - | {} | array ([]) and object ({}) cannot be subtracted",
                "[] | * | 2 | array ([]) and number (2) cannot be multiplied",
                "\"abc\" | * | 1000000000 | Repeat string result too long",
                "0 | / | 0 | number (0) and number (0) cannot be divided because the divisor is zero",
                "null | / | 1000 | null (null) and number (1000) cannot be divided",
                "1 | % | 0.5 | number (1) and number (0.5) cannot be divided (remainder) because the divisor is zero",
                "1 | % | \"\" | number (1) and string (\"\") cannot be divided (remainder)"
            })
    void complains(String a, String operator, String b, String message) {
        assertThat(Json.error(() -> compute(a, operator, b))).isEqualTo(message);
    }

    @Test
    void onlyNumbersCanBeNegated() {
        assertThat(Json.error(() -> Arithmetic.negate(Json.of("\"very-long-long-long-long-string\""))))
                .isEqualTo("string (\"very-long-long-long-long...\") cannot be negated");
    }

    @Test
    void argumentsAreNotChanged() {
        JsonNode a = Json.of("{\"k\":{\"a\":1}}");
        JsonNode b = Json.of("{\"k\":{\"b\":2}}");
        Arithmetic.multiply(a, b, Json.meter());
        Arithmetic.add(a, b, Json.meter());
        assertThat(Json.text(a)).isEqualTo("{\"k\":{\"a\":1}}");
        assertThat(Json.text(b)).isEqualTo("{\"k\":{\"b\":2}}");
    }

    @Test
    void objectsNestedTooDeepAreNotMerged() throws InterruptedException {
        Json.withDeepStack(() -> {
            JsonNode deep = Json.deepObject(10_000);
            assertThat(Arithmetic.multiply(deep, deep, Json.meter()).size()).isOne();
            JsonNode tooDeep = Json.deepObject(10_001);
            assertThat(Json.error(() -> Arithmetic.multiply(tooDeep, tooDeep, Json.meter())))
                    .isEqualTo("Object merge too deep");
        });
    }

    @Test
    void aRepetitionBeyondTheLimitsIsNotBuilt() {
        Meter meter = new Meter(Limits.standard());
        assertThatThrownBy(() -> Arithmetic.multiply(Json.of("\"x\""), Json.of("1e9"), meter))
                .isInstanceOf(LimitException.class);
    }

    @Test
    void aSumGrowsInPlaceButNeverInItsParts() {
        JsonNode first = Json.of("[1]");
        Sum sum = new Sum(Json.meter());
        sum.add(Json.of("null"));
        sum.add(first);
        sum.add(Json.of("[2]"));
        sum.add(Json.of("[3]"));
        assertThat(Json.text(sum.value())).isEqualTo("[1,2,3]");
        assertThat(Json.text(first)).isEqualTo("[1]");
    }

    @Test
    void aSumComplainsOfWhatItHasSoFar() {
        Sum sum = new Sum(Json.meter());
        sum.add(Json.of("\"a\""));
        sum.add(Json.of("\"b\""));
        assertThat(Json.error(() -> sum.add(Json.of("1")))).isEqualTo("string (\"ab\") and number (1) cannot be added");
    }
}
