package io.atoll.jq.internal.compile;

import io.atoll.jq.internal.compile.Compiler.Undefined;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Pipe;
import io.atoll.jq.internal.run.SplitPart;
import io.atoll.jq.internal.run.SplitRange;
import io.atoll.jq.internal.syntax.Syntax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds stages of a pipe that are faster as one: a text that is split, and of which a part is kept. */
final class Fusion {

    private Fusion() {}

    /** The stages of a pipe. */
    static List<Syntax> stages(Syntax pipe) {
        List<Syntax> stages = new ArrayList<>();
        Syntax rest = pipe;
        while (rest instanceof Syntax.Pipe next) {
            stages.add(next.left());
            rest = next.right();
        }
        stages.add(rest);
        return stages;
    }

    /** A stage, or several, as code. */
    record Fused(Code code, int stages) {}

    /** The code for the stages that begin at a place; null if they are best compiled one by one. */
    static @Nullable Fused of(List<Syntax> stages, int at, Context context, Compiler compiler) throws Undefined {
        String separator = constant(stages.get(at), "split", context);
        if (separator == null || separator.isEmpty() || at + 1 == stages.size()) {
            return null;
        }
        Integer index = index(stages.get(at + 1), context);
        if (index != null) {
            return index < 0 && separator.length() > 1
                    ? null
                    : new Fused(new SplitPart(separator, index, general(stages, at, 2, context, compiler)), 2);
        }
        if (at + 2 == stages.size()
                || !(stages.get(at + 1) instanceof Syntax.Slice slice && slice.target() instanceof Syntax.Identity)
                || !separator.equals(constant(stages.get(at + 2), "join", context))) {
            return null;
        }
        Integer from = slice.from() == null ? Integer.valueOf(0) : number(slice.from());
        Integer to = slice.to() == null ? Integer.valueOf(Integer.MAX_VALUE) : number(slice.to());
        return from == null || to == null || from < 0 || to < 0
                ? null
                : new Fused(new SplitRange(separator, from, to, general(stages, at, 3, context, compiler)), 3);
    }

    private static Code general(List<Syntax> stages, int at, int count, Context context, Compiler compiler)
            throws Undefined {
        Code code = compiler.compile(stages.get(at), context);
        for (int i = 1; i < count; i++) {
            code = new Pipe(code, compiler.compile(stages.get(at + i), context.elsewhere()));
        }
        return code;
    }

    /** The constant text that a built-in function of one argument is called with. */
    private static @Nullable String constant(Syntax syntax, String name, Context context) {
        return syntax instanceof Syntax.Call call
                        && call.name().equals(name)
                        && call.arguments().size() == 1
                        && context.scope().callable(name, 1) == null
                        && call.arguments().getFirst() instanceof Syntax.Literal literal
                        && literal.value().isTextual()
                ? literal.value().textValue()
                : null;
    }

    private static @Nullable Integer index(Syntax syntax, Context context) {
        if (syntax instanceof Syntax.Index index) {
            return index.target() instanceof Syntax.Identity && !index.optional() ? number(index.key()) : null;
        }
        boolean end = syntax instanceof Syntax.Call call
                && call.arguments().isEmpty()
                && (call.name().equals("first") || call.name().equals("last"))
                && context.scope().callable(call.name(), 0) == null;
        return end ? Integer.valueOf(((Syntax.Call) syntax).name().equals("first") ? 0 : -1) : null;
    }

    private static @Nullable Integer number(Syntax syntax) {
        if (syntax instanceof Syntax.Negation negation) {
            Integer number = number(negation.operand());
            return number == null || number == 0 ? null : Integer.valueOf(-number);
        }
        return syntax instanceof Syntax.Literal literal && literal.value().isInt()
                ? Integer.valueOf(literal.value().intValue())
                : null;
    }
}
