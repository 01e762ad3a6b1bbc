package io.atoll.jq.internal.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.LimitException;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Constant;
import io.atoll.jq.internal.run.Env;
import io.atoll.jq.internal.run.Meter;
import io.atoll.jq.internal.run.Roots;
import io.atoll.jq.internal.run.Run;

/** Computes what does not depend on any input. */
final class Constants {

    private static final Limits LIMITS = Limits.standard().withSteps(10_000).withGrowth(1 << 16);

    private Constants() {}

    static boolean isConstant(Code code) {
        return code.constant() != null;
    }

    /** The code, or its value if it depends on nothing and can be computed. */
    static Code fold(Code code, boolean constant) {
        if (!constant) {
            return code;
        }
        try {
            Run run = new Run(new Meter(LIMITS), new Roots(NullNode.instance, new Roots.Table()), 100);
            JsonNode value = code.value(run, Env.EMPTY, NullNode.instance);
            return value == null ? code : new Constant(value);
        } catch (EvaluationException | LimitException e) {
            return code;
        }
    }
}
