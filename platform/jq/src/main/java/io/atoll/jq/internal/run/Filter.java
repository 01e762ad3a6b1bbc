package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A call of a filter that was given to a recursive function. */
public final class Filter extends Code {

    private final int up;

    /**
     * Runs a filter.
     *
     * @param up how many bindings ago it was bound
     */
    public Filter(int up) {
        super(false);
        this.up = up;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        Env.Closure filter = closure(env);
        run.enter();
        int answer = filter.code().each(run, filter.env(), path, in, out);
        run.leave();
        return answer;
    }

    Env.Closure closure(Env env) {
        return env.up(up).filter();
    }
}
