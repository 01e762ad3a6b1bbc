package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;

/** The errors that name the kinds of values and show the values shortened. */
public final class Complaint {

    private Complaint() {}

    /** The name of a value's kind, as {@code type} gives it. */
    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case STRING, BINARY, POJO -> "string";
            case ARRAY -> "array";
            case OBJECT -> "object";
        };
    }

    /** {@code number (1) <message>}. */
    public static EvaluationException of(JsonNode value, String message) {
        return new EvaluationException(shown(value) + " " + message);
    }

    /** {@code number (1) and string ("a") <message>}. */
    public static EvaluationException of(JsonNode left, JsonNode right, String message) {
        return new EvaluationException(shown(left) + " and " + shown(right) + " " + message);
    }

    /** {@code Cannot index number with string ("a")}. */
    public static EvaluationException index(JsonNode value, JsonNode key) {
        return new EvaluationException("Cannot index " + kind(value) + " with " + shown(key));
    }

    /** {@code Cannot iterate over number (1)}. */
    public static EvaluationException iterate(JsonNode value) {
        return new EvaluationException("Cannot iterate over " + shown(value));
    }

    /** {@code Cannot use number (1) as object key}. */
    public static EvaluationException key(JsonNode key) {
        return new EvaluationException("Cannot use " + shown(key) + " as object key");
    }

    /** {@code number (1)}. */
    public static String shown(JsonNode value) {
        return kind(value) + " (" + Shortened.of(value) + ")";
    }
}
