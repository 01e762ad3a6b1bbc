package io.atoll.ledger.internal;

import io.atoll.ledger.internal.LedgerSettings.Postgresql;
import io.atoll.test.postgres.PostgresServer;

/** An inbox in PostgreSQL: a database for each test. */
class PostgresInboxTest extends InboxContract {

    private final Postgresql store = Stores.postgresql(PostgresServer.shared());

    @Override
    LedgerSettings.Store store() {
        return store;
    }
}
