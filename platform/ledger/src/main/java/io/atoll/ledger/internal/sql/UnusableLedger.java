package io.atoll.ledger.internal.sql;

import org.jspecify.annotations.Nullable;

/** Says that the ledger cannot be opened; the message says where, why and what to do. */
public final class UnusableLedger extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says why. */
    public UnusableLedger(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
