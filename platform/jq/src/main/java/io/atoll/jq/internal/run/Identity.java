package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code .}: the input. */
public final class Identity extends Code {

    /** Gives the input. */
    public Identity() {
        super(true);
    }

    @Override
    public JsonNode value(Run run, Env env, JsonNode in) {
        return in;
    }
}
