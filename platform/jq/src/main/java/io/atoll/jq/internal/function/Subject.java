package io.atoll.jq.internal.function;

import java.nio.charset.StandardCharsets;

/**
 * A text as UTF-8, and what its byte offsets mean in code points and in characters. Of one thread.
 *
 * <p>Looks up offsets from the last one that was asked for: neighbours are cheap. An offset within a code point stands for the end of
 * that code point. Lone surrogates are searched as U+FFFD.
 */
final class Subject {

    private final String text;
    private final byte[] bytes;
    private final boolean ascii;
    private int at;
    private int points;
    private int characters;

    Subject(String text) {
        this.text = text;
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        this.ascii = encoded.length == text.length() && !replaced(text, encoded);
        this.bytes = ascii ? encoded : wellFormed(text).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a character was encoded as a question mark that is none. */
    private static boolean replaced(String text, byte[] encoded) {
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '?' && text.charAt(i) != '?') {
                return true;
            }
        }
        return false;
    }

    private static String wellFormed(String text) {
        StringBuilder copy = null;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isSurrogate(character)) {
                if (Character.isHighSurrogate(character)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    copy = copy == null ? new StringBuilder(text) : copy;
                    copy.setCharAt(i, '\uFFFD');
                }
            }
        }
        return copy == null ? text : copy.toString();
    }

    String text() {
        return text;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether bytes, code points and characters are the same. */
    boolean ascii() {
        return ascii;
    }

    /** Whether a code point begins at the byte, or the text ends there. */
    boolean boundary(int offset) {
        return ascii || offset == bytes.length || (bytes[offset] & 0xC0) != 0x80;
    }

    /** Code points before the byte. */
    int points(int offset) {
        if (ascii) {
            return offset;
        }
        seek(offset);
        return points;
    }

    /** Characters before the byte. */
    int characters(int offset) {
        if (ascii) {
            return offset;
        }
        seek(offset);
        return characters;
    }

    private void seek(int offset) {
        while (at > offset) {
            at--;
            while ((bytes[at] & 0xC0) == 0x80) {
                at--;
            }
            points--;
            characters -= length(bytes[at]) == 4 ? 2 : 1;
        }
        while (at < offset) {
            int length = length(bytes[at]);
            at += length;
            points++;
            characters += length == 4 ? 2 : 1;
        }
    }

    /** Bytes of the code point that begins with the byte. */
    private static int length(byte lead) {
        if (lead >= 0) {
            return 1;
        }
        if ((lead & 0xE0) == 0xC0) {
            return 2;
        }
        return (lead & 0xF0) == 0xE0 ? 3 : 4;
    }

    /** The text between two bytes. */
    String text(int begin, int end) {
        if (boundary(begin) && boundary(end)) {
            int from = characters(begin);
            return text.substring(from, characters(end));
        }
        return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    }
}
