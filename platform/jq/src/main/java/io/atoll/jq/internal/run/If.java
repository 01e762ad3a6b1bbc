package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code if condition then yes else no end}. */
public final class If extends Code {

    private final Code condition;
    private final Code yes;
    private final Code no;

    /** Chooses for each output of the condition. */
    public If(Code condition, Code yes, Code no) {
        super(condition.single() && yes.single() && no.single());
        this.condition = condition;
        this.yes = yes;
        this.no = no;
    }

    @Override
    boolean free() {
        return yes.free() && no.free();
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode value = condition.value(run, env, in);
        return value == null ? null : (isTrue(value) ? yes : no).value(run, env, in);
    }

    @Override
    @Nullable
    JsonNode rewrite(Run run, Env env, JsonNode in, Owned owned) {
        JsonNode value = condition.value(run, env, in);
        return value == null ? null : (isTrue(value) ? yes : no).rewrite(run, env, in, owned);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (condition.single()) {
            JsonNode value = condition.value(run, env, in);
            return value == null ? DONE : (isTrue(value) ? yes : no).each(run, env, path, in, out);
        }
        return condition.each(
                run, env, null, in, (none, value) -> (isTrue(value) ? yes : no).each(run, env, path, in, out) != STOP);
    }
}
