package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Receives the outputs of an expression. */
@FunctionalInterface
public interface Output {

    /**
     * Takes one output.
     *
     * @param path its path if paths are tracked; the path's value is another than the output if the output was computed
     * @return whether more are wanted
     */
    boolean emit(@Nullable Path path, JsonNode value);
}
