package io.atoll.jq.internal.function;

/** C's elementary functions that Java lacks. */
final class Elementary {

    private static final double LN2 = 0.6931471805599453;

    private Elementary() {}

    static double exp2(double value) {
        return Math.pow(2, value);
    }

    static double exp10(double value) {
        return Math.pow(10, value);
    }

    static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return StrictMath.log(value);
        }
        int exponent = Floating.exponent(value);
        double fraction = Floating.fraction(value);
        if (fraction < 0.7071067811865476) {
            fraction *= 2;
            exponent--;
        }
        return exponent + Math.log(fraction) / LN2;
    }

    static double asinh(double value) {
        double magnitude = Math.abs(value);
        double result;
        if (magnitude < 0x1p-28 || !Double.isFinite(value)) {
            return value;
        } else if (magnitude > 0x1p28) {
            result = StrictMath.log(magnitude) + LN2;
        } else if (magnitude > 2) {
            result = StrictMath.log(2 * magnitude + 1 / (Math.sqrt(magnitude * magnitude + 1) + magnitude));
        } else {
            double square = magnitude * magnitude;
            result = StrictMath.log1p(magnitude + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(result, value);
    }

    static double acosh(double value) {
        if (value < 1) {
            return Double.NaN;
        }
        if (value > 0x1p28) {
            return StrictMath.log(value) + LN2;
        }
        if (value > 2) {
            return StrictMath.log(2 * value - 1 / (value + Math.sqrt(value * value - 1)));
        }
        double excess = value - 1;
        return StrictMath.log1p(excess + Math.sqrt(2 * excess + excess * excess));
    }

    static double atanh(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < 0x1p-28) {
            return value;
        }
        double result;
        if (magnitude < 0.5) {
            double twice = magnitude + magnitude;
            result = 0.5 * StrictMath.log1p(twice + twice * magnitude / (1 - magnitude));
        } else {
            result = 0.5 * StrictMath.log1p((magnitude + magnitude) / (1 - magnitude));
        }
        return Math.copySign(result, value);
    }
}
