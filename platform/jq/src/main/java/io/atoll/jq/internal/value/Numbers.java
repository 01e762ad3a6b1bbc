package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as jq has them: doubles, and literals that keep their digits until something is computed with them.
 *
 * <p>A {@link DoubleNode} is a double. Every other number is a literal: whole numbers within 2<sup>53</sup> are {@link IntNode}s or
 * {@link LongNode}s whether computed or written, as there is no difference.
 */
public final class Numbers {

    /** Up to here every whole number is a double. */
    private static final double WHOLE = 0x1p53;

    /** The digits of a literal that a double can tell apart. */
    private static final MathContext DOUBLE_DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

    /** Literals beyond this exponent are infinite as doubles, below its negative they are zero. */
    private static final int DOUBLE_EXPONENT = 400;

    private Numbers() {}

    /** A computed number. */
    public static JsonNode of(double x) {
        int small = (int) x;
        if (small == x && (small != 0 || 1 / x > 0)) {
            return IntNode.valueOf(small);
        }
        long whole = (long) x;
        if (whole == x && whole != 0 && Math.abs(x) < WHOLE) {
            return LongNode.valueOf(whole);
        }
        return DoubleNode.valueOf(x);
    }

    /** A computed whole number; beyond 2<sup>53</sup> it is rounded to a double. */
    public static JsonNode of(long x) {
        int small = (int) x;
        return small == x ? IntNode.valueOf(small) : of((double) x);
    }

    /** A number literal as {@link Literal} reads it; must be one. */
    public static JsonNode literal(String text) {
        JsonNode number = Literal.read(text);
        if (number == null) {
            throw new IllegalArgumentException("No number: " + text);
        }
        return number;
    }

    /** The double that is nearest to the first 17 digits of a number. */
    public static double value(JsonNode number) {
        if (number instanceof DecimalNode) {
            return value(number.decimalValue());
        }
        if (number instanceof BigIntegerNode) {
            return value(new BigDecimal(number.bigIntegerValue()));
        }
        if (number instanceof LongNode) {
            long x = number.longValue();
            return Math.abs(x) <= (long) WHOLE ? x : value(BigDecimal.valueOf(x));
        }
        return number.doubleValue();
    }

    private static double value(BigDecimal x) {
        long exponent = exponent(x);
        if (exponent > DOUBLE_EXPONENT || exponent < -DOUBLE_EXPONENT) {
            boolean infinite = exponent > 0 && x.signum() != 0;
            return infinite ? x.signum() * Double.POSITIVE_INFINITY : 0;
        }
        return x.round(DOUBLE_DIGITS).doubleValue();
    }

    /** Of the first digit. */
    private static long exponent(BigDecimal x) {
        return (long) x.precision() - x.scale() - 1;
    }

    /** An array index: cut towards zero, beyond the range of integers its ends, 0 for NaN. */
    public static int index(JsonNode number) {
        return number instanceof IntNode ? number.intValue() : (int) value(number);
    }

    /** Whether it is NaN. */
    public static boolean isNan(JsonNode number) {
        return isDouble(number) && Double.isNaN(number.doubleValue());
    }

    private static boolean isDouble(JsonNode number) {
        return number.isFloatingPointNumber() && !(number instanceof DecimalNode);
    }

    private static boolean isLong(JsonNode number) {
        return number.isIntegralNumber() && !(number instanceof BigIntegerNode);
    }

    /**
     * Compares literals by their digits, and everything else as doubles.
     *
     * @return 1 also if one is NaN
     */
    public static int compare(JsonNode a, JsonNode b) {
        if (isLong(a) && isLong(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        if (!isDouble(a) && !isDouble(b)) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        double x = value(a);
        double y = value(b);
        return x < y ? -1 : x == y ? 0 : 1;
    }

    /** The number with the other sign; a literal keeps its digits, and zero stays zero. */
    public static JsonNode negate(JsonNode number) {
        if (number instanceof DecimalNode) {
            return DecimalNode.valueOf(number.decimalValue().negate());
        }
        if (number instanceof BigIntegerNode) {
            return whole(number.bigIntegerValue().negate());
        }
        if (isLong(number)) {
            long x = number.longValue();
            return x == Long.MIN_VALUE ? whole(BigInteger.valueOf(x).negate()) : whole(-x);
        }
        return of(-number.doubleValue());
    }

    /** The number without its sign; a literal keeps its digits. */
    public static JsonNode abs(JsonNode number) {
        boolean negative = number instanceof DecimalNode
                ? number.decimalValue().signum() < 0
                : Math.copySign(1, number.doubleValue()) < 0 && !isNan(number);
        return negative ? negate(number) : number;
    }

    /** A literal without a fraction. */
    static JsonNode whole(long x) {
        return (int) x == x ? IntNode.valueOf((int) x) : LongNode.valueOf(x);
    }

    /** A literal without a fraction. */
    static JsonNode whole(BigInteger x) {
        return x.bitLength() < Long.SIZE ? whole(x.longValue()) : BigIntegerNode.valueOf(x);
    }

    /** What jq prints: {@code null} for NaN, the greatest double for infinity. */
    public static String text(JsonNode number) {
        if (number instanceof DecimalNode) {
            return number.decimalValue().toString();
        }
        return isDouble(number) ? text(number.doubleValue()) : number.asText();
    }

    /** What jq prints for a computed number: the shortest digits that tell it apart, at most 17. */
    public static String text(double x) {
        if (Double.isNaN(x)) {
            return "null";
        }
        if (x == 0) {
            return 1 / x < 0 ? "-0" : "0";
        }
        if ((long) x == x && Math.abs(x) < 1e15) {
            return Long.toString((long) x);
        }
        return Shortest.text(Math.max(-Double.MAX_VALUE, Math.min(x, Double.MAX_VALUE)));
    }
}
