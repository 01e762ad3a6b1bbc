package io.atoll.jq.internal.command;

import java.io.Serial;

/** Says what is wrong with the arguments. */
final class UsageException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Takes what is printed.
     *
     * @param message complete, for people
     */
    UsageException(String message) {
        super(message, null, false, false);
    }
}
