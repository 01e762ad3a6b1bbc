package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code last(body)}. */
public final class Last extends Code {

    private final Code body;

    /** Runs a body to its end and gives its last output. */
    public Last(Code body) {
        super(true);
        this.body = body;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        return last(run, env, null, in);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        JsonNode last = last(run, env, path, in);
        return last == null || out.emit(path, last) ? DONE : STOP;
    }

    private @Nullable JsonNode last(Run run, Env env, @Nullable Path path, JsonNode in) {
        JsonNode[] last = new JsonNode[1];
        body.each(run, env, path, in, (at, value) -> {
            last[0] = value;
            return true;
        });
        return last[0];
    }
}
