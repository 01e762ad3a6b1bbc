package io.atoll.jq.internal.value;

/** UTF-8 as jq counts and repairs it. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The bytes of one character. */
    static int length(int codepoint) {
        if (codepoint < 0x80) {
            return 1;
        }
        if (codepoint < 0x800) {
            return 2;
        }
        return codepoint < 0x10000 ? 3 : 4;
    }

    /** The bytes of a text. */
    static long length(CharSequence text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** Decodes; each malformed sequence becomes one replacement character. */
    static String decode(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(length);
        int i = 0;
        while (i < length) {
            int first = bytes[i] & 0xFF;
            if (first < 0x80) {
                text.append((char) first);
                i++;
                continue;
            }
            int expected = expected(first);
            int read = 1;
            int codepoint = first & (0x7F >> expected);
            while (read < expected && i + read < length && (bytes[i + read] & 0xC0) == 0x80) {
                codepoint = (codepoint << 6) | (bytes[i + read] & 0x3F);
                read++;
            }
            boolean complete = read == expected && expected > 1 && Utf8.length(codepoint) == expected;
            if (complete && codepoint <= Character.MAX_CODE_POINT && !surrogate(codepoint)) {
                text.appendCodePoint(codepoint);
            } else {
                text.append(REPLACEMENT);
                read = i + expected > length ? length - i : read;
            }
            i += read;
        }
        return text.toString();
    }

    /** Whether bytes are well-formed. */
    static boolean valid(byte[] bytes, int length) {
        int i = 0;
        while (i < length) {
            int first = bytes[i] & 0xFF;
            int expected = first < 0x80 ? 1 : expected(first);
            if ((first >= 0x80 && expected == 1) || i + expected > length) {
                return false;
            }
            int codepoint = first & (0x7F >> expected);
            for (int k = 1; k < expected; k++) {
                if ((bytes[i + k] & 0xC0) != 0x80) {
                    return false;
                }
                codepoint = (codepoint << 6) | (bytes[i + k] & 0x3F);
            }
            if (expected > 1
                    && (length(codepoint) != expected
                            || codepoint > Character.MAX_CODE_POINT
                            || surrogate(codepoint))) {
                return false;
            }
            i += expected;
        }
        return true;
    }

    private static boolean surrogate(int codepoint) {
        return codepoint >= Character.MIN_SURROGATE && codepoint <= Character.MAX_SURROGATE;
    }

    /** The length that a first byte announces; 1 for what cannot be first. */
    private static int expected(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return 1;
        }
        if (first < 0xE0) {
            return 2;
        }
        return first < 0xF0 ? 3 : 4;
    }
}
