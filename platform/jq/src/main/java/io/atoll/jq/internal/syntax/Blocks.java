package io.atoll.jq.internal.syntax;

import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Syntax.Pattern;
import java.util.List;

/** Parses what begins with a keyword: conditions, attempts and folds. */
final class Blocks {

    private final Words words;
    private final Parser parser;
    private final Bindings bindings;

    Blocks(Words words, Parser parser, Bindings bindings) {
        this.words = words;
        this.parser = parser;
        this.bindings = bindings;
    }

    /** From {@code if} or {@code elif} to {@code end}. */
    Syntax condition() throws SyntaxException {
        Span start = words.next().span();
        Syntax condition = parser.query();
        words.takeKeyword("then");
        Syntax yes = parser.query();
        Syntax no;
        if (words.isKeyword("elif")) {
            words.enter();
            no = condition();
            words.leave();
        } else if (words.skipKeyword("else")) {
            no = parser.query();
            words.takeKeyword("end");
        } else {
            no = new Syntax.Identity(words.span());
            words.takeKeyword("end");
        }
        return new Syntax.If(condition, yes, no, start.to(words.last()));
    }

    Syntax attempt() throws SyntaxException {
        Span start = words.next().span();
        Syntax body = parser.term();
        Syntax handler = words.skipKeyword("catch") ? parser.term() : null;
        return new Syntax.Try(body, handler, start.to(words.last()));
    }

    Syntax fold(boolean reduce) throws SyntaxException {
        Span start = words.next().span();
        Syntax source = parser.expression(0);
        words.takeKeyword("as");
        List<Pattern> patterns = bindings.patterns();
        words.takeSign("(");
        Syntax init = parser.query();
        words.takeSign(";");
        Syntax update = parser.query();
        Syntax extract = !reduce && words.skipSign(";") ? parser.query() : new Syntax.Identity(words.span());
        Span span = start.to(words.takeSign(")").span());
        return reduce
                ? new Syntax.Reduce(source, patterns, init, update, span)
                : new Syntax.Foreach(source, patterns, init, update, extract, span);
    }
}
