package io.atoll.jq.internal.compile;

import io.atoll.jq.internal.compile.Compiler.Undefined;
import io.atoll.jq.internal.run.Alternative;
import io.atoll.jq.internal.run.Assign;
import io.atoll.jq.internal.run.Bind;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Identity;
import io.atoll.jq.internal.run.Modify;
import io.atoll.jq.internal.run.Operation;
import io.atoll.jq.internal.run.Variable;
import io.atoll.jq.internal.syntax.Syntax;

/** Compiles assignments. Their values are bound, in the order of jq, before the paths are looked for. */
final class Updates {

    private final Compiler compiler;
    private final Reads reads;

    Updates(Compiler compiler, Reads reads) {
        this.compiler = compiler;
        this.reads = reads;
    }

    Code assign(Syntax.Assign assign, Context context) throws Undefined {
        reads.input(context);
        return new Assign(compiler.compile(assign.paths(), context), compiler.compile(assign.values(), context));
    }

    Code update(Syntax.Update update, Context context) throws Undefined {
        reads.input(context);
        return new Modify(
                compiler.compile(update.paths(), context), compiler.compile(update.update(), context.elsewhere()));
    }

    Code arithmetic(Syntax.ArithmeticUpdate update, Context context) throws Undefined {
        reads.input(context);
        Code values = compiler.compile(update.values(), context);
        Code change = new Operation(update.operator(), new Identity(), new Variable(0));
        return new Bind(values, new Modify(compiler.compile(update.paths(), context.with("")), change));
    }

    Code alternative(Syntax.AlternativeUpdate update, Context context) throws Undefined {
        reads.input(context);
        Code values = compiler.compile(update.values(), context);
        Code change = new Alternative(new Identity(), new Variable(0));
        return new Bind(values, new Modify(compiler.compile(update.paths(), context.with("")), change));
    }
}
