package io.atoll.jq;

import java.io.Serial;

/** Says that a text is no program: what is wrong and where. */
public final class SyntaxException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Position position;
    private final String reason;
    private final String place;

    /**
     * Names the place.
     *
     * @param reason what is wrong, what was expected; no position in it
     * @param text the whole program
     */
    public SyntaxException(String reason, Position position, String text) {
        super(reason + " at line " + position.line() + ", column " + position.column());
        this.reason = reason;
        this.position = position;
        this.place = position.mark(text);
    }

    /** What is wrong, without the position. */
    public String reason() {
        return reason;
    }

    /** Where. */
    public Position position() {
        return position;
    }

    /** The line of the program, and below it a caret at the column. */
    public String place() {
        return place;
    }
}
