package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import org.jspecify.annotations.Nullable;

/** {@code left and right}, {@code left or right}; the right side is looked at only if the left one does not decide. */
public final class Logic extends Code {

    private final boolean and;
    private final Code left;
    private final Code right;

    /** Says which of the two it is. */
    public Logic(boolean and, Code left, Code right) {
        super(left.single() && right.single());
        this.and = and;
        this.left = left;
        this.right = right;
    }

    @Override
    boolean free() {
        return true;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode value = left.value(run, env, in);
        if (value == null || isTrue(value) != and) {
            return value == null ? null : BooleanNode.valueOf(!and);
        }
        JsonNode other = right.value(run, env, in);
        return other == null ? null : BooleanNode.valueOf(isTrue(other));
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (single()) {
            return super.each(run, env, path, in, out);
        }
        return left.each(
                run,
                env,
                null,
                in,
                (none, value) -> isTrue(value) == and
                        ? right.each(
                                        run,
                                        env,
                                        null,
                                        in,
                                        (never, other) -> out.emit(path, BooleanNode.valueOf(isTrue(other))))
                                != STOP
                        : out.emit(path, BooleanNode.valueOf(!and)));
    }
}
