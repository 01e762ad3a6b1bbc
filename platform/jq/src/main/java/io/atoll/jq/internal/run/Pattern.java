package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.jq.EvaluationException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What takes a value apart and binds variables. */
public interface Pattern {

    /** {@code $name}: binds the value itself. */
    Pattern NAME = (run, env, value, body) -> body.test(env.with(value));

    /**
     * Runs a body for each way in which the pattern fits.
     *
     * @param body says whether more is wanted
     * @return whether more is wanted
     */
    boolean match(Run run, Env env, JsonNode value, Predicate<Env> body);

    /**
     * Moves a part of a value to another place.
     *
     * @param from the place of the value
     * @param key of the part; null for the value itself
     * @param to the place of the part
     */
    record Move(int from, @Nullable Code key, int to) {}

    /**
     * Moves parts to the places of variables.
     *
     * @param moves the value to take apart is at the place that follows the variables
     * @param places how many there are
     * @param variables how many of them, the first ones, are variables; all are bound, those without a part to null
     */
    record Moves(List<Move> moves, int places, int variables) implements Pattern {

        /** Copies the list. */
        public Moves {
            moves = List.copyOf(moves);
        }

        @Override
        public boolean match(Run run, Env env, JsonNode value, Predicate<Env> body) {
            JsonNode[] parts = new JsonNode[places];
            Arrays.fill(parts, NullNode.instance);
            parts[variables] = value;
            return move(run, env, parts, 0, body);
        }

        private boolean move(Run run, Env env, JsonNode[] parts, int index, Predicate<Env> body) {
            if (index == moves.size()) {
                Env bound = env;
                for (int i = 0; i < variables; i++) {
                    bound = bound.with(parts[i]);
                }
                return body.test(bound);
            }
            Move move = moves.get(index);
            JsonNode value = parts[move.from];
            if (move.key == null) {
                parts[move.to] = value;
                return move(run, env, parts, index + 1, body);
            }
            return move.key.each(run, env, null, value, (none, key) -> {
                        parts[move.to] = Access.part(value, key, run.meter);
                        return move(run, env, parts, index + 1, body);
                    })
                    != Code.STOP;
        }
    }

    /** {@code first ?// second}: the second pattern if the first one, or what follows with it, raises an error. */
    record Either(Pattern first, Pattern second) implements Pattern {

        @Override
        public boolean match(Run run, Env env, JsonNode value, Predicate<Env> body) {
            int depth = run.depth();
            try {
                return first.match(run, env, value, body);
            } catch (EvaluationException e) {
                run.backTo(depth);
                return second.match(run, env, value, body);
            }
        }
    }
}
