package io.atoll.ledger.internal;

import io.atoll.ledger.internal.LedgerSettings.Postgresql;
import io.atoll.test.postgres.PostgresServer;

/** Where ledgers are in the tests. */
final class Stores {

    private Stores() {}

    /** A new database of a server. */
    static Postgresql postgresql(PostgresServer server) {
        var database = server.database();
        return new Postgresql(database.url(), database.user(), database.password());
    }
}
