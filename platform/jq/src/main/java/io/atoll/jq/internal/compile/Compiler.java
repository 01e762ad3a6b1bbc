package io.atoll.jq.internal.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.run.Alternative;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Collect;
import io.atoll.jq.internal.run.Comma;
import io.atoll.jq.internal.run.Constant;
import io.atoll.jq.internal.run.Construct;
import io.atoll.jq.internal.run.Empty;
import io.atoll.jq.internal.run.Function;
import io.atoll.jq.internal.run.Identity;
import io.atoll.jq.internal.run.If;
import io.atoll.jq.internal.run.Iterate;
import io.atoll.jq.internal.run.Join;
import io.atoll.jq.internal.run.Logic;
import io.atoll.jq.internal.run.Member;
import io.atoll.jq.internal.run.Operation;
import io.atoll.jq.internal.run.Part;
import io.atoll.jq.internal.run.Pipe;
import io.atoll.jq.internal.run.Slice;
import io.atoll.jq.internal.run.Sum;
import io.atoll.jq.internal.run.Try;
import io.atoll.jq.internal.syntax.Span;
import io.atoll.jq.internal.syntax.Syntax;
import io.atoll.jq.internal.value.Arithmetic;
import io.atoll.jq.internal.value.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes code of a syntax tree. Constants are computed, functions that do not call themselves are put where they are called. */
final class Compiler {

    /** Nodes, with the bodies of functions in place of calls. */
    private static final int LARGEST = 500_000;

    private final Reads reads;
    private final Calls calls;
    private final Bindings bindings;
    private final Updates updates;
    private final JsonNode environment;
    private int size;

    Compiler(Reads reads, JsonNode environment) {
        this.reads = reads;
        this.environment = environment;
        this.calls = new Calls(this, reads);
        this.bindings = new Bindings(this);
        this.updates = new Updates(this, reads);
    }

    /**
     * Compiles a program.
     *
     * @param variables the global variables, which are bound first, in this order
     */
    Code program(Syntax program, List<String> variables) throws Undefined {
        Context context = new Context(Scope.EMPTY, 0, false, true);
        for (String variable : variables) {
            context = context.with(variable);
        }
        return compile(program, context);
    }

    Code compile(Syntax syntax, Context context) throws Undefined {
        if (++size > LARGEST) {
            throw new Undefined(
                    "the program is too large with the bodies of functions in place of calls", syntax.span());
        }
        return switch (syntax) {
            case Syntax.Identity identity -> identity(context);
            case Syntax.Literal literal -> new Constant(literal.value());
            case Syntax.Interpolation text -> interpolation(text, context.inner());
            case Syntax.Format format -> {
                reads.input(context);
                yield format(format.name());
            }
            case Syntax.Index index -> index(index, context.inner());
            case Syntax.Slice slice -> slice(slice, context.inner());
            case Syntax.Iterate iterate -> new Iterate(compile(iterate.target(), context.inner()), iterate.optional());
            case Syntax.Array array -> array(array, context.inner());
            case Syntax.Members object -> object(object, context.inner());
            case Syntax.Negation negation -> negation(negation, context.inner());
            case Syntax.Pipe pipe -> pipe(pipe, context);
            case Syntax.Comma comma ->
                new Comma(compile(comma.left(), context.inner()), compile(comma.right(), context));
            case Syntax.Binary binary -> binary(binary, context.inner());
            case Syntax.Alternative alternative -> alternative(alternative, context);
            case Syntax.Logic logic ->
                new Logic(logic.and(), compile(logic.left(), context.inner()), compile(logic.right(), context.inner()));
            case Syntax.Assign assign -> updates.assign(assign, context.inner());
            case Syntax.Update update -> updates.update(update, context.inner());
            case Syntax.ArithmeticUpdate update -> updates.arithmetic(update, context.inner());
            case Syntax.AlternativeUpdate update -> updates.alternative(update, context.inner());
            case Syntax.If choice -> choice(choice, context);
            case Syntax.Try attempt -> attempt(attempt, context.inner());
            case Syntax.Reduce reduce -> bindings.reduce(reduce, context.inner());
            case Syntax.Foreach foreach -> bindings.foreach(foreach, context.inner());
            case Syntax.Bind bind -> bindings.bind(bind, context);
            case Syntax.Label label -> bindings.label(label, context.inner());
            case Syntax.Break jump -> Bindings.jump(jump, context);
            case Syntax.Define define ->
                compile(
                        define.body(),
                        context.in(context.scope().with(new Scope.Defined(define.function(), context.depth()))));
            case Syntax.Call call -> calls.call(call, context);
            case Syntax.Variable variable -> bindings.variable(variable, context);
        };
    }

    private Code identity(Context context) {
        reads.input(context);
        return new Identity();
    }

    /** A format that does not exist is an error when it is used. */
    static Code format(String name) {
        Format format = Format.named(name);
        if (format != null) {
            return ((Function.Zero) (run, in) -> format.apply(in, run.meter())).call();
        }
        TextNode unknown = TextNode.valueOf(name);
        return ((Function.Zero) (run, in) -> Format.apply(unknown, in, run.meter())).call();
    }

    private Code interpolation(Syntax.Interpolation text, Context context) throws Undefined {
        List<Code> pieces = new ArrayList<>();
        for (Syntax.Interpolation.Piece piece : text.pieces()) {
            Code code = compile(piece.expression(), context);
            pieces.add(piece.interpolated() ? new Pipe(code, format(text.format())) : code);
        }
        return new Join(pieces);
    }

    private Code index(Syntax.Index index, Context context) throws Undefined {
        if (index.target() instanceof Syntax.Call) {
            Syntax element =
                    new Syntax.Index(new Syntax.Identity(index.span()), index.key(), index.optional(), index.span());
            Fusion.Fused fused = Fusion.of(List.of(index.target(), element), 0, context, this);
            if (fused != null) {
                return fused.code();
            }
        }
        Code key = compile(index.key(), context);
        JsonNode name = key.constant();
        if (name == null || !name.isTextual()) {
            return new Part(compile(index.target(), context), key, index.optional());
        }
        if (index.optional()) {
            Context place = reads.optional(index, context) ? context.elsewhere() : context;
            return new Member(compile(index.target(), place), name.textValue(), true);
        }
        Code known = reads.member(index, context);
        return known == null ? new Member(compile(index.target(), context), name.textValue(), false) : known;
    }

    private Code slice(Syntax.Slice slice, Context context) throws Undefined {
        return new Slice(
                compile(slice.target(), context),
                bound(slice.from(), context),
                bound(slice.to(), context),
                slice.optional());
    }

    private Code bound(@Nullable Syntax bound, Context context) throws Undefined {
        return bound == null ? new Constant(NullNode.instance) : compile(bound, context);
    }

    private Code array(Syntax.Array array, Context context) throws Undefined {
        if (array.body() == null) {
            return new Constant(JsonNodeFactory.instance.arrayNode());
        }
        Code body = compile(array.body(), context);
        return Constants.fold(new Collect(body), Constants.isConstant(body) || isConstantList(array.body(), context));
    }

    private boolean isConstantList(Syntax body, Context context) throws Undefined {
        return body instanceof Syntax.Comma comma
                ? isConstantList(comma.left(), context) && isConstantList(comma.right(), context)
                : body instanceof Syntax.Literal;
    }

    private Code object(Syntax.Members object, Context context) throws Undefined {
        List<Construct.Entry> entries = new ArrayList<>();
        boolean constant = true;
        for (Syntax.Members.Entry entry : object.entries()) {
            Code key = compile(entry.key(), context);
            Code value = entry.value() == null ? member(key, entry, context) : compile(entry.value(), context);
            entries.add(new Construct.Entry(key, value));
            constant &= Constants.isConstant(key) && value != null && Constants.isConstant(value);
        }
        return Constants.fold(new Construct(entries), constant);
    }

    private @Nullable Code member(Code key, Syntax.Members.Entry entry, Context context) throws Undefined {
        if (Constants.isConstant(key)) {
            Span span = entry.key().span();
            return index(new Syntax.Index(new Syntax.Identity(span), entry.key(), false, span), context);
        }
        reads.input(context);
        return null;
    }

    private Code negation(Syntax.Negation negation, Context context) throws Undefined {
        Code operand = compile(negation.operand(), context);
        Code negate = ((Function.Zero) (run, in) -> Arithmetic.negate(in)).call();
        return Constants.fold(new Pipe(operand, negate), Constants.isConstant(operand));
    }

    private Code pipe(Syntax.Pipe pipe, Context context) throws Undefined {
        return pipe(Fusion.stages(pipe), 0, context);
    }

    private Code pipe(List<Syntax> stages, int at, Context context) throws Undefined {
        Fusion.Fused fused = Fusion.of(stages, at, context.inner(), this);
        int next = at + (fused == null ? 1 : fused.stages());
        if (next == stages.size()) {
            return fused == null ? compile(stages.get(at), context) : fused.code();
        }
        if (stages.get(at) instanceof Syntax.Identity) {
            return pipe(stages, next, context);
        }
        Code left = fused == null ? compile(stages.get(at), context.inner()) : fused.code();
        return new Pipe(left, pipe(stages, next, context.elsewhere().after(left.single())));
    }

    private Code binary(Syntax.Binary binary, Context context) throws Undefined {
        Code left = compile(binary.left(), context);
        Code right = compile(binary.right(), context);
        if (binary.operator() == Syntax.Operator.ADD && left instanceof Sum sum && right.single()) {
            List<Code> terms = new ArrayList<>(sum.terms());
            terms.add(right);
            return new Sum(terms);
        }
        if (binary.operator() == Syntax.Operator.ADD
                && left instanceof Operation first
                && first.isSum()
                && right.single()) {
            return new Sum(List.of(first.left(), first.right(), right));
        }
        return Constants.fold(
                new Operation(binary.operator(), left, right),
                Constants.isConstant(left) && Constants.isConstant(right));
    }

    private Code alternative(Syntax.Alternative alternative, Context context) throws Undefined {
        Code left = compile(alternative.left(), context.inner());
        return new Alternative(left, compile(alternative.right(), context));
    }

    private Code choice(Syntax.If choice, Context context) throws Undefined {
        Code condition = compile(choice.condition(), context.inner());
        Context branch = context.after(condition.single());
        return new If(condition, compile(choice.yes(), branch), compile(choice.no(), branch));
    }

    private Code attempt(Syntax.Try attempt, Context context) throws Undefined {
        Code body = compile(attempt.body(), context);
        Code handler = attempt.handler() == null ? new Empty() : compile(attempt.handler(), context.elsewhere());
        return new Try(body, handler);
    }

    /** The number of nodes compiled so far. */
    int size() {
        return size;
    }

    JsonNode environment() {
        return Objects.requireNonNull(environment);
    }

    /** Says that a name means nothing. */
    static final class Undefined extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Span span;

        Undefined(String message, Span span) {
            super(message, null, false, false);
            this.span = span;
        }

        Span span() {
            return span;
        }
    }
}
