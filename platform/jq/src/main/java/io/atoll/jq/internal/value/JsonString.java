package io.atoll.jq.internal.value;

/** The content of a JSON string. */
final class JsonString {

    private static final char REPLACEMENT = '\uFFFD';

    private JsonString() {}

    /**
     * Replaces the escapes by what they stand for.
     *
     * @throws IllegalArgumentException with jq's words for what is wrong
     */
    static String unescape(CharSequence content) {
        int length = content.length();
        int i = 0;
        while (i < length && content.charAt(i) != '\\' && content.charAt(i) >= ' ') {
            i++;
        }
        if (i == length) {
            return content.toString();
        }
        StringBuilder text = new StringBuilder(length).append(content, 0, i);
        while (i < length) {
            char c = content.charAt(i++);
            if (c < ' ') {
                throw new IllegalArgumentException(
                        "Invalid string: control characters from U+0000 through U+001F must be escaped");
            }
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (i == length) {
                throw new IllegalArgumentException("Expected escape character at end of string");
            }
            c = content.charAt(i++);
            switch (c) {
                case '\\', '"', '/' -> text.append(c);
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 't' -> text.append('\t');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 'u' -> i = unicode(content, i, text);
                default -> throw new IllegalArgumentException("Invalid escape");
            }
        }
        return text.toString();
    }

    /** Reads the digits after {@code \\u}, of two escapes for a surrogate pair; gives where they end. */
    private static int unicode(CharSequence content, int start, StringBuilder text) {
        if (Utf8.length(content.subSequence(start, Math.min(content.length(), start + 4))) < 4) {
            throw new IllegalArgumentException("Invalid \\uXXXX escape");
        }
        int unit = hex(content, start);
        if (unit < 0) {
            throw new IllegalArgumentException("Invalid characters in \\uXXXX escape");
        }
        int end = start + 4;
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            text.append((char) unit);
        } else if (unit >= Character.MIN_LOW_SURROGATE) {
            text.append(REPLACEMENT);
        } else {
            boolean another =
                    end + 6 <= content.length() && content.charAt(end) == '\\' && content.charAt(end + 1) == 'u';
            int low = another ? hex(content, end + 2) : -1;
            if (low < Character.MIN_LOW_SURROGATE || low > Character.MAX_LOW_SURROGATE) {
                throw new IllegalArgumentException("Invalid \\uXXXX\\uXXXX surrogate pair escape");
            }
            text.append((char) unit).append((char) low);
            end += 6;
        }
        return end;
    }

    /** Four hexadecimal digits; −1 if they are none. */
    private static int hex(CharSequence content, int start) {
        int unit = 0;
        for (int i = start; i < start + 4; i++) {
            char c = i < content.length() ? content.charAt(i) : 0;
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
