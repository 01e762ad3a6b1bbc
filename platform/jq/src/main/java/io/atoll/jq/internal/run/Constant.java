package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;

/** The same value for every input. */
public final class Constant extends Code {

    private final JsonNode value;

    /** Gives a value. */
    public Constant(JsonNode value) {
        super(true);
        this.value = value;
    }

    @Override
    boolean free() {
        return true;
    }

    @Override
    public JsonNode value(Run run, Env env, JsonNode in) {
        return value;
    }

    @Override
    public JsonNode constant() {
        return value;
    }
}
