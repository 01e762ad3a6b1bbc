package io.atoll.jq.internal.function;

/** The gamma function by Lanczos' approximation with the coefficients of P. Godfrey: within some units of the 15th digit. */
final class Gamma {

    private static final double G = 607.0 / 128.0;

    private static final double[] LANCZOS = {
        0.9999999999999971,
        57.15623566586292,
        -59.59796035547549,
        14.136097974741746,
        -0.4919138160976202,
        0.00003399464998481189,
        0.00004652362892704858,
        -0.00009837447530487956,
        0.0001580887032249125,
        -0.00021026444172410488,
        0.00021743961811521265,
        -0.0001643181065367639,
        0.00008441822398385275,
        -0.000026190838401581408,
        0.0000036899182659531625
    };

    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private Gamma() {}

    /** The logarithm of the magnitude. */
    static double lgamma(double value) {
        if (Double.isNaN(value)) {
            return value;
        }
        if (Double.isInfinite(value) || (value <= 0 && value == Math.rint(value))) {
            return Double.POSITIVE_INFINITY;
        }
        if (value < 0.5) {
            double sine = Math.abs(sine(value));
            return StrictMath.log(Math.PI / sine) - lgamma(1 - value);
        }
        if (value == Math.rint(value) && value <= 171) {
            return StrictMath.log(factorial(value));
        }
        double base = value + G + 0.5;
        return (value + 0.5) * StrictMath.log(base) - base + HALF_LOG_TWO_PI + StrictMath.log(sum(value) / value);
    }

    /** 1 or -1; 1 at the poles. */
    static int sign(double value) {
        return value < 0 && value != Math.rint(value) && Math.floor(value) % 2 != 0 ? -1 : 1;
    }

    static double tgamma(double value) {
        if (value == 0) {
            return 1 / value;
        }
        if (value == Double.NEGATIVE_INFINITY || (value < 0 && value == Math.rint(value))) {
            return Double.NaN;
        }
        if (value > 171.7) {
            return Double.POSITIVE_INFINITY;
        }
        if (value == Math.rint(value)) {
            return factorial(value);
        }
        if (value < 0.5) {
            return Math.PI / (sine(value) * tgamma(1 - value));
        }
        double base = value + G + 0.5;
        double root = StrictMath.pow(base, value / 2 + 0.25);
        return root * StrictMath.exp(-base) * root * StrictMath.sqrt(2 * Math.PI) * sum(value) / value;
    }

    /** The sine of so many half turns. */
    private static double sine(double halves) {
        double rest = halves - 2 * Math.floor(halves / 2);
        return rest > 1 ? -StrictMath.sin(Math.PI * (rest - 1)) : StrictMath.sin(Math.PI * rest);
    }

    /** The product of the whole numbers below. */
    private static double factorial(double above) {
        double product = 1;
        for (double factor = 2; factor < above; factor++) {
            product *= factor;
        }
        return product;
    }

    private static double sum(double value) {
        double sum = 0;
        for (int i = LANCZOS.length - 1; i > 0; i--) {
            sum += LANCZOS[i] / (value + i);
        }
        return sum + LANCZOS[0];
    }
}
