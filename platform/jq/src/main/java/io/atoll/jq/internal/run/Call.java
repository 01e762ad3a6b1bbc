package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a recursive function. */
public final class Call extends Code {

    private final Routine routine;
    private final int up;
    private final List<Argument> arguments;
    private final boolean last;

    /**
     * Calls a routine.
     *
     * @param up how many bindings ago the routine was defined
     * @param last whether the function that makes the call ends with it
     */
    public Call(Routine routine, int up, List<Argument> arguments, boolean last) {
        super(routine.single && arguments.stream().allMatch(Argument::single));
        this.routine = routine;
        this.up = up;
        this.arguments = List.copyOf(arguments);
        this.last = last;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        Env frame = env.up(up);
        for (Argument argument : arguments) {
            frame = argument.bind(run, env, in, frame);
            if (frame == null) {
                return null;
            }
        }
        if (last) {
            run.leaveCall(routine, frame, null, in);
            return Run.TAIL;
        }
        run.enter();
        JsonNode value = run.finish(routine.body().value(run, frame, in));
        run.leave();
        return value;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        for (Argument argument : arguments) {
            if (!argument.single()) {
                return each(run, env, path, in, out, env.up(up), 0);
            }
        }
        Env frame = env.up(up);
        for (Argument argument : arguments) {
            frame = argument.bind(run, env, in, frame);
            if (frame == null) {
                return DONE;
            }
        }
        if (last) {
            run.leaveCall(routine, frame, path, in);
            return CALL;
        }
        return call(run, frame, path, in, out);
    }

    /** For arguments of several outputs: the first argument varies slowest. */
    private int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out, Env frame, int index) {
        if (index == arguments.size()) {
            return call(run, frame, path, in, out);
        }
        Argument argument = arguments.get(index);
        if (argument.filter) {
            return each(run, env, path, in, out, frame.with(argument.closure(env)), index + 1);
        }
        return argument.code.each(
                run,
                env,
                null,
                in,
                (none, value) -> each(run, env, path, in, out, frame.with(value), index + 1) != STOP);
    }

    private int call(Run run, Env frame, @Nullable Path path, JsonNode in, Output out) {
        run.enter();
        int answer = run.finish(routine.body().each(run, frame, path, in, out), out);
        run.leave();
        return answer;
    }

    /**
     * What a parameter is bound to.
     *
     * @param code the expression
     * @param filter whether the parameter is the expression itself and not its value
     */
    public record Argument(Code code, boolean filter) {

        boolean single() {
            return filter || code.single();
        }

        @Nullable
        Env bind(Run run, Env env, JsonNode in, Env frame) {
            if (filter) {
                return frame.with(closure(env));
            }
            JsonNode value = code.value(run, env, in);
            return value == null ? null : frame.with(value);
        }

        /** A filter that is only handed on is handed on as it is. */
        Env.Closure closure(Env env) {
            return code instanceof Filter filter ? filter.closure(env) : new Env.Closure(code, env);
        }
    }

    /** A recursive function; its body is set when it is compiled, before anything runs. */
    public static final class Routine {

        private final boolean single;
        private @Nullable Code body;

        /** Of a function whose body gives at most one output, or more. */
        public Routine(boolean single) {
            this.single = single;
        }

        /** Whether there is at most one output. */
        public boolean single() {
            return single;
        }

        /** Sets the body, once. */
        public void define(Code body) {
            this.body = body;
        }

        Code body() {
            Code code = body;
            if (code == null) {
                throw new IllegalStateException("not compiled");
            }
            return code;
        }
    }
}
