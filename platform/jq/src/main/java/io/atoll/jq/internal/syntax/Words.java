package io.atoll.jq.internal.syntax;

import io.atoll.jq.Position;
import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Token.Kind;
import java.util.List;

/** The tokens of a program, one after the other, and what is said of those that should not be there. */
final class Words {

    /** Deeper nesting is refused: nobody writes it, and it costs stack. */
    private static final int DEEPEST = 1_000;

    /** Nesting that the stack of any thread bears. */
    private static final int SHALLOW = 40;

    /** What stands in rows nests in all rows together at most so deep. */
    private static final int LINKS = 20_000;

    private final String text;
    private final List<Token> tokens;
    private int at;
    private final boolean shallow;
    private int depth;
    private int links;

    /**
     * Takes a text apart.
     *
     * @param shallow whether only a little nesting is borne
     */
    Words(String text, boolean shallow) throws SyntaxException {
        this.text = text;
        this.shallow = shallow;
        this.tokens = Lexer.tokens(text);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        return tokens.get(isEnd() ? at : at++);
    }

    Span span() {
        return peek().span();
    }

    /** Where the last token stood. */
    Span last() {
        return tokens.get(Math.max(0, at - 1)).span();
    }

    Position position(Token token) {
        return Position.of(text, token.span().start());
    }

    boolean isEnd() {
        return is(Kind.END);
    }

    boolean is(Kind kind) {
        return peek().kind() == kind;
    }

    boolean isSign(String sign) {
        return peek().isSign(sign);
    }

    boolean isKeyword(String keyword) {
        return peek().isKeyword(keyword);
    }

    boolean isAhead(int count, Kind kind) {
        return at + count < tokens.size() && tokens.get(at + count).kind() == kind;
    }

    boolean isAhead(int count, String sign) {
        return at + count < tokens.size() && tokens.get(at + count).isSign(sign);
    }

    /** Whether the next token follows the last one without a space. */
    boolean touches() {
        return last().end() == span().start();
    }

    boolean skipSign(String sign) {
        return skip(isSign(sign));
    }

    boolean skipKeyword(String keyword) {
        return skip(isKeyword(keyword));
    }

    private boolean skip(boolean there) {
        if (there) {
            at++;
        }
        return there;
    }

    Token take(Kind kind, String expected) throws SyntaxException {
        if (!is(kind)) {
            throw unexpected(expected);
        }
        return next();
    }

    Token takeSign(String sign) throws SyntaxException {
        if (!isSign(sign)) {
            throw unexpected("'" + sign + "'");
        }
        return next();
    }

    void takeKeyword(String keyword) throws SyntaxException {
        if (!isKeyword(keyword)) {
            throw unexpected("'" + keyword + "'");
        }
        next();
    }

    void end() throws SyntaxException {
        if (!isEnd()) {
            throw unexpected("end of file");
        }
    }

    void enter() throws SyntaxException {
        depth++;
        bear(depth);
        if (depth > DEEPEST) {
            throw wrong("nested more than " + DEEPEST + " levels deep", span());
        }
    }

    /**
     * Counts what stands in one row, for a row nests too.
     *
     * @param length so far, with the next one
     */
    void row(int length) throws SyntaxException {
        bear(length);
        if (length > DEEPEST) {
            throw wrong("more than " + DEEPEST + " expressions in one row", span());
        }
        if (length > 1 && ++links > LINKS) {
            throw wrong("more than " + LINKS + " operators", span());
        }
    }

    private void bear(int levels) {
        if (shallow && levels > SHALLOW) {
            throw new DeepNesting();
        }
    }

    void leave() {
        depth--;
    }

    void refuseModules() throws SyntaxException {
        for (String keyword : List.of("module", "import", "include")) {
            if (isKeyword(keyword)) {
                throw refused(keyword);
            }
        }
    }

    SyntaxException refused(String word) {
        return wrong(word + " is not supported: programs have no modules and no other inputs", span());
    }

    SyntaxException unexpected(String expected) {
        return wrong("syntax error, unexpected " + peek().name() + ", expecting " + expected + hint(), span());
    }

    /** What to write instead of what other languages have. */
    private String hint() {
        String before = at == 0 ? "" : tokens.get(at - 1).text();
        return switch (peek().text()) {
            case "'" -> "; strings stand in double quotes";
            case "&" -> "; write and";
            case "|" -> before.equals("|") ? "; write or, or something between | and |" : "";
            case "=" -> before.equals("==") || before.equals("!=") ? "; write " + before : "";
            default -> "";
        };
    }

    SyntaxException wrong(String reason, Span span) {
        return new SyntaxException(reason, Position.of(text, span.start()), text);
    }
}
