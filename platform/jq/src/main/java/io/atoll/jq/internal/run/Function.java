package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Functions that compute one value of their input and the values of their arguments. The last argument varies slowest. */
public final class Function {

    private Function() {}

    /** A function without arguments. */
    @FunctionalInterface
    public interface Zero {

        /** Computes the value. */
        JsonNode apply(Run run, JsonNode in);

        /** The code of a call. */
        default Code call() {
            return new Call0(this);
        }
    }

    /** A function with one argument. */
    @FunctionalInterface
    public interface One {

        /** Computes the value. */
        JsonNode apply(Run run, JsonNode in, JsonNode a);

        /** The code of a call. */
        default Code call(Code a) {
            return new Call1(this, a);
        }
    }

    /** A function with two arguments. */
    @FunctionalInterface
    public interface Two {

        /** Computes the value. */
        JsonNode apply(Run run, JsonNode in, JsonNode a, JsonNode b);

        /** The code of a call. */
        default Code call(Code a, Code b) {
            return new Call2(this, a, b);
        }
    }

    /** A function with three arguments. */
    @FunctionalInterface
    public interface Three {

        /** Computes the value. */
        JsonNode apply(Run run, JsonNode in, JsonNode a, JsonNode b, JsonNode c);

        /** The code of a call. */
        default Code call(Code a, Code b, Code c) {
            return new Call3(this, a, b, c);
        }
    }

    private static final class Call0 extends Code {

        private final Zero function;

        Call0(Zero function) {
            super(true);
            this.function = function;
        }

        @Override
        public JsonNode value(Run run, Env env, JsonNode in) {
            return function.apply(run, in);
        }
    }

    private static final class Call1 extends Code {

        private final One function;
        private final Code a;

        Call1(One function, Code a) {
            super(a.single());
            this.function = function;
            this.a = a;
        }

        @Override
        public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
            JsonNode first = a.value(run, env, in);
            return first == null ? null : function.apply(run, in, first);
        }

        @Override
        public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
            return single()
                    ? super.each(run, env, path, in, out)
                    : a.each(run, env, null, in, (none, first) -> out.emit(path, function.apply(run, in, first)));
        }
    }

    private static final class Call2 extends Code {

        private final Two function;
        private final Code a;
        private final Code b;

        Call2(Two function, Code a, Code b) {
            super(a.single() && b.single());
            this.function = function;
            this.a = a;
            this.b = b;
        }

        @Override
        public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
            JsonNode second = b.value(run, env, in);
            JsonNode first = second == null ? null : a.value(run, env, in);
            return first == null || second == null ? null : function.apply(run, in, first, second);
        }

        @Override
        public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
            return single()
                    ? super.each(run, env, path, in, out)
                    : b.each(
                            run,
                            env,
                            null,
                            in,
                            (none, second) -> a.each(
                                            run,
                                            env,
                                            null,
                                            in,
                                            (never, first) -> out.emit(path, function.apply(run, in, first, second)))
                                    != STOP);
        }
    }

    private static final class Call3 extends Code {

        private final Three function;
        private final Code a;
        private final Code b;
        private final Code c;

        Call3(Three function, Code a, Code b, Code c) {
            super(false);
            this.function = function;
            this.a = a;
            this.b = b;
            this.c = c;
        }

        @Override
        public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
            return c.each(
                    run,
                    env,
                    null,
                    in,
                    (none, third) -> b.each(
                                    run,
                                    env,
                                    null,
                                    in,
                                    (never, second) -> a.each(
                                                    run,
                                                    env,
                                                    null,
                                                    in,
                                                    (no, first) -> out.emit(
                                                            path, function.apply(run, in, first, second, third)))
                                            != STOP)
                            != STOP);
        }
    }
}
