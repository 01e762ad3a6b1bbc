package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code first(body)}. */
public final class First extends Code {

    private final Code body;

    /** Runs a body until its first output. */
    public First(Code body) {
        super(true);
        this.body = body;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        return of(body, run, env, in);
    }

    static @Nullable JsonNode of(Code body, Run run, Env env, JsonNode in) {
        if (body.single()) {
            return body.value(run, env, in);
        }
        JsonNode[] first = new JsonNode[1];
        body.each(run, env, null, in, (none, value) -> {
            first[0] = value;
            return false;
        });
        return first[0];
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        boolean[] more = {true};
        body.each(run, env, path, in, (at, value) -> {
            more[0] = out.emit(at, value);
            return false;
        });
        return more[0] ? DONE : STOP;
    }
}
