package io.atoll.jq.internal.function;

/** C's functions on the parts of floating point numbers: exact. */
final class Floating {

    private Floating() {}

    static double trunc(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    /** To the nearest whole number, halves away from zero. */
    static double round(double value) {
        double magnitude = Math.abs(value);
        if (!(magnitude < 0x1p52)) {
            return value;
        }
        double floor = Math.floor(magnitude);
        return Math.copySign(magnitude - floor >= 0.5 ? floor + 1 : floor, value);
    }

    static double logb(double value) {
        if (value == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (Double.isNaN(value)) {
            return value;
        }
        return Double.isInfinite(value) ? Double.POSITIVE_INFINITY : exponent(value) - 1;
    }

    /** The value scaled to a magnitude from 1 up to 2. */
    static double significand(double value) {
        return value == 0 || !Double.isFinite(value) ? value : 2 * fraction(value);
    }

    /** The exponent of {@code frexp}. */
    static int exponent(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return 0;
        }
        int exponent = Math.getExponent(value);
        return exponent >= Double.MIN_EXPONENT ? exponent + 1 : Math.getExponent(value * 0x1p54) - 53;
    }

    /** The fraction of {@code frexp}: a magnitude from 0.5 up to 1. */
    static double fraction(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        double normal = Math.abs(value) < Double.MIN_NORMAL ? value * 0x1p54 : value;
        return Math.scalb(normal, -1 - Math.getExponent(normal));
    }

    /** An exponent beyond the range of an int counts as the least, as processors convert it. */
    static double ldexp(double value, double exponent) {
        return scale(value, Math.abs(exponent) < 0x1p31 ? (int) exponent : Integer.MIN_VALUE);
    }

    /** An exponent beyond the range of a long counts as the least. */
    static double scalbln(double value, double exponent) {
        return scale(value, Math.abs(exponent) < 0x1p63 ? (int) exponent : Integer.MIN_VALUE);
    }

    /** Scales by a power that must be whole. */
    static double scalb(double value, double exponent) {
        if (Double.isNaN(value) || Double.isNaN(exponent)) {
            return Double.NaN;
        }
        if (Double.isInfinite(exponent)) {
            return exponent > 0 ? value * exponent : value / -exponent;
        }
        return exponent == Math.rint(exponent) ? scale(value, (int) exponent) : Double.NaN;
    }

    private static double scale(double value, int exponent) {
        return Math.scalb(value, exponent);
    }

    static double fdim(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Double.NaN;
        }
        return left <= right ? 0 : left - right;
    }

    static double fmax(double left, double right) {
        if (Double.isNaN(left)) {
            return right;
        }
        return Double.isNaN(right) ? left : Math.max(left, right);
    }

    static double fmin(double left, double right) {
        if (Double.isNaN(left)) {
            return right;
        }
        return Double.isNaN(right) ? left : Math.min(left, right);
    }

    static double nextafter(double start, double direction) {
        return Math.nextAfter(start, direction);
    }

    /** As Java's, but one to any power and minus one to an infinite power are one. */
    static double pow(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        return Math.pow(base, exponent);
    }
}
