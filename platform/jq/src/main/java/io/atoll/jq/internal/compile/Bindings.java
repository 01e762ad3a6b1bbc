package io.atoll.jq.internal.compile;

import io.atoll.jq.internal.compile.Compiler.Undefined;
import io.atoll.jq.internal.run.Bind;
import io.atoll.jq.internal.run.Break;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Constant;
import io.atoll.jq.internal.run.Destructure;
import io.atoll.jq.internal.run.Foreach;
import io.atoll.jq.internal.run.Label;
import io.atoll.jq.internal.run.Pattern;
import io.atoll.jq.internal.run.Reduce;
import io.atoll.jq.internal.run.Variable;
import io.atoll.jq.internal.syntax.Syntax;

/** Compiles what binds names, and the names that are bound. */
final class Bindings {

    private final Compiler compiler;

    Bindings(Compiler compiler) {
        this.compiler = compiler;
    }

    Code reduce(Syntax.Reduce reduce, Context context) throws Undefined {
        Code source = compiler.compile(reduce.source(), context);
        Code init = compiler.compile(reduce.init(), context);
        Patterns patterns = new Patterns(compiler, reduce.patterns());
        return new Reduce(
                source,
                patterns.compile(context),
                init,
                compiler.compile(reduce.update(), patterns.with(context).elsewhere()));
    }

    Code foreach(Syntax.Foreach foreach, Context context) throws Undefined {
        Code source = compiler.compile(foreach.source(), context);
        Code init = compiler.compile(foreach.init(), context);
        Patterns patterns = new Patterns(compiler, foreach.patterns());
        Context inside = patterns.with(context).elsewhere();
        return new Foreach(
                source,
                patterns.compile(context),
                init,
                compiler.compile(foreach.update(), inside),
                compiler.compile(foreach.extract(), inside));
    }

    Code bind(Syntax.Bind bind, Context context) throws Undefined {
        Code source = compiler.compile(bind.source(), context.inner());
        Patterns patterns = new Patterns(compiler, bind.patterns());
        if (patterns.isName()) {
            return new Bind(
                    source, compiler.compile(bind.body(), patterns.with(context).after(source.single())));
        }
        Pattern pattern = patterns.compile(context);
        return new Destructure(
                source,
                pattern,
                compiler.compile(bind.body(), patterns.with(context).inner()));
    }

    Code label(Syntax.Label label, Context context) throws Undefined {
        int depth = context.depth() + 1;
        Scope scope = context.scope().with(new Scope.Mark(label.name(), depth));
        return new Label(compiler.compile(label.body(), new Context(scope, depth, false, context.root())));
    }

    static Code jump(Syntax.Break jump, Context context) throws Undefined {
        Scope.Mark mark = context.scope().label(jump.name());
        if (mark == null) {
            throw new Undefined("$*label-" + jump.name() + " is not defined", jump.span());
        }
        return new Break(context.depth() - mark.level());
    }

    Code variable(Syntax.Variable syntax, Context context) throws Undefined {
        Scope.Variable variable = context.scope().variable(syntax.name());
        if (variable != null) {
            return new Variable(context.depth() - variable.level());
        }
        if (syntax.name().equals("ENV")) {
            return new Constant(compiler.environment());
        }
        throw new Undefined("$" + syntax.name() + " is not defined", syntax.span());
    }
}
