package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.Analysis;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.LimitException;
import io.atoll.jq.LimitException.Limit;
import io.atoll.jq.Program;
import java.util.Map;
import java.util.function.Predicate;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A program of jackson-jq; without global variables. */
record JacksonProgram(String text, Analysis analysis, JsonQuery query, Scope builtins) implements Program {

    @Override
    public void evaluate(
            JsonNode input, Map<String, ? extends JsonNode> variables, Predicate<? super JsonNode> outputs) {
        try {
            query.apply(Scope.newChildScope(builtins), input, output -> {
                if (!outputs.test(output)) {
                    throw new Enough();
                }
            });
        } catch (Enough e) {
            // the receiver wants no more
        } catch (JsonQueryException e) {
            throw new EvaluationException(e.getOriginalMessage());
        } catch (StackOverflowError e) {
            throw new LimitException(Limit.DEPTH, "the program needs more stack than there is");
        } catch (OutOfMemoryError e) {
            throw new LimitException(Limit.GROWTH, "the program needs more memory than there is");
        } catch (RuntimeException e) {
            throw new EvaluationException(e.toString());
        }
    }

    /** Ends an evaluation; no program can catch it. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }
}
