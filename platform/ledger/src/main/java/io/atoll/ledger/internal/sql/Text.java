package io.atoll.ledger.internal.sql;

/**
 * Texts as every database takes them, and back.
 *
 * <p>PostgreSQL has no zero character, and no UTF-8 has half of a surrogate pair. Such characters are written as a private character
 * with four hexadecimal digits after it, so that different texts stay different.
 */
final class Text {

    private static final char ESCAPE = '\uE0A7';

    private Text() {}

    /** What is put into the database. */
    static String stored(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (foreign(text, i)) {
                return escaped(text);
            }
        }
        return text;
    }

    /** What was put in. */
    static String restored(String stored) {
        if (stored.indexOf(ESCAPE) < 0) {
            return stored;
        }
        var text = new StringBuilder(stored.length());
        for (var i = 0; i < stored.length(); i++) {
            if (stored.charAt(i) == ESCAPE && i + 4 < stored.length()) {
                text.append((char) Integer.parseInt(stored, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(stored.charAt(i));
            }
        }
        return text.toString();
    }

    private static String escaped(String text) {
        var stored = new StringBuilder(text.length() + 16);
        for (var i = 0; i < text.length(); i++) {
            if (foreign(text, i)) {
                stored.append(ESCAPE).append("%04x".formatted((int) text.charAt(i)));
            } else {
                stored.append(text.charAt(i));
            }
        }
        return stored.toString();
    }

    private static boolean foreign(String text, int at) {
        var character = text.charAt(at);
        if (character == 0 || character == ESCAPE) {
            return true;
        }
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
