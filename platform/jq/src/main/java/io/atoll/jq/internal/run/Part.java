package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;
import org.jspecify.annotations.Nullable;

/** {@code target[key]}; for each output of the key, each of the target. */
public final class Part extends Code {

    private final Code target;
    private final Code key;
    private final boolean optional;

    /** Looks keys up in the outputs of the target. */
    public Part(Code target, Code key, boolean optional) {
        super(target.single() && key.single());
        this.target = target;
        this.key = key;
        this.optional = optional;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode name = key.value(run, env, in);
        JsonNode value = name == null ? null : target.value(run, env, in);
        return name == null || value == null ? null : part(run, value, name);
    }

    private @Nullable JsonNode part(Run run, JsonNode value, JsonNode name) {
        if (!optional) {
            return Access.part(value, name, run.meter);
        }
        try {
            return Access.part(value, name, run.meter);
        } catch (EvaluationException e) {
            return null;
        }
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (path == null && single()) {
            return super.each(run, env, null, in, out);
        }
        return key.each(
                run,
                env,
                null,
                in,
                (none, name) -> target.each(run, env, path, in, (at, value) -> {
                            Path.checkAccess(at, value, name);
                            JsonNode part = part(run, value, name);
                            return part == null || out.emit(Path.extend(at, name, part), part);
                        })
                        != STOP);
    }
}
