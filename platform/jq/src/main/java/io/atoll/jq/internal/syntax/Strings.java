package io.atoll.jq.internal.syntax;

import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Syntax.Interpolation.Piece;
import io.atoll.jq.internal.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Parses strings, with and without interpolations. */
final class Strings {

    private final Words words;
    private final Parser parser;

    Strings(Words words, Parser parser) {
        this.words = words;
        this.parser = parser;
    }

    /** A string that begins here; the format is that of its interpolations. */
    Syntax string(String format) throws SyntaxException {
        Span start = words.next().span();
        List<Piece> pieces = new ArrayList<>();
        while (!words.is(Kind.STRING_END)) {
            if (words.is(Kind.STRING_PIECE)) {
                Token piece = words.next();
                pieces.add(new Piece(new Syntax.Literal(TextNode.valueOf(piece.text()), piece.span()), false));
            } else {
                words.take(Kind.INTERPOLATION_START, "the end of the string");
                pieces.add(new Piece(parser.query(), true));
                words.take(Kind.INTERPOLATION_END, "')' after the interpolated expression");
            }
        }
        Span span = start.to(words.next().span());
        boolean plain = pieces.stream().noneMatch(Piece::interpolated);
        return plain ? literal(pieces, span) : new Syntax.Interpolation(format, pieces, span);
    }

    /** A string, perhaps with the name of a format before it. */
    Syntax formatted() throws SyntaxException {
        String format = words.is(Kind.FORMAT) ? words.next().text() : "text";
        if (!words.is(Kind.STRING_START)) {
            throw words.unexpected("a string as key of the object");
        }
        return string(format);
    }

    private static Syntax literal(List<Piece> pieces, Span span) {
        String text = pieces.isEmpty()
                ? ""
                : ((Syntax.Literal) pieces.getFirst().expression()).value().textValue();
        return new Syntax.Literal(TextNode.valueOf(text), span);
    }
}
