package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.atoll.jq.internal.syntax.Syntax.Operator;
import io.atoll.jq.internal.value.Arithmetic;
import io.atoll.jq.internal.value.Order;
import org.jspecify.annotations.Nullable;

/** {@code left operator right}; for each output of the right side, each of the left one. */
public final class Operation extends Code {

    private final Operator operator;
    private final Code left;
    private final Code right;

    /** Computes. */
    public Operation(Operator operator, Code left, Code right) {
        super(left.single() && right.single());
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    /** Whether this adds terms that have one output each. */
    public boolean isSum() {
        return operator == Operator.ADD && single();
    }

    /** The left side. */
    public Code left() {
        return left;
    }

    /** The right side. */
    public Code right() {
        return right;
    }

    @Override
    boolean free() {
        return left.free() && right.free();
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode b = right.value(run, env, in);
        JsonNode a = b == null ? null : left.value(run, env, in);
        return a == null || b == null ? null : compute(operator, a, b, run.meter);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (single()) {
            return super.each(run, env, path, in, out);
        }
        return right.each(
                run,
                env,
                null,
                in,
                (none, b) ->
                        left.each(run, env, null, in, (never, a) -> out.emit(path, compute(operator, a, b, run.meter)))
                                != STOP);
    }

    @Override
    @Nullable
    JsonNode rewrite(Run run, Env env, JsonNode in, Owned owned) {
        if (operator != Operator.ADD || !(left instanceof Identity)) {
            return super.rewrite(run, env, in, owned);
        }
        JsonNode b = right.value(run, env, in);
        if (b == null) {
            return null;
        }
        if (b.isContainerNode() && !right.free()) {
            owned.shareAll();
        }
        return owned.add(in, b, run.meter);
    }

    static JsonNode compute(Operator operator, JsonNode a, JsonNode b, Meter meter) {
        return switch (operator) {
            case ADD -> Arithmetic.add(a, b, meter);
            case SUBTRACT -> Arithmetic.subtract(a, b, meter);
            case MULTIPLY -> Arithmetic.multiply(a, b, meter);
            case DIVIDE -> Arithmetic.divide(a, b, meter);
            case REMAINDER -> Arithmetic.remainder(a, b);
            case EQUAL -> BooleanNode.valueOf(isEqual(a, b, meter));
            case NOT_EQUAL -> BooleanNode.valueOf(!isEqual(a, b, meter));
            case LESS -> BooleanNode.valueOf(Order.compare(a, b, meter) < 0);
            case LESS_OR_EQUAL -> BooleanNode.valueOf(Order.compare(a, b, meter) <= 0);
            case GREATER -> BooleanNode.valueOf(Order.compare(a, b, meter) > 0);
            case GREATER_OR_EQUAL -> BooleanNode.valueOf(Order.compare(a, b, meter) >= 0);
        };
    }

    private static boolean isEqual(JsonNode a, JsonNode b, Meter meter) {
        if (a.isTextual() && b.isTextual()) {
            return a.textValue().equals(b.textValue());
        }
        return Order.equal(a, b, meter);
    }
}
