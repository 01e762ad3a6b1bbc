package io.atoll.jq.internal.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** C's mathematical functions by name. Immutable and thread-safe. */
public final class Mathematics {

    private static final Map<String, DoubleUnaryOperator> UNARY = Map.ofEntries(
            Map.entry("acos", StrictMath::acos),
            Map.entry("acosh", Elementary::acosh),
            Map.entry("asin", StrictMath::asin),
            Map.entry("asinh", Elementary::asinh),
            Map.entry("atan", StrictMath::atan),
            Map.entry("atanh", Elementary::atanh),
            Map.entry("cbrt", StrictMath::cbrt),
            Map.entry("ceil", Math::ceil),
            Map.entry("cos", Math::cos),
            Map.entry("cosh", StrictMath::cosh),
            Map.entry("exp", Math::exp),
            Map.entry("exp10", Elementary::exp10),
            Map.entry("erf", ErrorFunction::erf),
            Map.entry("erfc", ErrorFunction::erfc),
            Map.entry("j0", Bessel::j0),
            Map.entry("j1", Bessel::j1),
            Map.entry("y0", Bessel::y0),
            Map.entry("y1", Bessel::y1),
            Map.entry("exp2", Elementary::exp2),
            Map.entry("expm1", StrictMath::expm1),
            Map.entry("fabs", Math::abs),
            Map.entry("floor", Math::floor),
            Map.entry("gamma", Gamma::lgamma),
            Map.entry("lgamma", Gamma::lgamma),
            Map.entry("log", Math::log),
            Map.entry("log10", StrictMath::log10),
            Map.entry("log1p", StrictMath::log1p),
            Map.entry("log2", Elementary::log2),
            Map.entry("logb", Floating::logb),
            Map.entry("nearbyint", Math::rint),
            Map.entry("rint", Math::rint),
            Map.entry("round", Floating::round),
            Map.entry("significand", Floating::significand),
            Map.entry("sin", Math::sin),
            Map.entry("sinh", StrictMath::sinh),
            Map.entry("sqrt", Math::sqrt),
            Map.entry("tan", Math::tan),
            Map.entry("tanh", StrictMath::tanh),
            Map.entry("tgamma", Gamma::tgamma),
            Map.entry("trunc", Floating::trunc));

    private static final Map<String, DoubleBinaryOperator> BINARY = Map.ofEntries(
            Map.entry("atan2", StrictMath::atan2),
            Map.entry("copysign", StrictMath::copySign),
            Map.entry("drem", StrictMath::IEEEremainder),
            Map.entry("fdim", Floating::fdim),
            Map.entry("fmax", Floating::fmax),
            Map.entry("fmin", Floating::fmin),
            Map.entry("fmod", (dividend, divisor) -> dividend % divisor),
            Map.entry("hypot", StrictMath::hypot),
            Map.entry("ldexp", Floating::ldexp),
            Map.entry("nextafter", Floating::nextafter),
            Map.entry("nexttoward", Floating::nextafter),
            Map.entry("jn", Bessel::jn),
            Map.entry("yn", Bessel::yn),
            Map.entry("pow", Floating::pow),
            Map.entry("remainder", StrictMath::IEEEremainder),
            Map.entry("scalb", Floating::scalb),
            Map.entry("scalbln", Floating::scalbln));

    private static final Map<String, Ternary> TERNARY = Map.of("fma", Math::fma);

    private static final Map<String, DoubleFunction<JsonNode>> PAIR =
            Map.of("frexp", Mathematics::frexp, "modf", Mathematics::modf, "lgamma_r", Mathematics::lgamma);

    private Mathematics() {}

    /** A function of three numbers. */
    @FunctionalInterface
    public interface Ternary {
        /** Computes. */
        double applyAsDouble(double first, double second, double third);
    }

    /** Names and arities, as in {@code pow/2}. */
    public static Set<String> names() {
        Set<String> names = new HashSet<>();
        UNARY.keySet().forEach(name -> names.add(name + "/0"));
        PAIR.keySet().forEach(name -> names.add(name + "/0"));
        BINARY.keySet().forEach(name -> names.add(name + "/2"));
        TERNARY.keySet().forEach(name -> names.add(name + "/3"));
        return names;
    }

    /** The function of the input, null if there is none of the name. */
    public static @Nullable DoubleUnaryOperator unary(String name) {
        return UNARY.get(name);
    }

    /** The function of two arguments, null if there is none of the name. */
    public static @Nullable DoubleBinaryOperator binary(String name) {
        return BINARY.get(name);
    }

    /** The function of three arguments, null if there is none of the name. */
    public static @Nullable Ternary ternary(String name) {
        return TERNARY.get(name);
    }

    /** The function of the input that gives an array of two numbers, null if there is none of the name. */
    public static @Nullable DoubleFunction<JsonNode> pair(String name) {
        return PAIR.get(name);
    }

    private static JsonNode frexp(double value) {
        int exponent = Floating.exponent(value);
        return JsonNodeFactory.instance
                .arrayNode(2)
                .add(DoubleNode.valueOf(Floating.fraction(value)))
                .add(IntNode.valueOf(exponent));
    }

    private static JsonNode lgamma(double value) {
        return JsonNodeFactory.instance
                .arrayNode(2)
                .add(DoubleNode.valueOf(Gamma.lgamma(value)))
                .add(IntNode.valueOf(Gamma.sign(value)));
    }

    private static JsonNode modf(double value) {
        double whole = Floating.trunc(value);
        double fraction = Double.isInfinite(value) ? 0 : value - whole;
        return JsonNodeFactory.instance
                .arrayNode(2)
                .add(DoubleNode.valueOf(Math.copySign(fraction, value)))
                .add(DoubleNode.valueOf(whole));
    }
}
