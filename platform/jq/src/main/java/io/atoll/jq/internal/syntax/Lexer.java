package io.atoll.jq.internal.syntax;

import io.atoll.jq.Position;
import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the text of a program apart into tokens. */
final class Lexer {

    static final Set<String> KEYWORDS = Set.of(
            "as", "import", "include", "module", "def", "if", "then", "else", "elif", "and", "or", "end", "reduce",
            "foreach", "try", "catch", "label", "break");

    /** Longest first. */
    private static final List<String> SIGNS = List.of(
            "?//", "//=", "!=", "==", "//", "|=", "+=", "-=", "*=", "/=", "%=", "<=", ">=", "..", ".", "?", "=", ";",
            ",", ":", "|", "+", "-", "*", "/", "%", "$", "<", ">");

    private static final Pattern ESCAPES = Pattern.compile("(?:\\\\[^u(]|\\\\u[a-zA-Z0-9]{0,4})+", Pattern.DOTALL);

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    /** The brackets that are open: their closing ones, and {@code "} for the interpolation of a string. */
    private final Deque<Character> open = new ArrayDeque<>();

    private int at;
    /** Where the row of escapes begins in which this stands, or -1. */
    private int escapes = -1;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of a text; the last one is the end. */
    static List<Token> tokens(String text) throws SyntaxException {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() throws SyntaxException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (c == '#') {
                comment();
            } else if (c == '"') {
                at++;
                add(Kind.STRING_START, "\"", at - 1);
                string();
            } else if ("([{".indexOf(c) >= 0) {
                open.push(c == '(' ? ')' : c == '[' ? ']' : '}');
                sign(1);
            } else if (")]}".indexOf(c) >= 0) {
                close(c);
            } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
                number();
            } else {
                word(c);
            }
        }
        end();
    }

    /** The end stands where the last token does, as in jq. */
    private void end() {
        tokens.add(new Token(
                Kind.END,
                "",
                tokens.isEmpty() ? new Span(0, 0) : tokens.getLast().span()));
    }

    /** A comment ends with its line, unless that ends with an odd number of backslashes. */
    private void comment() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n') {
                return;
            }
            if (c == '\\') {
                if (peek(0) == '\\' || peek(0) == '\n') {
                    at++;
                } else if (peek(0) == '\r' && peek(1) == '\n') {
                    at += 2;
                }
            }
        }
    }

    private void close(char c) throws SyntaxException {
        if (open.isEmpty()) {
            invalid();
        } else if (open.peek() == '"' && c == ')') {
            open.pop();
            at++;
            add(Kind.INTERPOLATION_END, ")", at - 1);
            string();
        } else if (open.peek() == c) {
            open.pop();
            sign(1);
        } else {
            invalid();
        }
    }

    private void invalid() {
        at++;
        add(Kind.INVALID, text.substring(at - 1, at), at - 1);
    }

    private void sign(int length) {
        at += length;
        add(Kind.SIGN, text.substring(at - length, at), at - length);
    }

    private void number() {
        int start = at;
        digits();
        if (peek(0) == '.') {
            at++;
            digits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
            if (isDigit(peek(sign))) {
                at += sign;
                digits();
            }
        }
        add(Kind.NUMBER, text.substring(start, at), start);
    }

    private void digits() {
        while (isDigit(peek(0))) {
            at++;
        }
    }

    private void word(char c) {
        int start = at;
        if (c == '.' && isLetter(peek(1))) {
            at++;
            add(Kind.FIELD, simpleName(), start);
        } else if (c == '$' && isLetter(peek(1))) {
            at++;
            String name = name();
            add(name.equals("__loc__") ? Kind.LOCATION : Kind.VARIABLE, name, start);
        } else if (c == '@' && (isLetter(peek(1)) || isDigit(peek(1)))) {
            at++;
            add(Kind.FORMAT, simpleName(), start);
        } else if (isLetter(c)) {
            String name = name();
            add(KEYWORDS.contains(name) ? Kind.KEYWORD : Kind.NAME, name, start);
        } else {
            for (String sign : SIGNS) {
                if (text.startsWith(sign, at)) {
                    sign(sign.length());
                    return;
                }
            }
            invalid();
        }
    }

    private String simpleName() {
        int start = at;
        while (isLetter(peek(0)) || isDigit(peek(0))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String name() {
        int start = at;
        simpleName();
        while (peek(0) == ':' && peek(1) == ':' && isLetter(peek(2))) {
            at += 2;
            simpleName();
        }
        return text.substring(start, at);
    }

    /** The rest of a string, up to its end or to an interpolation. */
    private void string() throws SyntaxException {
        StringBuilder piece = new StringBuilder();
        int start = at;
        escapes = -1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                piece(piece, start);
                at++;
                add(Kind.STRING_END, "\"", at - 1);
                return;
            }
            if (c == '\\') {
                if (peek(1) == '(') {
                    piece(piece, start);
                    at += 2;
                    open.push('"');
                    add(Kind.INTERPOLATION_START, "\\(", at - 2);
                    return;
                }
                escapes = escapes < 0 ? at : escapes;
                escape(piece);
            } else {
                escapes = -1;
                piece.append(c);
                at++;
            }
        }
        // the string has no end: the end of the program follows
    }

    private void piece(StringBuilder piece, int start) {
        if (!piece.isEmpty()) {
            add(Kind.STRING_PIECE, piece.toString(), start);
        }
    }

    private void escape(StringBuilder piece) throws SyntaxException {
        char c = peek(1);
        if (c == 'u') {
            piece.appendCodePoint(unicode());
            return;
        }
        int kind = "\"\\/bfnrt".indexOf(c);
        if (kind < 0 || at + 1 >= text.length()) {
            throw invalidEscape("Invalid escape");
        }
        piece.append("\"\\/\b\f\n\r\t".charAt(kind));
        at += 2;
    }

    /** The code point of one escape, or of two that are a surrogate pair; a lone surrogate is the replacement character. */
    private int unicode() throws SyntaxException {
        char first = hexadecimal();
        if (Character.isHighSurrogate(first) && peek(0) == '\\' && peek(1) == 'u') {
            int before = at;
            char second = hexadecimal();
            if (Character.isLowSurrogate(second)) {
                return Character.toCodePoint(first, second);
            }
            at = before;
        }
        return Character.isSurrogate(first) ? 0xFFFD : first;
    }

    private char hexadecimal() throws SyntaxException {
        int value = 0;
        for (int i = 2; i < 6; i++) {
            int digit = peek(i) < 128 ? Character.digit(peek(i), 16) : -1;
            if (digit < 0) {
                throw invalidEscape("Invalid \\uXXXX escape");
            }
            value = value * 16 + digit;
        }
        at += 6;
        return (char) value;
    }

    /** jq reads the escapes that stand in a row as one JSON string, and says so. */
    private SyntaxException invalidEscape(String reason) {
        Matcher row = ESCAPES.matcher(text);
        int start = escapes;
        String quoted = "\"" + (row.reset().find(start) ? row.group() : "") + "\"";
        String message = reason + " at line 1, column " + quoted.length() + " (while parsing '" + quoted + "')";
        return new SyntaxException(message, Position.of(text, start), text);
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private void add(Kind kind, String word, int start) {
        tokens.add(new Token(kind, word, new Span(start, at)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
