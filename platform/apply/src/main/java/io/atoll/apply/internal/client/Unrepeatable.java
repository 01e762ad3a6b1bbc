package io.atoll.apply.internal.client;

import java.io.IOException;

/** Says that a request failed and that sending it again does not help; the message is for people. */
public class Unrepeatable extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what was expected, or what ended. */
    public Unrepeatable(String message) {
        super(message);
    }
}
