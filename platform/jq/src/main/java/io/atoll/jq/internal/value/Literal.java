package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads number literals with the grammar and the range of the decimal arithmetic that jq uses: a sign may be {@code +}, digits may be
 * missing before or after the point, {@code nan}, {@code inf} and {@code infinity} are numbers, and exponents have nine digits.
 */
final class Literal {

    private static final int GREATEST_EXPONENT = 999_999_999;
    private static final int LEAST_EXPONENT = -1_147_483_646;

    /** Where the written exponent ends to matter. */
    private static final int EXPONENT_END = 1_999_999_998;

    /** Literals of more digits are doubles: exact ones take time that grows with the square of the digits. */
    private static final int MOST_DIGITS = 10_000;

    private Literal() {}

    /** The number; null if the text is none. */
    static @Nullable JsonNode read(String text) {
        int length = text.length();
        boolean negative = length > 0 && text.charAt(0) == '-';
        int start = negative || (length > 0 && text.charAt(0) == '+') ? 1 : 0;
        int point = -1;
        int digits = 0;
        int first = -1;
        int i = start;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (first < 0 && c != '0') {
                    first = digits;
                }
                digits++;
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return point < 0 ? word(text, start, negative) : null;
        }
        int end = i;
        int exponent = 0;
        if (end < length) {
            exponent = exponent(text, end);
            if (exponent == Integer.MIN_VALUE) {
                return null;
            }
        }
        int significant = first < 0 ? 1 : digits - first;
        if (point < 0 && end == length && significant <= 18) {
            long whole = whole(text, start, end);
            return negative && whole == 0 ? DoubleNode.valueOf(-0.0) : Numbers.whole(negative ? -whole : whole);
        }
        if (significant > MOST_DIGITS) {
            return DoubleNode.valueOf(Double.parseDouble(text));
        }
        int fraction = point < 0 ? 0 : end - point - 1;
        return decimal(text, start, end, first < 0, significant, exponent - fraction);
    }

    private static JsonNode decimal(String text, int start, int end, boolean zero, int significant, int exponent) {
        boolean negative = start > 0 && text.charAt(0) == '-';
        if (zero) {
            return negative
                    ? DoubleNode.valueOf(-0.0)
                    : DecimalNode.valueOf(
                            BigDecimal.valueOf(0, -Math.max(LEAST_EXPONENT, Math.min(exponent, GREATEST_EXPONENT))));
        }
        long scientific = (long) exponent + significant - 1;
        if (scientific > GREATEST_EXPONENT) {
            return DoubleNode.valueOf(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (scientific < LEAST_EXPONENT) {
            return DecimalNode.valueOf(BigDecimal.valueOf(0, -LEAST_EXPONENT));
        }
        boolean plain = exponent < 0 && scientific >= -4;
        if (plain && significant <= 15 && lastDigit(text, end) != '0') {
            return DoubleNode.valueOf(Double.parseDouble(text));
        }
        StringBuilder unscaled = new StringBuilder(end - start + 1);
        if (negative) {
            unscaled.append('-');
        }
        for (int i = start; i < end; i++) {
            if (text.charAt(i) != '.') {
                unscaled.append(text.charAt(i));
            }
        }
        BigInteger digits = new BigInteger(unscaled.toString());
        if (exponent == 0) {
            return Numbers.whole(digits);
        }
        BigDecimal exact = new BigDecimal(digits, -exponent);
        return DecimalNode.valueOf(
                exponent < LEAST_EXPONENT ? exact.setScale(-LEAST_EXPONENT, RoundingMode.HALF_UP) : exact);
    }

    private static char lastDigit(String text, int end) {
        char last = text.charAt(end - 1);
        return last == '.' ? text.charAt(end - 2) : last;
    }

    private static long whole(String text, int start, int end) {
        long whole = 0;
        for (int i = start; i < end; i++) {
            whole = whole * 10 + (text.charAt(i) - '0');
        }
        return whole;
    }

    /** What follows the digits; the least integer if it is no exponent. */
    private static int exponent(String text, int mark) {
        int length = text.length();
        if (text.charAt(mark) != 'e' && text.charAt(mark) != 'E') {
            return Integer.MIN_VALUE;
        }
        int i = mark + 1;
        boolean negative = i < length && text.charAt(i) == '-';
        if (negative || (i < length && text.charAt(i) == '+')) {
            i++;
        }
        if (i == length) {
            return Integer.MIN_VALUE;
        }
        long exponent = 0;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(exponent * 10 + (c - '0'), EXPONENT_END);
        }
        return (int) (negative ? -exponent : exponent);
    }

    private static @Nullable JsonNode word(String text, int start, boolean negative) {
        int length = text.length() - start;
        if (same(text, start, "inf", length) || same(text, start, "infinity", length)) {
            return DoubleNode.valueOf(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        int name = start < text.length() && (text.charAt(start) | 0x20) == 's' ? start + 1 : start;
        if (!text.regionMatches(true, name, "nan", 0, 3)) {
            return null;
        }
        for (int i = name + 3; i < text.length(); i++) {
            if (text.charAt(i) != '0') {
                return null;
            }
        }
        return DoubleNode.valueOf(Double.NaN);
    }

    private static boolean same(String text, int start, String word, int length) {
        return length == word.length() && text.regionMatches(true, start, word, 0, length);
    }
}
