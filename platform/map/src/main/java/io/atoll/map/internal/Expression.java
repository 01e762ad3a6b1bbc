package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.HaltException;
import io.atoll.jq.LimitException;
import io.atoll.jq.Program;
import io.atoll.pipeline.Mapper.Null;

/**
 * A JQ text at its place in a resource: its first output is the value.
 *
 * <p>A program that the clock stopped breaks the record wherever it stands: at a quieter hour it may give a value, and a null in its place
 * would clear what the catalog holds.
 *
 * @param program the text, made ready
 * @param required whether no entity can be made without it: then a program that was stopped, other than one that raised an error, breaks
 *     the record, for nobody knows what it would have given
 * @param isNull says that the output is null
 * @param isNothing says that there is no output
 */
record Expression(Program program, boolean required, Null isNull, Null isNothing) implements Field {

    /**
     * At a place.
     *
     * @param path dotted
     */
    Expression(String path, Program program, boolean required) {
        this(program, required, new Null(path, ""), new Null(path, "no output"));
    }

    String path() {
        return isNull.path();
    }

    @Override
    public JsonNode evaluate(Draft draft) {
        JsonNode value;
        try {
            JsonNode output = draft.first(program);
            value = output == null ? null : Numbers.normalise(output);
        } catch (EvaluationException e) {
            return draft.absent(new Null(path(), message(e)));
        } catch (LimitException e) {
            return switch (e.limit()) {
                case INTERRUPT -> throw Unmappable.cancelled(path());
                case TIME -> throw new Unmappable(path(), message(e));
                case STEPS, GROWTH, LENGTH, DEPTH, OUTPUTS -> stopped(draft, message(e));
            };
        } catch (HaltException e) {
            return stopped(draft, message(e));
        } catch (StackOverflowError e) {
            return stopped(draft, "the program needs more stack than there is");
        }
        if (value == null) {
            return draft.absent(isNothing);
        }
        return value.isNull() ? draft.absent(isNull) : value;
    }

    private JsonNode stopped(Draft draft, String reason) {
        if (required) {
            throw new Unmappable(path(), reason);
        }
        return draft.absent(new Null(path(), reason));
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
