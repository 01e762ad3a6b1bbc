package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;

/** Functions on texts. Positions and lengths count codepoints. */
public final class Texts {

    private static final int REPLACEMENT = 0xFFFD;

    private Texts() {}

    /** The number of codepoints. */
    public static int codepoints(String text) {
        int length = text.length();
        int count = length;
        for (int i = 1; i < length; i++) {
            if (Character.isLowSurrogate(text.charAt(i)) && Character.isHighSurrogate(text.charAt(i - 1))) {
                count--;
                i++;
            }
        }
        return count;
    }

    /** The codepoints from a position to another, which must be in the text and in order. */
    public static String slice(String text, int from, int to) {
        int start = offset(text, 0, from);
        return text.substring(start, offset(text, start, to - from));
    }

    private static int offset(String text, int start, int codepoints) {
        int i = start;
        for (int left = codepoints; left > 0 && i < text.length(); left--) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    /** {@code length} of any value: codepoints, elements, members, the absolute value of a number, 0 for null. */
    public static JsonNode length(JsonNode value, Meter meter) {
        return switch (Order.rank(value)) {
            case 0 -> IntNode.valueOf(0);
            case 3 -> Numbers.abs(value);
            case 4 -> {
                String text = value.asText();
                meter.steps(text.length() >> 6);
                yield IntNode.valueOf(codepoints(text));
            }
            case 5, 6 -> IntNode.valueOf(value.size());
            default -> throw Complaint.of(value, "has no length");
        };
    }

    /** {@code utf8bytelength}. */
    public static JsonNode utf8Length(JsonNode value, Meter meter) {
        if (!value.isTextual()) {
            throw Complaint.of(value, "only strings have UTF-8 byte length");
        }
        meter.steps(value.textValue().length() >> 6);
        return Numbers.of(Utf8.length(value.textValue()));
    }

    /** {@code split/1}: the parts between separators, or the codepoints if the separator is empty. */
    public static JsonNode split(JsonNode value, JsonNode separator, Meter meter) {
        if (!value.isTextual() || !separator.isTextual()) {
            throw new EvaluationException("split input and separator must be strings");
        }
        String text = value.textValue();
        String mark = separator.textValue();
        meter.text(text.length());
        ArrayNode parts = Arithmetic.array(0, meter);
        if (mark.isEmpty()) {
            for (int i = 0; i < text.length(); ) {
                int end = i + Character.charCount(text.codePointAt(i));
                part(parts, text.substring(i, end), meter);
                i = end;
            }
            return parts;
        }
        if (text.isEmpty()) {
            return parts;
        }
        int start = 0;
        for (int end = Search.next(text, mark, 0, meter); end >= 0; end = Search.next(text, mark, start, meter)) {
            part(parts, text.substring(start, end), meter);
            start = end + mark.length();
        }
        part(parts, text.substring(start), meter);
        return parts;
    }

    private static void part(ArrayNode parts, String part, Meter meter) {
        meter.step();
        meter.grow(56);
        meter.length(parts.size() + 1L, "elements");
        parts.add(TextNode.valueOf(part));
    }

    /** {@code explode}. */
    public static JsonNode explode(JsonNode value, Meter meter) {
        String text = exploded(value);
        ArrayNode codepoints = Arithmetic.array(text.length(), meter);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            codepoints.add(IntNode.valueOf(whole(c)));
            i += Character.charCount(c);
        }
        return codepoints;
    }

    private static String exploded(JsonNode value) {
        if (!value.isTextual()) {
            throw new EvaluationException("explode input must be a string");
        }
        return value.textValue();
    }

    /** {@code implode}; what is no codepoint becomes the replacement character. */
    public static JsonNode implode(JsonNode value, Meter meter) {
        if (!value.isArray()) {
            throw new EvaluationException("implode input must be an array");
        }
        meter.text(value.size());
        StringBuilder text = new StringBuilder(value.size());
        for (int i = 0; i < value.size(); i++) {
            JsonNode codepoint = value.get(i);
            if (!codepoint.isNumber() || Numbers.isNan(codepoint)) {
                throw Complaint.of(codepoint, "can't be imploded, unicode codepoint needs to be numeric");
            }
            text.appendCodePoint(whole(Numbers.index(codepoint)));
        }
        return TextNode.valueOf(text.toString());
    }

    private static int whole(int codepoint) {
        boolean surrogate = codepoint >= Character.MIN_SURROGATE && codepoint <= Character.MAX_SURROGATE;
        return surrogate || !Character.isValidCodePoint(codepoint) ? REPLACEMENT : codepoint;
    }

    /** {@code startswith}. */
    public static boolean startsWith(JsonNode value, JsonNode prefix) {
        if (!value.isTextual() || !prefix.isTextual()) {
            throw new EvaluationException("startswith() requires string inputs");
        }
        return value.textValue().startsWith(prefix.textValue());
    }

    /** {@code endswith}. */
    public static boolean endsWith(JsonNode value, JsonNode suffix) {
        if (!value.isTextual() || !suffix.isTextual()) {
            throw new EvaluationException("endswith() requires string inputs");
        }
        return value.textValue().endsWith(suffix.textValue());
    }

    /** {@code ltrimstr}. */
    public static JsonNode trimPrefix(JsonNode value, JsonNode prefix, Meter meter) {
        return startsWith(value, prefix)
                ? text(
                        value.textValue(),
                        prefix.textValue().length(),
                        value.textValue().length(),
                        value,
                        meter)
                : value;
    }

    /** {@code rtrimstr}. */
    public static JsonNode trimSuffix(JsonNode value, JsonNode suffix, Meter meter) {
        if (!endsWith(value, suffix)) {
            return value;
        }
        String text = value.textValue();
        return text(text, 0, text.length() - suffix.textValue().length(), value, meter);
    }

    /** {@code trimstr}. */
    public static JsonNode trimBoth(JsonNode value, JsonNode part, Meter meter) {
        return trimSuffix(trimPrefix(value, part, meter), part, meter);
    }

    /** {@code trim}, {@code ltrim} or {@code rtrim}: without white space of Unicode. */
    public static JsonNode trim(JsonNode value, boolean left, boolean right, Meter meter) {
        if (!value.isTextual()) {
            throw new EvaluationException("trim input must be a string");
        }
        String text = value.textValue();
        int start = 0;
        int end = text.length();
        while (left && start < end && blank(text.charAt(start))) {
            start++;
        }
        while (right && end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        return text(text, start, end, value, meter);
    }

    private static boolean blank(char c) {
        return switch (c) {
            case ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> (c >= 9 && c <= 13) || (c >= 0x2000 && c <= 0x200A);
        };
    }

    private static JsonNode text(String text, int start, int end, JsonNode same, Meter meter) {
        if (start == 0 && end == text.length()) {
            return same;
        }
        meter.text(end - (long) start);
        return TextNode.valueOf(text.substring(start, end));
    }

    /** {@code ascii_downcase}. */
    public static JsonNode lower(JsonNode value, Meter meter) {
        return shift(value, 'A', 'Z', 32, meter);
    }

    /** {@code ascii_upcase}. */
    public static JsonNode upper(JsonNode value, Meter meter) {
        return shift(value, 'a', 'z', -32, meter);
    }

    private static JsonNode shift(JsonNode value, char first, char last, int distance, Meter meter) {
        String text = exploded(value);
        meter.steps(text.length() >> 6);
        int i = 0;
        while (i < text.length() && (text.charAt(i) < first || text.charAt(i) > last)) {
            i++;
        }
        if (i == text.length()) {
            return value;
        }
        meter.text(text.length());
        char[] chars = text.toCharArray();
        for (; i < chars.length; i++) {
            if (chars[i] >= first && chars[i] <= last) {
                chars[i] += (char) distance;
            }
        }
        return TextNode.valueOf(new String(chars));
    }

    /** {@code tostring}. */
    public static JsonNode text(JsonNode value, Meter meter) {
        return value.isTextual() ? value : TextNode.valueOf(JsonText.compact(value, meter));
    }

    /** {@code tonumber}. */
    public static JsonNode number(JsonNode value, Meter meter) {
        if (value.isNumber()) {
            return value;
        }
        if (value.isTextual()) {
            meter.steps(value.textValue().length());
            JsonNode number = Literal.read(value.textValue());
            if (number != null) {
                return number;
            }
        }
        throw Complaint.of(value, "cannot be parsed as a number");
    }

    /** {@code toboolean}. */
    public static JsonNode bool(JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        if (value.isTextual()) {
            if (value.textValue().equals("true")) {
                return BooleanNode.TRUE;
            }
            if (value.textValue().equals("false")) {
                return BooleanNode.FALSE;
            }
        }
        throw Complaint.of(value, "cannot be parsed as a boolean");
    }
}
