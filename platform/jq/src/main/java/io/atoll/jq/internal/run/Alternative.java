package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code left // right}: what is true of the left side, or else the right side. */
public final class Alternative extends Code {

    private final Code left;
    private final Code right;

    /** Prefers the left side. */
    public Alternative(Code left, Code right) {
        super(left.single() && right.single());
        this.left = left;
        this.right = right;
    }

    @Override
    boolean free() {
        return left.free() && right.free();
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode value = left.value(run, env, in);
        return value != null && isTrue(value) ? value : right.value(run, env, in);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        Preferred preferred = new Preferred(out);
        if (left.each(run, env, path, in, preferred) == STOP) {
            return STOP;
        }
        return preferred.found ? DONE : right.each(run, env, path, in, out);
    }

    private static final class Preferred implements Output {

        private final Output out;
        private boolean found;

        Preferred(Output out) {
            this.out = out;
        }

        @Override
        public boolean emit(@Nullable Path path, JsonNode value) {
            if (isTrue(value)) {
                found = true;
                return out.emit(path, value);
            }
            return true;
        }
    }
}
