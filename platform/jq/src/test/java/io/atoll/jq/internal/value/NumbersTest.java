package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.000, 1.000",
        "100e-2, 1.00",
        "1e2, 1E+2",
        "0.0000001, 1E-7",
        "0.000001, 0.000001",
        "00012.50, 12.50",
        "0.00, 0.00",
        "0e10, 0E+10",
        "0e-7, 0E-7",
        "-0, -0",
        "+5.43, 5.43",
        ".89, 0.89",
        "5., 5",
        "13911860366432393, 13911860366432393",
        "-0.12345678901234567890123456789, -0.12345678901234567890123456789",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "9E999999999, 9E+999999999",
        "9999999999E999999990, 9.999999999E+999999999",
        "0.000000001E-999999990, 1E-999999999",
        "1E-1000000005, 1E-1000000005",
        "1E1234567890, 1.7976931348623157e+308",
        "-1e99999999999999999999, -1.7976931348623157e+308",
        "1E-99999999999999999999, 0E-1147483646",
        "246525942744.41526757e-1147483640, 2.46525942744415268E-1147483629",
        "NaN, null",
        "-nan, null",
        "Infinity, 1.7976931348623157e+308",
        "-inf, -1.7976931348623157e+308"
    })
    void aLiteralKeepsItsDigits(String literal, String text) {
        assertThat(Numbers.text(Numbers.literal(literal))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-", ".", "1e", "1e+", "e1", "0x10", " 4", "5 ", "1_0", "NaN1", "infinit", "--1", "1.2.3", "1f"
            })
    void whatIsNoNumberIsNoLiteral(String text) {
        assertThat(Literal.read(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1e15, 1000000000000000",
        "1e16, 1e+16",
        "1e17, 1e+17",
        "13911860366432392, 13911860366432392",
        "1e-5, 1e-05",
        "1.5e-7, 1.5e-07",
        "0.0001, 0.0001",
        "0.1, 0.1",
        "-1.25, -1.25",
        "123456789.5, 123456789.5",
        "1.05e-19, 1.05e-19",
        "1.5e300, 1.5e+300",
        "4.9e-324, 5e-324",
        "1e-323, 1e-323",
        "2.5e-323, 2.5e-323",
        "5e-308, 5e-308",
        "-0.0, -0",
        "0.30000000000000004, 0.30000000000000004",
        "Infinity, 1.7976931348623157e+308",
        "NaN, null"
    })
    void aComputedNumberHasItsShortestDigits(double number, String text) {
        assertThat(Numbers.text(Numbers.of(number))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, 9007199254740992",
        "-9007199254740993, -9007199254740992",
        "13911860366432393, 13911860366432392",
        "0.1000000000000000000000001, 0.1",
        "1E+1000, Infinity",
        "-1e400, -Infinity",
        "1e-400, 0",
        "0e999999, 0",
        "4.9e-324, 4.9e-324"
    })
    void aLiteralIsComputedWithAsADouble(String literal, double value) {
        assertThat(Numbers.value(Numbers.literal(literal))).isEqualTo(value);
    }

    @Test
    void wholeNumbersAreIntegersAsFarAsDoublesAreExact() {
        assertThat(Numbers.of(3.0)).isEqualTo(IntNode.valueOf(3));
        assertThat(Numbers.of(0x1p53)).isEqualTo(DoubleNode.valueOf(0x1p53));
        assertThat(Numbers.of(0x1p53 - 1)).isEqualTo(LongNode.valueOf((1L << 53) - 1));
        assertThat(Numbers.of(-0.0)).isEqualTo(DoubleNode.valueOf(-0.0));
    }

    @ParameterizedTest
    @CsvSource({
        "13911860366432393, 13911860366432392, 1",
        "1.0, 1, 0",
        "100e-2, 1, 0",
        "0.1, 0.10, 0",
        "5E500000000, 5E-5000000000, 1",
        "1e999999999, 1e-1147483646, 1",
        "10e999999999, 0.1e-1147483646, 1",
        "1e999999999, 1e999999998, 1",
        "-1, 1, -1"
    })
    void literalsAreComparedByAllTheirDigits(String a, String b, int order) {
        assertThat(Numbers.compare(Numbers.literal(a), Numbers.literal(b))).isEqualTo(order);
        assertThat(Numbers.compare(Numbers.literal(b), Numbers.literal(a))).isEqualTo(-order);
    }

    @Test
    void aComputedNumberIsComparedAsADouble() {
        JsonNode literal = Numbers.literal("100000000000000000000000001");
        assertThat(Numbers.compare(Numbers.of(1e26), literal)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.10, -0.10",
        "1E+1000, -1E+1000",
        "-9223372036854775808, 9223372036854775808",
        "13911860366432393, -13911860366432393"
    })
    void negationKeepsTheDigits(String literal, String negated) {
        assertThat(Numbers.text(Numbers.negate(Numbers.literal(literal)))).isEqualTo(negated);
    }

    @ParameterizedTest
    @CsvSource({"-0, 0", "-10, 10", "-1E+1000, 1E+1000", "1000000000000000002, 1000000000000000002", "-1.50, 1.50"})
    void theAbsoluteValueKeepsTheDigits(String literal, String absolute) {
        assertThat(Numbers.text(Numbers.abs(Numbers.literal(literal)))).isEqualTo(absolute);
    }

    @Test
    void anIndexIsCutAndStaysInItsRange() {
        assertThat(Numbers.index(Numbers.literal("1.7"))).isEqualTo(1);
        assertThat(Numbers.index(Numbers.literal("-1.7"))).isEqualTo(-1);
        assertThat(Numbers.index(Numbers.literal("1e30"))).isEqualTo(Integer.MAX_VALUE);
        assertThat(Numbers.index(Numbers.of(Double.NEGATIVE_INFINITY))).isEqualTo(Integer.MIN_VALUE);
    }
}
