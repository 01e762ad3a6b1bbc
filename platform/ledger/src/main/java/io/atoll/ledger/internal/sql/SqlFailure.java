package io.atoll.ledger.internal.sql;

import java.sql.SQLException;

/** An {@link SQLException} on its way to the {@link Database}, which knows what to say about it. */
final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    SqlFailure(SQLException failure) {
        super(failure);
        this.failure = failure;
    }

    SQLException failure() {
        return failure;
    }
}
