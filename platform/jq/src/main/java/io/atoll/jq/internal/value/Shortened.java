package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;

/** Values as error texts show them: their JSON, cut to 29 bytes of UTF-8 between characters, with the closing delimiter. */
public final class Shortened {

    private static final int MOST_BYTES = 29;

    private Shortened() {}

    /** The text; takes equally long however large the value is. */
    public static String of(JsonNode value) {
        StringBuilder json = JsonText.beginning(value, MOST_BYTES + 1);
        if (end(json, MOST_BYTES) == json.length()) {
            return json.toString();
        }
        char delimiter = switch (json.charAt(0)) {
            case '"' -> '"';
            case '[' -> ']';
            case '{' -> '}';
            default -> 0;
        };
        json.setLength(end(json, MOST_BYTES - (delimiter == 0 ? 3 : 4)));
        json.append("...");
        if (delimiter != 0) {
            json.append(delimiter);
        }
        return json.toString();
    }

    /** How many chars of whole characters fit into so many bytes. */
    private static int end(StringBuilder text, int bytes) {
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            used += Utf8.length(c);
            if (used > bytes) {
                return i;
            }
            i += Character.charCount(c);
        }
        return i;
    }
}
