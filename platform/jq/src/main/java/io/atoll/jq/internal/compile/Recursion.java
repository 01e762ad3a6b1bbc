package io.atoll.jq.internal.compile;

import io.atoll.jq.internal.syntax.Syntax;
import io.atoll.jq.internal.syntax.Syntax.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds calls by name. */
final class Recursion {

    private final String name;
    private final int arity;

    private Recursion(String name, int arity) {
        this.name = name;
        this.arity = arity;
    }

    /** Whether a function of a name and arity is called anywhere, even if another one of the same name is meant. */
    static boolean calls(Syntax body, String name, int arity) {
        return new Recursion(name, arity).in(body);
    }

    private boolean in(@Nullable Syntax node) {
        return switch (node) {
            case null -> false;
            case Syntax.Call call ->
                (call.name().equals(name) && call.arguments().size() == arity)
                        || call.arguments().stream().anyMatch(this::in);
            case Syntax.Identity identity -> false;
            case Syntax.Literal literal -> false;
            case Syntax.Format format -> false;
            case Syntax.Variable variable -> false;
            case Syntax.Break jump -> false;
            case Syntax.Interpolation text -> text.pieces().stream().anyMatch(piece -> in(piece.expression()));
            case Syntax.Index index -> in(index.target()) || in(index.key());
            case Syntax.Slice slice -> in(slice.target()) || in(slice.from()) || in(slice.to());
            case Syntax.Iterate iterate -> in(iterate.target());
            case Syntax.Array array -> in(array.body());
            case Syntax.Members object ->
                object.entries().stream().anyMatch(entry -> in(entry.key()) || in(entry.value()));
            case Syntax.Negation negation -> in(negation.operand());
            case Syntax.Pipe pipe -> in(pipe.left()) || in(pipe.right());
            case Syntax.Comma comma -> in(comma.left()) || in(comma.right());
            case Syntax.Binary binary -> in(binary.left()) || in(binary.right());
            case Syntax.Alternative alternative -> in(alternative.left()) || in(alternative.right());
            case Syntax.Logic logic -> in(logic.left()) || in(logic.right());
            case Syntax.Assign assign -> in(assign.paths()) || in(assign.values());
            case Syntax.Update update -> in(update.paths()) || in(update.update());
            case Syntax.ArithmeticUpdate update -> in(update.paths()) || in(update.values());
            case Syntax.AlternativeUpdate update -> in(update.paths()) || in(update.values());
            case Syntax.If choice -> in(choice.condition()) || in(choice.yes()) || in(choice.no());
            case Syntax.Try attempt -> in(attempt.body()) || in(attempt.handler());
            case Syntax.Reduce reduce ->
                in(reduce.source()) || in(reduce.init()) || in(reduce.update()) || inPatterns(reduce.patterns());
            case Syntax.Foreach foreach ->
                in(foreach.source())
                        || in(foreach.init())
                        || in(foreach.update())
                        || in(foreach.extract())
                        || inPatterns(foreach.patterns());
            case Syntax.Bind bind -> in(bind.source()) || in(bind.body()) || inPatterns(bind.patterns());
            case Syntax.Label label -> in(label.body());
            case Syntax.Define define -> in(define.function().body()) || in(define.body());
        };
    }

    private boolean inPatterns(List<Pattern> patterns) {
        return patterns.stream().anyMatch(this::inPattern);
    }

    private boolean inPattern(@Nullable Pattern pattern) {
        return switch (pattern) {
            case null -> false;
            case Pattern.Name variable -> false;
            case Pattern.Elements elements -> inPatterns(elements.patterns());
            case Pattern.Members members ->
                members.members().stream().anyMatch(member -> in(member.key()) || inPattern(member.pattern()));
        };
    }
}
