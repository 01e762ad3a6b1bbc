package io.atoll.launcher;

import java.io.IOException;

/** Texts as JSON writes them. */
final class JsonText {

    private JsonText() {}

    /** A text as JSON. */
    static String quote(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"', '\\' -> json.append('\\').append(unit);
                default -> {
                    if (unit < ' ' || Character.isSurrogate(unit)) {
                        json.append(String.format("\\u%04x", (int) unit));
                    } else {
                        json.append(unit);
                    }
                }
            }
        }
        return json.append('"').toString();
    }

    /**
     * The text that JSON stands for.
     *
     * @throws IOException if it is not a JSON text
     */
    static String unquote(String json) throws IOException {
        int end = json.length() - 1;
        if (end < 1 || json.charAt(0) != '"' || json.charAt(end) != '"') {
            throw malformed(json);
        }
        StringBuilder text = new StringBuilder(end);
        for (int i = 1; i < end; i++) {
            char unit = json.charAt(i);
            if (unit == '"') {
                throw malformed(json);
            }
            if (unit != '\\') {
                text.append(unit);
                continue;
            }
            if (++i == end) {
                throw malformed(json);
            }
            switch (json.charAt(i)) {
                case '"', '\\', '/' -> text.append(json.charAt(i));
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    if (i + 4 >= end) {
                        throw malformed(json);
                    }
                    text.append(unit(json.substring(i + 1, i + 5), json));
                    i += 4;
                }
                default -> throw malformed(json);
            }
        }
        return text.toString();
    }

    private static char unit(String hexadecimal, String json) throws IOException {
        if (!hexadecimal.matches("[0-9A-Fa-f]{4}")) {
            throw malformed(json);
        }
        return (char) Integer.parseInt(hexadecimal, 16);
    }

    private static IOException malformed(String json) {
        return new IOException("this is not a JSON text: " + json);
    }
}
