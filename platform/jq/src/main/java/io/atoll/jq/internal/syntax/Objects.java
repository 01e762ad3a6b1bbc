package io.atoll.jq.internal.syntax;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Syntax.Members.Entry;
import io.atoll.jq.internal.value.Complaint;
import java.util.ArrayList;
import java.util.List;

/** Parses objects, and the keys of objects and of patterns. */
final class Objects {

    private final Words words;
    private final Parser parser;
    private final Strings strings;

    Objects(Words words, Parser parser, Strings strings) {
        this.words = words;
        this.parser = parser;
        this.strings = strings;
    }

    Syntax object() throws SyntaxException {
        Span start = words.next().span();
        List<Entry> entries = new ArrayList<>();
        while (!words.isSign("}")) {
            entries.add(entry());
            if (!words.skipSign(",")) {
                break;
            }
        }
        return new Syntax.Members(entries, start.to(words.takeSign("}").span()));
    }

    private Entry entry() throws SyntaxException {
        Token token = words.peek();
        return switch (token.kind()) {
            case VARIABLE -> {
                words.next();
                Syntax variable = new Syntax.Variable(token.text(), token.span());
                yield words.skipSign(":") ? new Entry(variable, memberValue()) : new Entry(name(token), variable);
            }
            case LOCATION ->
                new Entry(new Syntax.Literal(TextNode.valueOf("__loc__"), token.span()), location(words.next()));
            case NAME, KEYWORD -> {
                words.next();
                yield new Entry(name(token), words.skipSign(":") ? memberValue() : null);
            }
            case STRING_START, FORMAT -> {
                Syntax key = strings.formatted();
                yield new Entry(key, words.skipSign(":") ? memberValue() : null);
            }
            default -> {
                if (!words.isSign("(")) {
                    throw words.isEnd() || words.isSign("}")
                            ? words.unexpected("a key")
                            : words.wrong("May need parentheses around object key expression", token.span());
                }
                Syntax key = key();
                words.takeSign(":");
                yield new Entry(key, memberValue());
            }
        };
    }

    /** {@code $__loc__}: the line in the text. */
    Syntax location(Token token) {
        return new Syntax.Literal(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("file", "<top-level>")
                        .put("line", words.position(token).line()),
                token.span());
    }

    /** A name as the text that it stands for. */
    static Syntax name(Token token) {
        return new Syntax.Literal(TextNode.valueOf(token.text()), token.span());
    }

    /** A key in parentheses; a constant one must be a text. */
    Syntax key() throws SyntaxException {
        words.takeSign("(");
        Syntax key = parser.query();
        if (key instanceof Syntax.Literal literal && !literal.value().isTextual()) {
            throw words.wrong(String.valueOf(Complaint.key(literal.value()).getMessage()), key.span());
        }
        words.takeSign(")");
        return key;
    }

    /** The value of a member: pipes, but no commas. */
    private Syntax memberValue() throws SyntaxException {
        List<Syntax> stages = new ArrayList<>();
        do {
            stages.add(parser.expression(0));
            words.row(stages.size());
        } while (words.skipSign("|"));
        return Parser.pipe(stages);
    }
}
