package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.HaltException;
import io.atoll.jq.internal.value.Complaint;
import io.atoll.jq.internal.value.Numbers;
import org.jspecify.annotations.Nullable;

/** {@code halt_error(status)}: ends the evaluation; no program can catch it. */
public final class Halt extends Code {

    private final @Nullable Code status;

    /**
     * Ends.
     *
     * @param status null for {@code halt}
     */
    public Halt(@Nullable Code status) {
        super(true);
        this.status = status;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        if (status == null) {
            throw new HaltException(0, null);
        }
        JsonNode number = First.of(status, run, env, in);
        if (number == null) {
            return null;
        }
        if (!number.isNumber()) {
            throw Complaint.of(in, "halt_error/1: number required");
        }
        throw new HaltException(Numbers.index(number), in);
    }
}
