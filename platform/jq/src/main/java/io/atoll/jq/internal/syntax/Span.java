package io.atoll.jq.internal.syntax;

/** A stretch of the text of a program: from the first character to behind the last. */
public record Span(int start, int end) {

    /** From the beginning of this one to the end of another. */
    Span to(Span other) {
        return new Span(start, other.end);
    }
}
