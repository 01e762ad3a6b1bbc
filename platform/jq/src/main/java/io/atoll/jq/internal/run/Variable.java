package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code $name}. */
public final class Variable extends Code {

    private final int up;

    /**
     * Reads a variable.
     *
     * @param up how many bindings ago it was bound
     */
    public Variable(int up) {
        super(true);
        this.up = up;
    }

    @Override
    boolean free() {
        return true;
    }

    @Override
    public JsonNode value(Run run, Env env, JsonNode in) {
        return env.up(up).variable();
    }
}
