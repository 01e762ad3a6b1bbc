package io.atoll.git.internal;

/** Says why a text is not what its format asks for, or is more than is accepted. The message names the place. */
final class UnparsableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnparsableException(String message) {
        super(message);
    }

    UnparsableException(String message, Throwable cause) {
        super(message, cause);
    }
}
