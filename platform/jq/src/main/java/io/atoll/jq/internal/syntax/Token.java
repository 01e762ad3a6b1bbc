package io.atoll.jq.internal.syntax;

/**
 * A word of the language.
 *
 * @param kind what it is
 * @param text a name, the text of a number, the content of a piece of a string, the name of a format; else the word itself
 * @param span where it stands
 */
record Token(Kind kind, String text, Span span) {

    /** The kinds of words. */
    enum Kind {
        NUMBER,
        /** A name, perhaps with a prefix {@code a::}. */
        NAME,
        /** {@code .name}. */
        FIELD,
        /** {@code $name}. */
        VARIABLE,
        /** {@code @name}. */
        FORMAT,
        /** One of {@link Lexer#KEYWORDS}. */
        KEYWORD,
        /** Punctuation and operators. */
        SIGN,
        /** {@code $__loc__}. */
        LOCATION,
        STRING_START,
        STRING_PIECE,
        INTERPOLATION_START,
        INTERPOLATION_END,
        STRING_END,
        INVALID,
        END
    }

    boolean is(Kind expected, String word) {
        return kind == expected && text.equals(word);
    }

    boolean isSign(String word) {
        return is(Kind.SIGN, word);
    }

    boolean isKeyword(String word) {
        return is(Kind.KEYWORD, word);
    }

    /** The token as jq's messages name it. */
    String name() {
        return switch (kind) {
            case NUMBER -> "LITERAL";
            case NAME -> "IDENT";
            case FIELD -> "FIELD";
            case VARIABLE -> "BINDING";
            case FORMAT -> "FORMAT";
            case KEYWORD -> text;
            case SIGN -> text.length() == 1 ? "'" + text + "'" : text;
            case LOCATION -> "$__loc__";
            case STRING_START -> "QQSTRING_START";
            case STRING_PIECE -> "QQSTRING_TEXT";
            case STRING_END -> "QQSTRING_END";
            case INTERPOLATION_START -> "QQSTRING_INTERP_START";
            case INTERPOLATION_END -> "QQSTRING_INTERP_END";
            case INVALID -> "INVALID_CHARACTER";
            case END -> "end of file";
        };
    }
}
