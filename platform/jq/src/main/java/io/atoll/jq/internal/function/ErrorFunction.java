package io.atoll.jq.internal.function;

/** The error function and its complement, to about 15 digits. */
final class ErrorFunction {

    private static final double TWO_BY_ROOT_PI = 2 / Math.sqrt(Math.PI);

    /** From here on the complement is computed by its continued fraction. */
    private static final double FAR = 2.5;

    /** From here on {@code erf} is 1 as a double, and {@code erfc} 0. */
    private static final double ONE = 6;

    private static final double NOTHING = 28;

    private ErrorFunction() {}

    static double erf(double x) {
        double size = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        double value = size >= ONE ? 1 : size < FAR ? near(size) : 1 - far(size);
        return Math.copySign(value, x);
    }

    static double erfc(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (x >= NOTHING) {
            return 0;
        }
        if (x >= FAR) {
            return far(x);
        }
        return x >= 1 ? fraction(x, 400) : 1 - erf(x);
    }

    /** A series of positive terms. */
    private static double near(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-18; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_BY_ROOT_PI * gauss(x) * sum;
    }

    private static double far(double x) {
        return fraction(x, 120);
    }

    /** The continued fraction, from the last of so many levels. */
    private static double fraction(double x, int levels) {
        double tail = x;
        for (int n = levels; n > 0; n--) {
            tail = x + n / 2.0 / tail;
        }
        return gauss(x) / (Math.sqrt(Math.PI) * tail);
    }

    /** {@code exp(-x²)}, the square in two parts so that no digits are lost. */
    private static double gauss(double x) {
        double square = x * x;
        double rest = Math.fma(x, x, -square);
        return Math.exp(-square) * (1 - rest);
    }
}
