package io.atoll.apply.internal.transfer;

import java.util.Objects;

/** Says why a command cannot be carried out as it was given, and what to do. */
final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
