package io.atoll.jq.internal.function;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MathematicsTests {

    @ParameterizedTest
    @CsvSource({
        "round,2.5,3",
        "round,-2.5,-3",
        "round,0.49999999999999994,0",
        "nearbyint,2.5,2",
        "trunc,-2.7,-2",
        "floor,-2.5,-3",
        "significand,10,1.25",
        "logb,10,3",
        "log2,8,3",
        "exp10,3,1000",
        "exp2,10,1024",
        "cbrt,27,3",
        "tgamma,5,24",
        "lgamma,1,0",
        "gamma,2,0",
    })
    void computesWithOneNumber(String name, double value, double result) {
        assertThat(requireNonNull(Mathematics.unary(name)).applyAsDouble(value)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"lgamma,0.5,0.5723649429247001", "tgamma,0.5,1.772453850905516", "lgamma,-1.5,0.8600470153764809"})
    void computesGammaClosely(String name, double value, double result) {
        assertThat(requireNonNull(Mathematics.unary(name)).applyAsDouble(value)).isEqualTo(result, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({
        "pow,2,10,1024",
        "pow,1,NaN,1",
        "fmod,-7,3,-1",
        "drem,7,4,-1",
        "fmin,NaN,1,1",
        "fdim,1,3,0",
        "ldexp,3,2,12",
        "scalb,3,-1,1.5",
        "nextafter,1,2,1.0000000000000002"
    })
    void computesWithTwoNumbers(String name, double left, double right, double result) {
        assertThat(requireNonNull(Mathematics.binary(name)).applyAsDouble(left, right))
                .isEqualTo(result);
    }

    @Test
    void splitsNumbers() {
        assertThat(requireNonNull(Mathematics.pair("frexp")).apply(10)).hasToString("[0.625,4]");
        assertThat(requireNonNull(Mathematics.pair("modf")).apply(-2.5)).hasToString("[-0.5,-2.0]");
        assertThat(requireNonNull(Mathematics.pair("lgamma_r")).apply(-0.5).get(1))
                .hasToString("-1");
    }

    @Test
    void knowsNothingElse() {
        assertThat(Mathematics.unary("pow")).isNull();
        assertThat(Mathematics.binary("floor")).isNull();
        assertThat(Mathematics.ternary("fma")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "erf, 0.1, 0.1124629160182849",
        "erf, -1.2, -0.9103139782296353",
        "erfc, 0.5, 0.4795001221869535",
        "erfc, 5, 1.5374597944280351e-12",
        "j0, 2.5, -0.04838377646819799",
        "j1, 50, -0.09751182812517516",
        "y0, 0.1, -1.5342386513503667",
        "y1, 7, -0.30266723702418485",
    })
    void knowsErrorAndBesselFunctionsToFourteenDigits(String name, double in, double expected) {
        double actual = requireNonNull(Mathematics.unary(name)).applyAsDouble(in);
        assertThat(actual).isCloseTo(expected, withinPercentage(1e-11));
    }

    @ParameterizedTest
    @CsvSource({
        "jn, 5, 3, 0.04302843487704758",
        "yn, 5, 3, -1.9059459538286732",
        "yn, -3, 0.5, 42.05949430472389",
    })
    void knowsBesselFunctionsOfOtherOrders(String name, double order, double in, double expected) {
        double actual = requireNonNull(Mathematics.binary(name)).applyAsDouble(order, in);
        assertThat(actual).isCloseTo(expected, withinPercentage(1e-11));
    }
}
