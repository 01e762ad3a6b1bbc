package io.atoll.apply.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of a refusal, made fit for messages: one line of bounded length.
 *
 * <p>Shape: {@code {"ok":false,"error":"not_found","message":"…"}}, where {@code error} may also be an object with {@code name} or
 * {@code code} and {@code message}; anything else is taken as text.
 */
public final class RefusalText {

    private static final int LONGEST = 400;
    private static final JsonMapper JSON = new JsonMapper();

    private RefusalText() {}

    /** Makes the words of an answer's body. */
    public static String of(byte[] body, @Nullable String trace) {
        String words = words(body);
        return trace == null || trace.isBlank() ? words : words + " (trace " + line(trace) + ")";
    }

    /** The name that an answer's body gives the error; empty if it gives none. */
    static String code(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            String code = code(json.path("error"));
            return line(code.isEmpty() ? json.path("code").asText() : code);
        } catch (IOException e) {
            return "";
        }
    }

    private static String code(JsonNode error) {
        return error.isObject() ? error.path("code").asText(error.path("name").asText()) : error.asText();
    }

    /** Makes the words of an error object, as bulk answers hold them for each item too. */
    public static String of(JsonNode error) {
        JsonNode code = error.path("error");
        return line(Stream.of(
                        code(code),
                        code.path("message").asText(),
                        error.path("message").asText())
                .filter(text -> !text.isBlank())
                .distinct()
                .collect(Collectors.joining(": ")));
    }

    private static String words(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return of(json);
            }
        } catch (IOException e) {
            // not JSON: told as it is
        }
        return line(new String(body, StandardCharsets.UTF_8));
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
