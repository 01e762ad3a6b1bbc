package io.atoll.ledger.internal;

import io.atoll.test.postgres.PostgresServer;

/** A ledger in PostgreSQL. */
class PostgresLedgerTest extends LedgerContract {

    private final LedgerSettings.Store store = Stores.postgresql(PostgresServer.shared());

    @Override
    LedgerSettings.Store store() {
        return store;
    }
}
