package io.atoll.console.gogo.internal;

/** Says that a command could not do what it was asked for; the message is one line and says what to do. */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(Printable.line(message));
    }
}
