package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a program on an input.
 *
 * @param outputs before the error, if there was one
 * @param error what was raised and ended the evaluation: mostly a text
 */
record Outcome(List<JsonNode> outputs, @Nullable JsonNode error) {

    /** Evaluates to the end. */
    static Outcome of(Program program, JsonNode input) {
        List<JsonNode> outputs = new ArrayList<>();
        try {
            program.evaluate(input, outputs::add);
            return new Outcome(outputs, null);
        } catch (EvaluationException e) {
            if (e.value().isTextual() && !e.value().textValue().equals(e.getMessage())) {
                throw new AssertionError("the error " + e.value() + " has the message " + e.getMessage());
            }
            return new Outcome(outputs, e.value());
        }
    }

    /** Whether the error and, with numbers as doubles, the outputs are the same. */
    boolean agrees(Outcome other) {
        if (outputs.size() != other.outputs.size() || !agree(error, other.error)) {
            return false;
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (!Values.equal(outputs.get(i), other.outputs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean agree(@Nullable JsonNode a, @Nullable JsonNode b) {
        return a == null ? b == null : b != null && Values.equal(a, b);
    }

    /** The outputs and an error that is a text. */
    static Outcome failed(List<JsonNode> outputs, String error) {
        return new Outcome(outputs, TextNode.valueOf(error));
    }

    @Override
    public String toString() {
        String text = outputs + (error == null ? "" : " and then error " + error);
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
