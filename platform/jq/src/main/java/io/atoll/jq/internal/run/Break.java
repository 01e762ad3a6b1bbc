package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;

/** {@code break $name}. */
public final class Break extends Code {

    private final int up;

    /**
     * Ends the body of a label.
     *
     * @param up how many bindings ago the label was bound
     */
    public Break(int up) {
        super(true);
        this.up = up;
    }

    @Override
    public JsonNode value(Run run, Env env, JsonNode in) {
        throw new EvaluationException("break", env.up(up).variable());
    }
}
