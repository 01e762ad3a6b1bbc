package io.atoll.apply.internal.transfer;

import java.util.Objects;

/** Says that a file is no whole export, where, and what to do. */
final class MalformedFile extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedFile(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
