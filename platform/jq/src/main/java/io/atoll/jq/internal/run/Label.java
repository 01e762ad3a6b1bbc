package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.jq.EvaluationException;
import org.jspecify.annotations.Nullable;

/** {@code label $name | body}: the body ends where it breaks. */
public final class Label extends Code {

    private final Code body;

    /** Binds what {@code break} raises as a variable. */
    public Label(Code body) {
        super(body.single());
        this.body = body;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        int depth = run.depth();
        JsonNode label = label(run);
        try {
            return body.value(run, env.with(label), in);
        } catch (EvaluationException e) {
            check(e, label);
            run.backTo(depth);
            return null;
        }
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        int depth = run.depth();
        JsonNode label = label(run);
        try {
            return body.each(run, env.with(label), path, in, out);
        } catch (EvaluationException e) {
            check(e, label);
            run.backTo(depth);
            return DONE;
        }
    }

    private static JsonNode label(Run run) {
        return JsonNodeFactory.instance.objectNode().put("__jq", run.label());
    }

    @SuppressWarnings("ReferenceEquality")
    private static void check(EvaluationException e, JsonNode label) {
        if (e.value() != label) {
            throw e;
        }
    }
}
