package io.atoll.console.gogo.internal;

/** Says that a command could not do what it was asked for; the message is one line and says what to do. */
public final class CommandException extends Exception {

    /** The exit status of a command that did what it was asked for, with an outcome that is not good. */
    public static final int NEGATIVE = 1;

    /** The exit status of a command that was used wrongly, or refused. */
    public static final int REFUSED = 2;

    private static final long serialVersionUID = 1L;

    private final int status;

    private CommandException(String message, int status) {
        super(Printable.line(message));
        this.status = status;
    }

    /** Says that nothing was done. */
    static CommandException refused(String message) {
        return new CommandException(message, REFUSED);
    }

    /** Says that the outcome is not good. */
    static CommandException negative(String message) {
        return new CommandException(message, NEGATIVE);
    }

    /** The exit status. */
    public int status() {
        return status;
    }
}
