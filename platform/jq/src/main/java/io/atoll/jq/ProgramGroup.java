package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.internal.compile.Compiled;
import io.atoll.jq.internal.run.Evaluation;
import io.atoll.jq.internal.run.Roots;
import io.atoll.jq.internal.run.Run;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Programs that are evaluated on the same inputs: what several of them look up in an input is looked up once.
 *
 * <p>First all programs are added, by one thread; from then on passes may be made by several.
 */
public final class ProgramGroup {

    private final Limits limits;
    private final Map<String, String> environment;
    private final Roots.Table table = new Roots.Table();

    ProgramGroup(Limits limits, Map<String, String> environment) {
        this.limits = limits;
        this.environment = environment;
    }

    /**
     * Adds a program; it can be evaluated by itself too.
     *
     * @throws SyntaxException if the text is none
     */
    public Program add(String text) throws SyntaxException {
        return Compiled.of(text, limits, environment, List.of(), table);
    }

    /** Begins a pass of the programs over an input. */
    public Pass pass(JsonNode input) {
        return new Pass(Evaluation.run(new Roots(input, table), limits));
    }

    /** A pass of programs over one input; of one thread. */
    public static final class Pass {

        private final Run run;

        private Pass(Run run) {
            this.run = run;
        }

        /**
         * Evaluates a program of the group until its first output, with limits of its own.
         *
         * @return null if the program ends without an output
         * @throws EvaluationException if the program raises an error
         * @throws LimitException if the program asks for too much
         */
        public @Nullable JsonNode first(Program program) {
            return program instanceof Compiled compiled
                    ? compiled.first(run)
                    : program.first(run.roots().input());
        }
    }
}
