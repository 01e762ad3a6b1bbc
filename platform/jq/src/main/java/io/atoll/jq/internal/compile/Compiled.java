package io.atoll.jq.internal.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.Analysis;
import io.atoll.jq.Limits;
import io.atoll.jq.Position;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.compile.Compiler.Undefined;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Env;
import io.atoll.jq.internal.run.Evaluation;
import io.atoll.jq.internal.run.LargeStack;
import io.atoll.jq.internal.run.RootMember;
import io.atoll.jq.internal.run.Roots;
import io.atoll.jq.internal.run.Run;
import io.atoll.jq.internal.syntax.DeepNesting;
import io.atoll.jq.internal.syntax.Parser;
import io.atoll.jq.internal.syntax.Syntax;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A program as code. */
public final class Compiled implements Program {

    private final String text;
    private final Analysis analysis;
    private final Code code;
    private final @Nullable JsonNode constant;
    private final Roots.@Nullable Place place;
    private final Roots.Table table;
    private final Limits limits;
    private final List<String> variables;

    private Compiled(
            String text, Analysis analysis, Code code, Roots.Table table, Limits limits, List<String> variables) {
        this.text = text;
        this.analysis = analysis;
        this.code = code;
        this.constant = code.constant();
        this.place = code instanceof RootMember member ? member.place() : null;
        this.table = table;
        this.limits = limits;
        this.variables = variables;
    }

    /**
     * Compiles a text; if that nests deep, on a larger stack.
     *
     * @param variables the names of the global variables
     */
    public static Compiled of(
            String text, Limits limits, Map<String, String> environment, List<String> variables, Roots.Table table)
            throws SyntaxException {
        try {
            return of(text, limits, environment, variables, table, true);
        } catch (DeepNesting | StackOverflowError e) {
            FutureTask<Compiled> task = new FutureTask<>(() -> of(text, limits, environment, variables, table, false));
            LargeStack.run(limits, task);
            if (task.state() == Future.State.SUCCESS) {
                return task.resultNow();
            }
            switch (task.exceptionNow()) {
                case SyntaxException wrong -> throw wrong;
                case StackOverflowError deep ->
                    throw new SyntaxException("nested too deep", Position.of(text, 0), text);
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }

    private static Compiled of(
            String text,
            Limits limits,
            Map<String, String> environment,
            List<String> variables,
            Roots.Table table,
            boolean shallow)
            throws SyntaxException {
        Syntax syntax = Parser.program(text, shallow);
        ObjectNode env = JsonNodeFactory.instance.objectNode();
        environment.forEach(env::put);
        Reads reads = new Reads(table);
        try {
            Code code = new Compiler(reads, env).program(syntax, variables);
            Analysis analysis = new Analysis(
                    Optional.ofNullable(code.constant()), reads.paths(), !code.single(), Lint.of(syntax, text));
            return new Compiled(text, analysis, code, table, limits, variables);
        } catch (Undefined e) {
            throw new SyntaxException(
                    String.valueOf(e.getMessage()), Position.of(text, e.span().start()), text);
        }
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Analysis analysis() {
        return analysis;
    }

    @Override
    public @Nullable JsonNode first(JsonNode input) {
        if (constant != null) {
            return constant;
        }
        JsonNode member = place == null ? null : place.in(input);
        if (member != null) {
            return member;
        }
        return variables.isEmpty()
                ? Evaluation.first(code, Evaluation.run(new Roots(input, table), limits))
                : Program.super.first(input);
    }

    /**
     * Evaluates until the first output, in a run over an input whose parts may have been looked up before.
     *
     * @param run on places of the table with which this was compiled, or of another one
     */
    public @Nullable JsonNode first(Run run) {
        if (constant != null || !run.roots().isOf(table)) {
            return first(run.roots().input());
        }
        JsonNode member = place == null ? null : run.roots().at(place);
        return member == null ? Evaluation.first(code, run) : member;
    }

    @Override
    public void evaluate(JsonNode input, Map<String, ? extends JsonNode> values, Predicate<? super JsonNode> outputs) {
        Env env = Env.EMPTY;
        for (String variable : variables) {
            JsonNode value = values.get(variable);
            if (value == null) {
                throw new IllegalArgumentException("$" + variable + " has no value");
            }
            env = env.with(value);
        }
        Evaluation.all(code, new Roots(input, table), env, limits, outputs);
    }
}
