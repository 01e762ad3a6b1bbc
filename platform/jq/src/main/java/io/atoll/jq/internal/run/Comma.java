package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code left, right}. */
public final class Comma extends Code {

    private final Code left;
    private final Code right;

    /** Gives the outputs of the left side, then those of the right one. */
    public Comma(Code left, Code right) {
        super(false);
        this.left = left;
        this.right = right;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        run.meter.step();
        return left.each(run, env, path, in, out) == STOP ? STOP : right.each(run, env, path, in, out);
    }
}
