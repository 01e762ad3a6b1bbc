package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as jq does: any number of values one after the other, NaN and infinities too, literals with their digits.
 *
 * <p>Holds one value and a buffer, however long the text is. What is no JSON is an {@link EvaluationException} with line and column,
 * which counts bytes of UTF-8; nothing can be read after it. Of one thread at a time. The meter counts all that is read.
 */
public final class JsonReader {

    private static final int BUFFER = 8192;

    private final Reader source;
    private final JsonParser parser;
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int end;
    private boolean started;
    private boolean ended;

    /** Reads from a text. */
    public JsonReader(Reader source, Meter meter) {
        this.source = source;
        this.parser = new JsonParser(meter);
    }

    /** Reads from bytes of UTF-8; malformed ones are replaced. */
    public JsonReader(InputStream source, Meter meter) {
        this(new InputStreamReader(source, StandardCharsets.UTF_8), meter);
    }

    /** The next value; null at the end. */
    public @Nullable JsonNode next() throws IOException {
        while (!ended) {
            if (position == end && !fill()) {
                ended = true;
                return parser.end();
            }
            while (position < end) {
                JsonNode value = parser.read(buffer[position++]);
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    private boolean fill() throws IOException {
        end = Math.max(0, source.read(buffer));
        position = 0;
        if (end > 0 && !started) {
            started = true;
            position = JsonParser.mark(buffer[0]);
        }
        return end > 0;
    }

    /** {@code fromjson}: the only value of a text. */
    public static JsonNode read(JsonNode text, Meter meter) {
        if (!text.isTextual()) {
            throw Complaint.of(text, "only strings can be parsed");
        }
        return read(text.textValue(), meter);
    }

    /** The only value of a text; the errors quote the text. */
    public static JsonNode read(String text, Meter meter) {
        meter.steps(text.length() >> 2);
        try {
            return only(text, new JsonParser(meter));
        } catch (EvaluationException e) {
            meter.text(text.length());
            int zero = text.indexOf(0);
            throw new EvaluationException(
                    e.getMessage() + " (while parsing '" + (zero < 0 ? text : text.substring(0, zero)) + "')");
        }
    }

    private static JsonNode only(String text, JsonParser parser) {
        JsonNode only = null;
        for (int i = text.isEmpty() ? 0 : JsonParser.mark(text.charAt(0)); i <= text.length(); i++) {
            JsonNode value = i < text.length() ? parser.read(text.charAt(i)) : parser.end();
            if (value != null) {
                if (only != null) {
                    throw new EvaluationException("Unexpected extra JSON values");
                }
                only = value;
            }
        }
        if (only == null) {
            throw new EvaluationException("Expected JSON value");
        }
        return only;
    }
}
