package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.value.Numbers;
import org.jspecify.annotations.Nullable;

/** {@code range(from; to)}. */
public final class Range extends Code {

    private final Code from;
    private final Code to;

    /** Counts. */
    public Range(Code from, Code to) {
        super(false);
        this.from = from;
        this.to = to;
    }

    @Override
    boolean free() {
        return true;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return from.each(
                run,
                env,
                null,
                in,
                (none, start) ->
                        to.each(run, env, null, in, (never, end) -> count(run, path, start, end, out)) != STOP);
    }

    private static boolean count(Run run, @Nullable Path path, JsonNode start, JsonNode end, Output out) {
        if (!start.isNumber() || !end.isNumber()) {
            throw new EvaluationException("Range bounds must be numeric");
        }
        double last = Numbers.value(end);
        double first = Numbers.value(start);
        if (first < last && !out.emit(path, start)) {
            return false;
        }
        for (double i = first + 1; i < last; i++) {
            run.meter.step();
            if (!out.emit(path, Numbers.of(i))) {
                return false;
            }
        }
        return true;
    }
}
