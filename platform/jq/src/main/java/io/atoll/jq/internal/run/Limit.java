package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.value.Arithmetic;
import io.atoll.jq.internal.value.Numbers;
import io.atoll.jq.internal.value.Order;
import org.jspecify.annotations.Nullable;

/** {@code limit(count; body)} and {@code skip(count; body)}. */
public final class Limit extends Code {

    private static final JsonNode ZERO = IntNode.valueOf(0);
    private static final JsonNode ONE = IntNode.valueOf(1);

    private final boolean skip;
    private final Code count;
    private final Code body;

    /** Gives the first outputs of a body, or the others. */
    public Limit(boolean skip, Code count, Code body) {
        super(false);
        this.skip = skip;
        this.count = count;
        this.body = body;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return count.each(run, env, null, in, (none, number) -> {
            int sign = Order.compare(number, ZERO, run.meter);
            if (sign < 0) {
                throw new EvaluationException((skip ? "skip" : "limit") + " doesn't support negative count");
            }
            if (sign == 0) {
                return !skip || body.each(run, env, path, in, out) != STOP;
            }
            return skip ? rest(run, env, path, in, out, number) : beginning(run, env, path, in, out, number);
        });
    }

    private boolean beginning(Run run, Env env, @Nullable Path path, JsonNode in, Output out, JsonNode number) {
        double[] left = {Double.NaN};
        boolean[] more = {true};
        body.each(run, env, path, in, (at, value) -> {
            left[0] = decrement(left[0], number, run);
            more[0] = out.emit(at, value);
            return more[0] && left[0] > 0;
        });
        return more[0];
    }

    private boolean rest(Run run, Env env, @Nullable Path path, JsonNode in, Output out, JsonNode number) {
        double[] left = {Double.NaN};
        return body.each(run, env, path, in, (at, value) -> {
                    left[0] = decrement(left[0], number, run);
                    return left[0] >= 0 || out.emit(at, value);
                })
                != STOP;
    }

    private static double decrement(double left, JsonNode number, Run run) {
        return Double.isNaN(left) ? Numbers.value(Arithmetic.subtract(number, ONE, run.meter)) : left - 1;
    }
}
