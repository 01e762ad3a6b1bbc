package io.atoll.apply.internal;

import java.io.IOException;

/** Says that a request failed and that sending it again does not help; the message is for people. */
final class Unrepeatable extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what was expected, or what ended. */
    Unrepeatable(String message) {
        super(message);
    }
}
