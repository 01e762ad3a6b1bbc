package io.atoll.jq.internal.compile;

import static io.atoll.jq.internal.compile.Kinds.ANY;
import static io.atoll.jq.internal.compile.Kinds.ARRAY;
import static io.atoll.jq.internal.compile.Kinds.BOOLEAN;
import static io.atoll.jq.internal.compile.Kinds.EACH;
import static io.atoll.jq.internal.compile.Kinds.FALSE;
import static io.atoll.jq.internal.compile.Kinds.NULL;
import static io.atoll.jq.internal.compile.Kinds.NUMBER;
import static io.atoll.jq.internal.compile.Kinds.OBJECT;
import static io.atoll.jq.internal.compile.Kinds.ONE;
import static io.atoll.jq.internal.compile.Kinds.SAFE;
import static io.atoll.jq.internal.compile.Kinds.TEXT;

import io.atoll.jq.Analysis.Finding;
import io.atoll.jq.internal.syntax.Syntax;
import io.atoll.jq.internal.syntax.Syntax.Pattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks in one walk over a program for what is legal but surely not meant, by the {@link Kinds} that each expression gives. */
final class Lint {

    private final Rules rules;
    private final Deque<Binding> bindings = new ArrayDeque<>();
    /** Names of functions and parameters of the program: whatever is called so may be none of the built-in functions. */
    private final Set<String> defined = new HashSet<>();

    private Lint(Rules rules) {
        this.rules = rules;
    }

    /** What is found in a program. */
    static List<Finding> of(Syntax program, String text) {
        Rules rules = new Rules(text);
        new Lint(rules).walk(program, ANY);
        return rules.findings();
    }

    /** The kinds that an expression gives for an input of some kinds. */
    private int walk(@Nullable Syntax node, int in) {
        return switch (node) {
            case null -> NULL | ONE | SAFE;
            case Syntax.Identity identity -> (in & ANY) | ONE | SAFE;
            case Syntax.Literal literal -> Kinds.of(literal.value());
            case Syntax.Interpolation text -> interpolation(text, in);
            case Syntax.Format format -> TEXT | ONE;
            case Syntax.Index index -> index(index, in);
            case Syntax.Slice slice -> slice(slice, in);
            case Syntax.Iterate iterate -> iterate(iterate, in);
            case Syntax.Array array -> ARRAY | ONE | (array.body() == null ? SAFE : walk(array.body(), in) & SAFE);
            case Syntax.Members object -> object(object, in);
            case Syntax.Negation negation -> NUMBER | (walk(negation.operand(), in) & (ONE | EACH));
            case Syntax.Pipe pipe -> pipe(pipe, in);
            case Syntax.Comma comma -> Kinds.either(walk(comma.left(), in), walk(comma.right(), in)) & ~ONE;
            case Syntax.Binary binary -> rules.binary(binary, walk(binary.left(), in), walk(binary.right(), in));
            case Syntax.Alternative alternative -> alternative(alternative, in);
            case Syntax.Logic logic -> logic(logic, in);
            case Syntax.Assign assign -> update(assign.paths(), assign.values(), in);
            case Syntax.Update update -> update(update.paths(), update.update(), in);
            case Syntax.ArithmeticUpdate update -> update(update.paths(), update.values(), in);
            case Syntax.AlternativeUpdate update -> update(update.paths(), update.values(), in);
            case Syntax.If choice -> choice(choice, in);
            case Syntax.Try attempt -> attempt(attempt, in);
            case Syntax.Reduce reduce ->
                fold(reduce.source(), reduce.patterns(), List.of(reduce.init(), reduce.update()), in);
            case Syntax.Foreach foreach ->
                fold(
                        foreach.source(),
                        foreach.patterns(),
                        List.of(foreach.init(), foreach.update(), foreach.extract()),
                        in);
            case Syntax.Bind bind -> bind(bind, in);
            case Syntax.Label label -> walk(label.body(), in) & ~(ONE | SAFE);
            case Syntax.Break jump -> 0;
            case Syntax.Define define -> define(define, in);
            case Syntax.Call call -> call(call, in);
            case Syntax.Variable variable -> variable(variable.name());
        };
    }

    private int interpolation(Syntax.Interpolation text, int in) {
        int kinds = TEXT | ONE | SAFE;
        for (Syntax.Interpolation.Piece piece : text.pieces()) {
            kinds = Kinds.made(TEXT, kinds, walk(piece.expression(), in));
        }
        return text.format().equals("text") ? kinds : kinds & ~SAFE;
    }

    private int object(Syntax.Members object, int in) {
        int kinds = OBJECT | ONE | SAFE;
        for (Syntax.Members.Entry entry : object.entries()) {
            kinds = Kinds.made(OBJECT, kinds, walk(entry.key(), in));
            kinds = entry.value() == null ? kinds : Kinds.made(OBJECT, kinds, walk(entry.value(), in));
        }
        return kinds;
    }

    private int index(Syntax.Index index, int in) {
        int target = walk(index.target(), in);
        int key = walk(index.key(), ANY);
        if (!index.optional()) {
            rules.index(index, target, key);
        }
        boolean chain = index.key() instanceof Syntax.Literal && !index.optional() && (target & ONE) != 0;
        return ANY | ((target | key) & EACH) | (chain ? target & (ONE | SAFE) : 0);
    }

    private int slice(Syntax.Slice slice, int in) {
        int target = walk(slice.target(), in);
        walk(slice.from(), ANY);
        walk(slice.to(), ANY);
        return (target & (NULL | TEXT | ARRAY)) == 0 ? ANY : target & (NULL | TEXT | ARRAY | EACH);
    }

    private int iterate(Syntax.Iterate iterate, int in) {
        int target = walk(iterate.target(), in);
        if (!iterate.optional()) {
            rules.iterate(iterate, target);
        }
        return ANY | EACH | (iterate.optional() ? target & SAFE : 0);
    }

    private int pipe(Syntax.Pipe pipe, int in) {
        int left = walk(pipe.left(), in);
        rules.pipe(pipe, left);
        int right = walk(pipe.right(), (left & ANY) == 0 ? ANY : left);
        return Kinds.made(right & ANY, left, right);
    }

    private int alternative(Syntax.Alternative alternative, int in) {
        int left = walk(alternative.left(), in);
        int right = walk(alternative.right(), in);
        rules.alternative(alternative, left);
        return (left & ANY & ~(NULL | FALSE)) | (right & (ANY | SAFE)) | (left & right & ONE) | ((left | right) & EACH);
    }

    private int logic(Syntax.Logic logic, int in) {
        String where = logic.and() ? "and" : "or";
        int left = walk(logic.left(), in);
        int right = walk(logic.right(), in);
        rules.condition("the left side of " + where, logic.left(), left);
        rules.condition("the right side of " + where, logic.right(), right);
        return Kinds.made(BOOLEAN, left, right);
    }

    private int update(Syntax paths, Syntax values, int in) {
        walk(paths, in);
        walk(values, ANY);
        return ANY;
    }

    private int choice(Syntax.If choice, int in) {
        int condition = walk(choice.condition(), in);
        rules.condition("the condition of if", choice.condition(), condition);
        rules.each("if", choice.condition(), condition);
        int branches = Kinds.either(walk(choice.yes(), in), walk(choice.no(), in));
        return Kinds.made(branches & ANY, condition, branches);
    }

    private int attempt(Syntax.Try attempt, int in) {
        int body = walk(attempt.body(), in);
        return attempt.handler() == null
                ? (body & (ANY | EACH)) | SAFE
                : (body | walk(attempt.handler(), ANY)) & (ANY | EACH);
    }

    private int fold(Syntax source, List<Pattern> patterns, List<Syntax> parts, int in) {
        walk(source, in);
        patterns.forEach(this::keys);
        List<String> names = Patterns.names(patterns);
        names.forEach(name -> bindings.push(new Binding(name, ANY)));
        for (Syntax part : parts) {
            walk(part, ANY);
        }
        names.forEach(name -> bindings.pop());
        return ANY;
    }

    private int bind(Syntax.Bind bind, int in) {
        int source = walk(bind.source(), in);
        bind.patterns().forEach(this::keys);
        boolean plain = bind.patterns().size() == 1 && bind.patterns().getFirst() instanceof Pattern.Name;
        List<String> names = Patterns.names(bind.patterns());
        names.forEach(name -> bindings.push(new Binding(name, plain ? source & ANY : ANY)));
        int body = walk(bind.body(), in);
        for (String name : names) {
            Binding binding = bindings.pop();
            if (plain && !binding.used) {
                rules.unused(bind, name, source);
            }
        }
        return Kinds.made(body & ANY, source, body);
    }

    private void keys(Pattern pattern) {
        switch (pattern) {
            case Pattern.Name name -> {}
            case Pattern.Elements elements -> elements.patterns().forEach(this::keys);
            case Pattern.Members members -> {
                for (Pattern.Member member : members.members()) {
                    walk(member.key(), ANY);
                    if (member.pattern() != null) {
                        keys(member.pattern());
                    }
                }
            }
        }
    }

    private int define(Syntax.Define define, int in) {
        defined.add(define.function().name());
        define.function().parameters().forEach(parameter -> {
            defined.add(parameter.name());
            bindings.push(new Binding(parameter.name(), ANY));
        });
        walk(define.function().body(), ANY);
        define.function().parameters().forEach(parameter -> bindings.pop());
        return walk(define.body(), in);
    }

    private int call(Syntax.Call call, int in) {
        boolean known = !defined.contains(call.name());
        boolean select =
                known && call.name().equals("select") && call.arguments().size() == 1;
        for (Syntax argument : call.arguments()) {
            int kinds = walk(argument, select ? in : ANY);
            if (select) {
                rules.condition("the condition of select", argument, kinds);
                rules.each("select", argument, kinds);
            }
        }
        if (select) {
            return in & ANY;
        }
        return known ? Kinds.ofCall(call.name() + "/" + call.arguments().size()) : ANY;
    }

    private int variable(String name) {
        for (Binding binding : bindings) {
            if (binding.name.equals(name)) {
                binding.used = true;
                return (binding.kinds == 0 ? ANY : binding.kinds) | ONE | SAFE;
            }
        }
        return ANY | ONE | SAFE;
    }

    /** A variable that is seen here. */
    private static final class Binding {

        private final String name;
        private final int kinds;
        private boolean used;

        Binding(String name, int kinds) {
            this.name = name;
            this.kinds = kinds;
        }
    }
}
