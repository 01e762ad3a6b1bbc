package io.atoll.jq.internal.syntax;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Token.Kind;
import io.atoll.jq.internal.value.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Parses operands: what stands between two operators, with the fields, brackets and question marks behind it. */
final class Terms {

    private final Words words;
    private final Parser parser;
    private final Blocks blocks;
    private final Objects objects;
    private final Strings strings;

    Terms(Words words, Parser parser, Blocks blocks, Objects objects, Strings strings) {
        this.words = words;
        this.parser = parser;
        this.blocks = blocks;
        this.objects = objects;
        this.strings = strings;
    }

    /** An operand with all that follows it without an operator between. */
    Syntax term() throws SyntaxException {
        words.enter();
        Syntax term = primary();
        for (int i = 1; ; i++) {
            words.row(i);
            Span start = term.span();
            if (words.is(Kind.FIELD)) {
                Token field = words.next();
                term = index(term, new Syntax.Literal(TextNode.valueOf(field.text()), field.span()), start);
            } else if (words.isSign(".") && words.isAhead(1, Kind.STRING_START)) {
                words.next();
                term = index(term, strings.string("text"), start);
            } else if (words.isSign(".") && words.isAhead(1, "[")) {
                words.next();
                term = bracket(term, start);
            } else if (words.isSign("[")) {
                term = bracket(term, start);
            } else if (words.isSign("?")) {
                term = new Syntax.Try(term, null, start.to(words.next().span()));
            } else {
                words.leave();
                return term;
            }
        }
    }

    private Syntax index(Syntax target, Syntax key, Span start) throws SyntaxException {
        boolean optional = words.skipSign("?");
        return new Syntax.Index(target, key, optional, start.to(words.last()));
    }

    private Syntax bracket(Syntax target, Span start) throws SyntaxException {
        words.takeSign("[");
        if (words.skipSign("]")) {
            boolean optional = words.skipSign("?");
            return new Syntax.Iterate(target, optional, start.to(words.last()));
        }
        if (words.skipSign(":")) {
            Syntax to = parser.query();
            words.takeSign("]");
            boolean optional = words.skipSign("?");
            return new Syntax.Slice(target, null, to, optional, start.to(words.last()));
        }
        Syntax key = parser.query();
        if (words.skipSign(":")) {
            Syntax to = words.isSign("]") ? null : parser.query();
            words.takeSign("]");
            boolean optional = words.skipSign("?");
            return new Syntax.Slice(target, key, to, optional, start.to(words.last()));
        }
        words.takeSign("]");
        return index(target, key, start);
    }

    private Syntax primary() throws SyntaxException {
        Token token = words.peek();
        Span span = token.span();
        return switch (token.kind()) {
            case NUMBER -> new Syntax.Literal(Numbers.literal(words.next().text()), span);
            case STRING_START -> strings.string("text");
            case FORMAT -> {
                words.next();
                yield words.is(Kind.STRING_START)
                        ? strings.string(token.text())
                        : new Syntax.Format(token.text(), span);
            }
            case FIELD -> {
                words.next();
                yield index(
                        new Syntax.Identity(new Span(span.start(), span.start())),
                        new Syntax.Literal(TextNode.valueOf(token.text()), span),
                        span);
            }
            case VARIABLE -> new Syntax.Variable(words.next().text(), span);
            case LOCATION -> objects.location(words.next());
            case NAME -> call();
            case KEYWORD -> keyword(token);
            case SIGN -> sign(token);
            case STRING_PIECE, STRING_END, INTERPOLATION_START, INTERPOLATION_END, INVALID, END ->
                throw words.unexpected("an expression");
        };
    }

    private Syntax sign(Token token) throws SyntaxException {
        Span start = token.span();
        return switch (token.text()) {
            case "." -> {
                words.next();
                if (words.is(Kind.STRING_START)) {
                    yield index(new Syntax.Identity(start), strings.string("text"), start);
                }
                if (words.is(Kind.NAME) || words.is(Kind.NUMBER) || (words.is(Kind.KEYWORD) && words.touches())) {
                    throw words.unexpected("an operator; write .[\"field\"] for unusual names of fields");
                }
                yield new Syntax.Identity(start);
            }
            case ".." -> new Syntax.Call("recurse", List.of(), words.next().span());
            case "-" -> {
                words.next();
                Syntax operand = term();
                yield new Syntax.Negation(operand, start.to(operand.span()));
            }
            case "(" -> {
                words.next();
                Syntax body = parser.query();
                words.takeSign(")");
                yield body;
            }
            case "[" -> {
                words.next();
                Syntax body = words.isSign("]") ? null : parser.query();
                yield new Syntax.Array(body, start.to(words.takeSign("]").span()));
            }
            case "{" -> objects.object();
            default -> throw words.unexpected("an expression");
        };
    }

    private Syntax keyword(Token token) throws SyntaxException {
        return switch (token.text()) {
            case "if" -> blocks.condition();
            case "try" -> blocks.attempt();
            case "reduce" -> blocks.fold(true);
            case "foreach" -> blocks.fold(false);
            case "break" -> {
                words.next();
                Token name = words.take(Kind.VARIABLE, "the $name of a label to break to");
                yield new Syntax.Break(name.text(), token.span().to(name.span()));
            }
            case "import", "include", "module" -> throw words.refused(token.text());
            default -> throw words.unexpected("an expression");
        };
    }

    private Syntax call() throws SyntaxException {
        Token name = words.next();
        if (!words.skipSign("(")) {
            return switch (name.text()) {
                case "true" -> new Syntax.Literal(BooleanNode.TRUE, name.span());
                case "false" -> new Syntax.Literal(BooleanNode.FALSE, name.span());
                case "null" -> new Syntax.Literal(NullNode.instance, name.span());
                default -> new Syntax.Call(name.text(), List.of(), name.span());
            };
        }
        List<Syntax> arguments = new ArrayList<>();
        do {
            arguments.add(parser.query());
        } while (words.skipSign(";"));
        words.takeSign(")");
        return new Syntax.Call(name.text(), arguments, name.span());
    }
}
