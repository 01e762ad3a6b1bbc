package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code empty}. */
public final class Empty extends Code {

    /** Gives nothing. */
    public Empty() {
        super(true);
    }

    @Override
    boolean free() {
        return true;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        return null;
    }
}
