package io.atoll.jq.internal.syntax;

import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Syntax.Function;
import io.atoll.jq.internal.syntax.Syntax.Function.Parameter;
import io.atoll.jq.internal.syntax.Syntax.Pattern;
import io.atoll.jq.internal.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Makes syntax trees of texts, by recursive descent; what stands between operators is left to {@link Terms}. */
public final class Parser {

    private final Words words;
    private final Bindings bindings;
    private final Terms terms;

    private Parser(Words words) {
        this.words = words;
        Strings strings = new Strings(words, this);
        Objects objects = new Objects(words, this, strings);
        bindings = new Bindings(words, objects, strings);
        terms = new Terms(words, this, new Blocks(words, this, bindings), objects, strings);
    }

    /**
     * Parses a program; one without an expression is the identity.
     *
     * @param shallow whether the stack may be small
     * @throws SyntaxException at the first place that is wrong
     * @throws DeepNesting if that needs a large stack
     */
    public static Syntax program(String text, boolean shallow) throws SyntaxException {
        Parser parser = new Parser(new Words(text, shallow));
        parser.words.refuseModules();
        List<Function> functions = parser.functions();
        Syntax body = parser.words.isEnd() ? new Syntax.Identity(parser.words.span()) : parser.query();
        parser.words.end();
        return wrap(functions, body);
    }

    /** Parses a list of functions. */
    public static List<Function> library(String text) throws SyntaxException {
        Parser parser = new Parser(new Words(text, false));
        List<Function> functions = parser.functions();
        parser.words.end();
        return functions;
    }

    private static Syntax wrap(List<Function> functions, Syntax body) {
        Syntax wrapped = body;
        for (int i = functions.size() - 1; i >= 0; i--) {
            wrapped = new Syntax.Define(
                    functions.get(i), wrapped, functions.get(i).span().to(body.span()));
        }
        return wrapped;
    }

    private List<Function> functions() throws SyntaxException {
        List<Function> functions = new ArrayList<>();
        while (words.isKeyword("def")) {
            functions.add(function());
            words.row(functions.size());
        }
        return functions;
    }

    private Function function() throws SyntaxException {
        Span start = words.span();
        words.next();
        String name = words.take(Kind.NAME, "a name for the function").text();
        List<Parameter> parameters = new ArrayList<>();
        if (words.skipSign("(")) {
            do {
                boolean value = words.is(Kind.VARIABLE);
                Token parameter = value ? words.next() : words.take(Kind.NAME, "a parameter");
                parameters.add(new Parameter(parameter.text(), value));
            } while (words.skipSign(";"));
            words.takeSign(")");
        }
        words.takeSign(":");
        words.enter();
        Syntax body = query();
        words.leave();
        Span end = words.takeSign(";").span();
        return new Function(name, parameters, body, start.to(end));
    }

    /** Everything: definitions, bindings, pipes, commas. */
    Syntax query() throws SyntaxException {
        List<Syntax> stages = new ArrayList<>();
        do {
            stages.add(commas());
            words.row(stages.size());
        } while (words.skipSign("|"));
        return pipe(stages);
    }

    /** The stages of a pipe as one node; the list is used up. */
    static Syntax pipe(List<Syntax> stages) {
        Syntax pipe = stages.removeLast();
        while (!stages.isEmpty()) {
            Syntax left = stages.removeLast();
            pipe = new Syntax.Pipe(left, pipe, left.span().to(pipe.span()));
        }
        return pipe;
    }

    private Syntax commas() throws SyntaxException {
        List<Syntax> parts = new ArrayList<>();
        do {
            parts.add(statement());
        } while (words.skipSign(","));
        return comma(parts);
    }

    /** The parts as one node: a balanced tree, for a list may be long. */
    private static Syntax comma(List<Syntax> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        int middle = (parts.size() + 1) / 2;
        Syntax left = comma(parts.subList(0, middle));
        Syntax right = comma(parts.subList(middle, parts.size()));
        return new Syntax.Comma(left, right, left.span().to(right.span()));
    }

    private Syntax statement() throws SyntaxException {
        Span start = words.span();
        if (words.isKeyword("def")) {
            List<Function> functions = functions();
            words.enter();
            Syntax body = query();
            words.leave();
            return wrap(functions, body);
        }
        if (words.isKeyword("label")) {
            words.next();
            String name = words.take(Kind.VARIABLE, "a $name for the label").text();
            words.takeSign("|");
            words.enter();
            Syntax body = query();
            words.leave();
            return new Syntax.Label(name, body, start.to(body.span()));
        }
        Syntax expression = expression(0);
        if (words.isKeyword("as")) {
            words.next();
            List<Pattern> patterns = bindings.patterns();
            words.takeSign("|");
            words.enter();
            Syntax body = query();
            words.leave();
            return new Syntax.Bind(expression, patterns, body, start.to(body.span()));
        }
        return expression;
    }

    /** Operands and the operators between them that bind at least as strongly as said. */
    Syntax expression(int least) throws SyntaxException {
        Syntax left = terms.term();
        for (int i = 1; ; i++) {
            words.row(i);
            Infix operator = Infix.of(words.peek());
            if (operator == null || operator.strength() < least) {
                return left;
            }
            String sign = words.next().text();
            words.enter();
            Syntax right = expression(operator.leastToTheRight());
            words.leave();
            left = operator.node(left, right);
            if (operator.refusesNeighbour(words.peek())) {
                throw words.unexpected("parentheses, for '" + sign + "' cannot stand in a row with another");
            }
        }
    }

    /** An operand. */
    Syntax term() throws SyntaxException {
        return terms.term();
    }
}
