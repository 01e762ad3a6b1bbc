package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.LimitException;
import io.atoll.jq.Limits;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs code on the stack of the calling thread and, if that is too small, once more on a larger one. Code has no effects, so what was
 * pushed before is only left out.
 */
public final class Evaluation {

    /** Calls that may nest on any thread's stack. */
    private static final int SHALLOW = 200;

    private Evaluation() {}

    /** An evaluation on the stack of the calling thread; it can serve for several programs, one after the other. */
    public static Run run(Roots roots, Limits limits) {
        return new Run(new Meter(limits), roots, SHALLOW);
    }

    /** The first output, or null if there is none. */
    public static @Nullable JsonNode first(Code code, Run run) {
        run.restart();
        JsonNode input = run.roots().input();
        try {
            return First.of(code, run, Env.EMPTY, input);
        } catch (TooDeep | StackOverflowError e) {
            JsonNode[] first = new JsonNode[1];
            Run deep = deep(run.meter, run.roots());
            LargeStack.run(run.meter.limits(), () -> first[0] = First.of(code, deep, Env.EMPTY, input));
            return first[0];
        }
    }

    /** Pushes the outputs until the receiver wants no more. */
    public static void all(Code code, Roots roots, Env env, Limits limits, Predicate<? super JsonNode> outputs) {
        Meter meter = new Meter(limits);
        Outlet outlet = new Outlet(outputs, limits);
        try {
            code.each(new Run(meter, roots, SHALLOW), env, null, roots.input(), outlet);
        } catch (TooDeep | StackOverflowError e) {
            outlet.restart();
            LargeStack.run(limits, () -> code.each(deep(meter, roots), env, null, roots.input(), outlet));
        }
    }

    private static Run deep(Meter meter, Roots roots) {
        return new Run(meter, roots, meter.limits().depth());
    }

    /** Counts the outputs. */
    private static final class Outlet implements Output {

        private final Predicate<? super JsonNode> outputs;
        private final Limits limits;
        private long pushed;
        private long known;

        Outlet(Predicate<? super JsonNode> outputs, Limits limits) {
            this.outputs = outputs;
            this.limits = limits;
        }

        /** The outputs come once more from the first one. */
        void restart() {
            known = pushed;
            pushed = 0;
        }

        @Override
        public boolean emit(@Nullable Path path, JsonNode value) {
            if (++pushed <= known) {
                return true;
            }
            if (pushed > limits.outputs()) {
                throw new LimitException(
                        LimitException.Limit.OUTPUTS, "the program gives more than " + limits.outputs() + " values");
            }
            return outputs.test(value);
        }
    }
}
