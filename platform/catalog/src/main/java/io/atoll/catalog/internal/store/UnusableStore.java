package io.atoll.catalog.internal.store;

import org.jspecify.annotations.Nullable;

/** Says that the store cannot be opened at all; the message names the file, the reason and what to do. */
public final class UnusableStore extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableStore(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
