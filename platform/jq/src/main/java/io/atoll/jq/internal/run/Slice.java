package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code target[from:to]}. */
public final class Slice extends Code {

    private final Code target;
    private final Code from;
    private final Code to;
    private final boolean optional;

    /** Cuts parts out of the outputs of the target. */
    public Slice(Code target, Code from, Code to, boolean optional) {
        super(target.single() && from.single() && to.single());
        this.target = target;
        this.from = from;
        this.to = to;
        this.optional = optional;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode start = from.value(run, env, in);
        JsonNode end = start == null ? null : to.value(run, env, in);
        JsonNode value = end == null ? null : target.value(run, env, in);
        return start == null || end == null || value == null ? null : slice(run, value, start, end);
    }

    private @Nullable JsonNode slice(Run run, JsonNode value, JsonNode start, JsonNode end) {
        boolean cuttable = value.isArray() || value.isTextual() || value.isNull();
        return optional && !cuttable ? null : Access.slice(value, start, end, run.meter);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (path == null && single()) {
            return super.each(run, env, null, in, out);
        }
        return from.each(
                run,
                env,
                null,
                in,
                (a, start) -> to.each(
                                run,
                                env,
                                null,
                                in,
                                (b, end) -> target.each(
                                                run,
                                                env,
                                                path,
                                                in,
                                                (at, value) -> emit(run, at, value, start, end, out))
                                        != STOP)
                        != STOP);
    }

    private boolean emit(Run run, @Nullable Path at, JsonNode value, JsonNode start, JsonNode end, Output out) {
        if (at == null) {
            JsonNode part = slice(run, value, start, end);
            return part == null || out.emit(null, part);
        }
        JsonNode key = Access.key(start, end);
        Path.checkAccess(at, value, key);
        JsonNode part = slice(run, value, start, end);
        return part == null || out.emit(at.then(key, part), part);
    }
}
