package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code left | right}. */
public final class Pipe extends Code {

    private final Code left;
    private final Code right;

    /** Runs the right side on each output of the left one. */
    public Pipe(Code left, Code right) {
        super(left.single() && right.single());
        this.left = left;
        this.right = right;
    }

    @Override
    boolean free() {
        return left.free();
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode value = left.value(run, env, in);
        return value == null ? null : right.value(run, env, value);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (left.single()) {
            if (path == null) {
                JsonNode value = left.value(run, env, in);
                return value == null ? DONE : right.each(run, env, null, value, out);
            }
            One one = new One();
            left.each(run, env, path, in, one);
            return one.value == null ? DONE : right.each(run, env, one.path, one.value, out);
        }
        if (path == null && right.single()) {
            return left.each(run, env, null, in, (none, value) -> {
                JsonNode result = right.value(run, env, value);
                return result == null || out.emit(null, result);
            });
        }
        return left.each(run, env, path, in, (at, value) -> right.each(run, env, at, value, out) != STOP);
    }

    /** Keeps the only output of an expression. */
    private static final class One implements Output {

        private @Nullable Path path;
        private @Nullable JsonNode value;

        @Override
        public boolean emit(@Nullable Path path, JsonNode value) {
            this.path = path;
            this.value = value;
            return true;
        }
    }
}
