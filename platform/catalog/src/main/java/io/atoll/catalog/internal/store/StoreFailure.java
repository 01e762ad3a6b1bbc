package io.atoll.catalog.internal.store;

import org.jspecify.annotations.Nullable;

/** Says that the store could not do its work, for example because the disk is full. */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
