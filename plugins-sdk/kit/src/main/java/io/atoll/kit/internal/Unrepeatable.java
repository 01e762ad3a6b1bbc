package io.atoll.kit.internal;

import java.io.IOException;

/** A failure that would be the same if the request were sent again. */
final class Unrepeatable extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean configuration;

    private Unrepeatable(String message, boolean configuration) {
        super(message);
        this.configuration = configuration;
    }

    /** A person must change the configuration. */
    static Unrepeatable misconfigured(String message) {
        return new Unrepeatable(message, true);
    }

    /** The answer is not what it should be. */
    static Unrepeatable unexpected(String message) {
        return new Unrepeatable(message, false);
    }

    boolean configuration() {
        return configuration;
    }
}
