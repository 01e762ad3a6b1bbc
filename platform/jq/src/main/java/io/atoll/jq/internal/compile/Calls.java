package io.atoll.jq.internal.compile;

import io.atoll.jq.internal.compile.Compiler.Undefined;
import io.atoll.jq.internal.compile.Scope.Bound;
import io.atoll.jq.internal.compile.Scope.Defined;
import io.atoll.jq.internal.compile.Scope.Found;
import io.atoll.jq.internal.compile.Scope.Inline;
import io.atoll.jq.internal.run.Bind;
import io.atoll.jq.internal.run.Call;
import io.atoll.jq.internal.run.Call.Routine;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Filter;
import io.atoll.jq.internal.syntax.Syntax;
import io.atoll.jq.internal.syntax.Syntax.Function;
import io.atoll.jq.internal.syntax.Syntax.Function.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles calls of filters, of functions of the program, of built-in functions and of those of the library. */
final class Calls {

    /** Calls that are replaced by the function's body; further ones become calls of routines, so that code grows no more. */
    private static final int REPLACED = 2_000;

    /** Nodes of a program whose calls are replaced no more, and whose routines are compiled only once. */
    private static final int LARGE = 20_000;

    /** Replaced calls within each other. */
    private static final int NESTED = 40;

    /** Routines within each other that are compiled as if they had one output, to see whether that is so. */
    private static final int GUESSES = 4;

    private final Compiler compiler;
    private final Reads reads;
    private final Builtins builtins;
    private final Map<String, Defined> library = new HashMap<>();
    private int replaced;
    private int nested;
    private int guesses;

    Calls(Compiler compiler, Reads reads) {
        this.compiler = compiler;
        this.reads = reads;
        this.builtins = new Builtins(compiler, reads);
    }

    Code call(Syntax.Call call, Context context) throws Undefined {
        int arity = call.arguments().size();
        Found<Scope.Callable> found = context.scope().callable(call.name(), arity);
        if (found == null) {
            return global(call, context);
        }
        return switch (found.name()) {
            case Bound bound -> {
                reads.input(context);
                yield new Filter(context.depth() - bound.level());
            }
            case Inline inline -> compiler.compile(inline.argument(), context.in(inline.scope()));
            case Defined defined -> defined(defined, found.scope(), call.arguments(), context);
        };
    }

    private Code global(Syntax.Call call, Context context) throws Undefined {
        Code builtin = builtins.call(call, context);
        if (builtin != null) {
            return builtin;
        }
        String key = call.name() + "/" + call.arguments().size();
        Function function = Library.function(key);
        if (function == null) {
            throw new Undefined(Names.unknown(key, context.scope().callables()), call.span());
        }
        Defined defined = library.computeIfAbsent(key, name -> new Defined(function, 0));
        return defined(defined, Scope.EMPTY, call.arguments(), context);
    }

    private Code defined(Defined defined, Scope scope, List<Syntax> arguments, Context context) throws Undefined {
        if (defined.recursive || nested >= NESTED || replaced >= REPLACED || compiler.size() > LARGE) {
            return routine(defined, scope, arguments, context);
        }
        replaced++;
        nested++;
        Code code = replace(defined.function, scope, arguments, context);
        nested--;
        return code;
    }

    /** The body of the function in place of the call; values are bound before, the first one first. */
    private Code replace(Function function, Scope scope, List<Syntax> arguments, Context context) throws Undefined {
        Scope inside = scope;
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = function.parameters().get(i);
            inside = inside.with(new Inline(parameter.name(), arguments.get(i), context.scope()));
        }
        return bind(function, 0, arguments, inside, context);
    }

    private Code bind(Function function, int index, List<Syntax> arguments, Scope inside, Context context)
            throws Undefined {
        if (index == arguments.size()) {
            return compiler.compile(function.body(), context.in(inside));
        }
        Parameter parameter = function.parameters().get(index);
        if (!parameter.value()) {
            return bind(function, index + 1, arguments, inside, context);
        }
        Inline argument = (Inline) requireFound(inside.callable(parameter.name(), 0), parameter.name())
                .name();
        Code value = compiler.compile(
                argument.argument(), context.in(argument.scope()).inner());
        int depth = context.depth() + 1;
        Scope bound = inside.with(new Scope.Variable(parameter.name(), depth));
        Context body = new Context(context.scope(), depth, context.last(), context.root()).after(value.single());
        return new Bind(value, bind(function, index + 1, arguments, bound, body));
    }

    private Code routine(Defined defined, Scope scope, List<Syntax> arguments, Context context) throws Undefined {
        reads.input(context);
        Routine routine = defined.routine == null ? compile(defined, scope) : defined.routine;
        List<Call.Argument> compiled = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean filter = isFilter(defined.function, i);
            Context place = filter ? context.elsewhere().inner() : context.inner();
            compiled.add(new Call.Argument(compiler.compile(arguments.get(i), place), filter));
        }
        return new Call(routine, context.depth() - defined.level, compiled, context.last());
    }

    /** Whether a parameter must be kept as an expression: it is no value, or the body calls it although it is one. */
    private static boolean isFilter(Function function, int index) {
        Parameter parameter = function.parameters().get(index);
        return !parameter.value() || Recursion.calls(function.body(), parameter.name(), 0);
    }

    /** Compiles a routine, first as if it had one output at most, then again if it turns out to have more. */
    private Routine compile(Defined defined, Scope scope) throws Undefined {
        if (guesses < GUESSES && compiler.size() <= LARGE) {
            guesses++;
            Routine guess = new Routine(true);
            defined.routine = guess;
            Code body = body(defined, scope);
            guesses--;
            if (body.single()) {
                guess.define(body);
                return guess;
            }
        }
        Routine routine = new Routine(false);
        defined.routine = routine;
        routine.define(body(defined, scope));
        return routine;
    }

    private Code body(Defined defined, Scope scope) throws Undefined {
        Function function = defined.function;
        Scope inside = scope;
        int depth = defined.level;
        List<Parameter> late = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            Parameter parameter = function.parameters().get(i);
            depth++;
            inside = inside.with(
                    isFilter(function, i)
                            ? new Bound(parameter.name(), depth)
                            : new Scope.Variable(parameter.name(), depth));
            if (parameter.value() && isFilter(function, i)) {
                late.add(parameter);
            }
        }
        return late(function, late, new Context(inside, depth, true, false));
    }

    /** Values that were kept as expressions are bound first. */
    private Code late(Function function, List<Parameter> late, Context context) throws Undefined {
        if (late.isEmpty()) {
            return compiler.compile(function.body(), context);
        }
        String name = late.getFirst().name();
        Found<Scope.Callable> found = context.scope().callable(name, 0);
        int level = ((Bound) requireFound(found, name).name()).level();
        Code body =
                late(function, late.subList(1, late.size()), context.with(name).inner());
        return new Bind(new Filter(context.depth() - level), body);
    }

    private static Found<Scope.Callable> requireFound(@Nullable Found<Scope.Callable> found, String name) {
        if (found == null) {
            throw new IllegalStateException(name);
        }
        return found;
    }
}
