package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.Serial;

/** An error that a program raised on an input, by {@code error} or by what it did; the text is jq's own. */
public final class EvaluationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient JsonNode value;

    /** Raises a text. */
    public EvaluationException(String message) {
        this(message, TextNode.valueOf(message));
    }

    /**
     * Raises a value.
     *
     * @param message the value as people shall see it
     * @param value what {@code catch} receives
     */
    public EvaluationException(String message, JsonNode value) {
        super(message, null, false, false);
        this.value = value;
    }

    /** What was raised: mostly a text. */
    public JsonNode value() {
        return value;
    }
}
