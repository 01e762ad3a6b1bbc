package io.atoll.jq.internal.function;

/** Bessel functions of whole orders, to about 14 digits of the largest value nearby. */
final class Bessel {

    private static final double EULER = 0.5772156649015329;

    /** From here on the asymptotic series is exact enough. */
    private static final double FAR = 30;

    /** Orders above this one are not computed one after the other. */
    private static final int HIGHEST = 100_000;

    private Bessel() {}

    static double j0(double x) {
        return j(0, x);
    }

    static double j1(double x) {
        return j(1, x);
    }

    static double y0(double x) {
        return y(0, x);
    }

    static double y1(double x) {
        return y(1, x);
    }

    static double jn(double order, double x) {
        return Double.isNaN(order) || Double.isNaN(x) ? Double.NaN : j((int) order, x);
    }

    static double yn(double order, double x) {
        return Double.isNaN(order) || Double.isNaN(x) ? Double.NaN : y((int) order, x);
    }

    private static double j(int order, double x) {
        int n = Math.abs(order);
        double sign = n % 2 == 1 && (order < 0) != (x < 0) ? -1 : 1;
        double size = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        if (size == 0 || Double.isInfinite(size) || n > HIGHEST) {
            return n == 0 && size == 0 ? 1 : 0;
        }
        if (size < FAR || n > size) {
            return sign * all(n, size)[n];
        }
        double before = far(0, size, true);
        double value = far(1, size, true);
        if (n == 0) {
            return before;
        }
        for (int k = 1; k < n; k++) {
            double next = 2 * k / size * value - before;
            before = value;
            value = next;
        }
        return sign * value;
    }

    private static double y(int order, double x) {
        int n = Math.abs(order);
        if (x < 0 || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (Double.isInfinite(x)) {
            return 0;
        }
        double before = x < FAR ? nearY0(x) : far(0, x, false);
        double value = x < FAR ? nearY1(x) : far(1, x, false);
        if (n == 0) {
            return before;
        }
        for (int k = 1; k < n && !Double.isInfinite(value); k++) {
            double next = 2 * k / x * value - before;
            before = value;
            value = next;
        }
        return order < 0 && n % 2 == 1 ? -value : value;
    }

    /** {@code J} of the orders from 0 to at least {@code n}, by recurrence from above. */
    private static double[] all(int n, double x) {
        int top = 2 * (((int) (Math.max(n, x) + 40 + 2 * Math.sqrt(40.0 * Math.max(n, x)))) / 2);
        double[] values = new double[top + 2];
        values[top] = 1e-300;
        double sum = 0;
        for (int k = top; k > 0; k--) {
            values[k - 1] = 2 * k / x * values[k] - values[k + 1];
            if (Math.abs(values[k - 1]) > 1e200) {
                for (int i = k - 1; i <= top; i++) {
                    values[i] *= 1e-250;
                }
                sum *= 1e-250;
            }
            if ((k - 1) % 2 == 0) {
                sum += (k == 1 ? 1 : 2) * values[k - 1];
            }
        }
        for (int k = 0; k <= top; k++) {
            values[k] /= sum;
        }
        return values;
    }

    private static double nearY0(double x) {
        double[] j = all(1, x);
        double sum = 0;
        for (int k = 1; 2 * k < j.length; k++) {
            sum += (k % 2 == 0 ? 1 : -1) * j[2 * k] / k;
        }
        return 2 / Math.PI * (Math.log(x / 2) + EULER) * j[0] - 4 / Math.PI * sum;
    }

    private static double nearY1(double x) {
        double[] j = all(1, x);
        double sum = 0;
        for (int k = 1; 2 * k + 1 < j.length; k++) {
            sum += (k % 2 == 0 ? 1 : -1) * (j[2 * k - 1] - j[2 * k + 1]) / k;
        }
        return 2 / Math.PI * ((Math.log(x / 2) + EULER) * j[1] - j[0] / x + sum);
    }

    /** Hankel's asymptotic series of order 0 or 1. */
    private static double far(int order, double x, boolean first) {
        double mu = 4.0 * order * order;
        double p = 1;
        double q = 0;
        double term = 1;
        for (int k = 1; k < 60; k++) {
            double next = term * (mu - (2.0 * k - 1) * (2.0 * k - 1)) / (k * 8 * x);
            if (Math.abs(next) >= Math.abs(term) || Math.abs(next) < 1e-18) {
                break;
            }
            term = next;
            switch (k % 4) {
                case 0 -> p += term;
                case 1 -> q += term;
                case 2 -> p -= term;
                default -> q -= term;
            }
        }
        double sine = Math.sin(x);
        double cosine = Math.cos(x);
        double c = order == 0 ? cosine + sine : sine - cosine;
        double s = order == 0 ? sine - cosine : -sine - cosine;
        double scale = 1 / Math.sqrt(Math.PI * x);
        return first ? scale * (p * c - q * s) : scale * (p * s + q * c);
    }
}
