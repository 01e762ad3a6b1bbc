package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A compiled program; immutable and thread-safe.
 *
 * <p>Inputs are never changed; outputs may share parts with them, so neither may be changed afterwards. Every evaluation can end with
 * an {@link EvaluationException} or a {@link LimitException}.
 */
public interface Program {

    /** The text that was compiled. */
    String text();

    /** What can be told of the program without running it. */
    Analysis analysis();

    /**
     * Evaluates until the first output, within the limits of the {@link Jq} that compiled the program.
     *
     * @return null if the program ends without an output
     */
    default @Nullable JsonNode first(JsonNode input) {
        JsonNode[] first = new JsonNode[1];
        evaluate(input, output -> {
            first[0] = output;
            return false;
        });
        return first[0];
    }

    /** Evaluates to the end and collects the outputs. */
    default List<JsonNode> all(JsonNode input) {
        List<JsonNode> outputs = new ArrayList<>();
        evaluate(input, outputs::add);
        return outputs;
    }

    /**
     * Evaluates, and pushes the outputs as they come.
     *
     * @param outputs says whether it wants more
     */
    default void evaluate(JsonNode input, Predicate<? super JsonNode> outputs) {
        evaluate(input, Map.of(), outputs);
    }

    /**
     * Evaluates with values for the global variables that the program was compiled with.
     *
     * @param variables by name, without the dollar sign
     * @param outputs says whether it wants more
     * @throws IllegalArgumentException if a variable has no value
     */
    void evaluate(JsonNode input, Map<String, ? extends JsonNode> variables, Predicate<? super JsonNode> outputs);
}
