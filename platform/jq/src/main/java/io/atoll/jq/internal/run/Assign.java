package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jspecify.annotations.Nullable;

/** {@code paths = values}: one output for each value. */
public final class Assign extends Code {

    private final Code paths;
    private final Code values;

    /** Puts a value at all paths. */
    public Assign(Code paths, Code values) {
        super(values.single());
        this.paths = paths;
        this.values = values;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode value = values.value(run, env, in);
        return value == null ? null : assign(run, env, in, value, new Owned());
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return values.each(
                run, env, null, in, (none, value) -> out.emit(path, assign(run, env, in, value, new Owned())));
    }

    @Override
    @Nullable
    JsonNode rewrite(Run run, Env env, JsonNode in, Owned owned) {
        JsonNode value = values.value(run, env, in);
        if (value == null) {
            return null;
        }
        if (value.isContainerNode() && !values.free()) {
            owned.shareAll();
        }
        return assign(run, env, in, value, owned);
    }

    private JsonNode assign(Run run, Env env, JsonNode in, JsonNode value, Owned owned) {
        JsonNode result = in;
        for (ArrayNode path : PathOf.all(paths, run, env, in)) {
            result = Edit.set(result, path, value, owned, run.meter);
        }
        return result;
    }
}
