package io.atoll.ledger.internal;

import io.atoll.ledger.internal.LedgerSettings.Postgresql;
import io.atoll.test.postgres.PostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A ledger in PostgreSQL: one database, emptied before each test. */
class PostgresLedgerTest extends LedgerContract {

    private static final Postgresql STORE = Stores.postgresql(PostgresServer.shared());

    PostgresLedgerTest() throws SQLException {
        try (var connection = DriverManager.getConnection(STORE.url(), STORE.user(), STORE.password());
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists atoll_ledger cascade");
        }
    }

    @Override
    LedgerSettings.Store store() {
        return STORE;
    }
}
