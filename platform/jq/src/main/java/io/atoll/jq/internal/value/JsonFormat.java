package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * How JSON is written for people or programs.
 *
 * @param indent characters per level; negative for one line
 * @param tab whether these are tabulators
 * @param sorted whether objects are ordered by their keys
 * @param ascii whether all other characters are escaped
 */
public record JsonFormat(int indent, boolean tab, boolean sorted, boolean ascii) {

    /** One line without blanks, keys as they come. */
    public static final JsonFormat COMPACT = new JsonFormat(-1, false, false, false);

    private static final int BUFFER = 8192;

    /** Writes a value piece by piece. */
    public void write(JsonNode value, Appendable out) throws IOException {
        StringBuilder buffer = new StringBuilder();
        IOException[] failure = new IOException[1];
        new JsonWriter(buffer, this, (text, next) -> {
                    if (text.length() < BUFFER) {
                        return true;
                    }
                    try {
                        out.append(text);
                        text.setLength(0);
                    } catch (IOException e) {
                        failure[0] = e;
                    }
                    return failure[0] == null;
                })
                .write(value, 0);
        if (failure[0] != null) {
            throw failure[0];
        }
        out.append(buffer);
    }
}
