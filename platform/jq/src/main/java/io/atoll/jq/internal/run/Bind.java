package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code source as $name | body}. */
public final class Bind extends Code {

    private final Code source;
    private final Code body;

    /** Runs the body for each output of the source. */
    public Bind(Code source, Code body) {
        super(source.single() && body.single());
        this.source = source;
        this.body = body;
    }

    @Override
    boolean free() {
        return body.free();
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode value = source.value(run, env, in);
        return value == null ? null : body.value(run, env.with(value), in);
    }

    @Override
    @Nullable
    JsonNode rewrite(Run run, Env env, JsonNode in, Owned owned) {
        JsonNode value = source.value(run, env, in);
        if (value == null) {
            return null;
        }
        if (value.isContainerNode() && !source.free()) {
            owned.shareAll();
        }
        return body.rewrite(run, env.with(value), in, owned);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (source.single()) {
            JsonNode value = source.value(run, env, in);
            return value == null ? DONE : body.each(run, env.with(value), path, in, out);
        }
        return source.each(run, env, null, in, (none, value) -> body.each(run, env.with(value), path, in, out) != STOP);
    }
}
