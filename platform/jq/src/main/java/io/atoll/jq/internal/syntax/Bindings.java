package io.atoll.jq.internal.syntax;

import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Syntax.Pattern;
import io.atoll.jq.internal.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Parses the patterns behind {@code as}. */
final class Bindings {

    private final Words words;
    private final Objects objects;
    private final Strings strings;

    Bindings(Words words, Objects objects, Strings strings) {
        this.words = words;
        this.objects = objects;
        this.strings = strings;
    }

    List<Pattern> patterns() throws SyntaxException {
        List<Pattern> patterns = new ArrayList<>();
        do {
            patterns.add(pattern());
        } while (words.skipSign("?//"));
        return patterns;
    }

    private Pattern pattern() throws SyntaxException {
        words.enter();
        Pattern pattern;
        if (words.is(Kind.VARIABLE)) {
            pattern = new Pattern.Name(words.next().text());
        } else if (words.skipSign("[")) {
            List<Pattern> elements = new ArrayList<>();
            do {
                elements.add(pattern());
            } while (words.skipSign(","));
            words.takeSign("]");
            pattern = new Pattern.Elements(elements);
        } else if (words.skipSign("{")) {
            List<Pattern.Member> members = new ArrayList<>();
            do {
                members.add(member());
            } while (words.skipSign(","));
            words.takeSign("}");
            pattern = new Pattern.Members(members);
        } else {
            throw words.unexpected("BINDING or '[' or '{'");
        }
        words.leave();
        return pattern;
    }

    private Pattern.Member member() throws SyntaxException {
        Token token = words.peek();
        if (words.is(Kind.VARIABLE)) {
            words.next();
            Pattern pattern = words.skipSign(":") ? pattern() : null;
            return new Pattern.Member(Objects.name(token), token.text(), pattern);
        }
        Syntax key;
        if (words.is(Kind.NAME) || words.is(Kind.KEYWORD)) {
            key = Objects.name(words.next());
        } else if (words.is(Kind.STRING_START) || words.is(Kind.FORMAT)) {
            key = strings.formatted();
        } else if (words.isSign("(")) {
            key = objects.key();
        } else {
            throw words.isSign("}")
                    ? words.unexpected("a key or $name")
                    : words.wrong("May need parentheses around object key expression", token.span());
        }
        words.takeSign(":");
        return new Pattern.Member(key, null, pattern());
    }
}
