package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.map.internal.Jq.Program;
import io.atoll.map.internal.Jq.Result;

/**
 * One JQ text at its place in a resource.
 *
 * @param part its place, as a dotted path
 * @param program the text, made ready
 * @param required whether no entity can be made without it: then a program that calls what does not exist fails the record
 */
record Leaf(String part, Program program, boolean required) {

    /**
     * Runs the program on a record.
     *
     * @return not {@link Result.Undefined} if required
     * @throws Unmappable if the program runs out of memory or stack, or is required and calls what does not exist; or if the
     *     thread has been interrupted, whose flag stays
     */
    Result run(JsonNode record) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Unmappable(part, "the run was cancelled");
        }
        Result result;
        try {
            result = program.first(record);
        } catch (Jq.Exhausted e) {
            throw new Unmappable(part, String.valueOf(e.getMessage()));
        }
        if (required && result instanceof Result.Undefined undefined) {
            throw new Unmappable(part, undefined.reason());
        }
        return result;
    }
}
