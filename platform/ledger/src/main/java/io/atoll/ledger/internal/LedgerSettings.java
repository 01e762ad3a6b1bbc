package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.PostgresAddress;
import io.atoll.ledger.internal.sql.PostgresDatabase;
import io.atoll.ledger.internal.sql.Presence;
import io.atoll.ledger.internal.sql.SqliteDatabase;
import io.atoll.ledger.internal.sql.UnusableLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where runs are remembered, and for how long.
 *
 * @param store where
 * @param runsKept how many runs of an integration are kept
 */
record LedgerSettings(Store store, int runsKept) {

    /**
     * What a configuration says, as {@link LedgerConfiguration} describes it.
     *
     * @throws IllegalArgumentException if that makes no sense
     */
    static LedgerSettings of(String store, String url, String user, String password, int runsKept) {
        if (runsKept < 1) {
            throw new IllegalArgumentException(
                    "runs.kept is " + runsKept + "; give it at least 1 in the configuration io.atoll.ledger");
        }
        return new LedgerSettings(
                switch (store) {
                    case "embedded" -> new Embedded();
                    case "postgresql" -> new Postgresql(url, user, password);
                    default ->
                        throw new IllegalArgumentException("store is '" + store
                                + "'; it is embedded or postgresql in the configuration io.atoll.ledger");
                },
                runsKept);
    }

    /**
     * Opens the database.
     *
     * @throws UnusableLedger if it cannot be used
     */
    Database open(Path folder, Presence presence, Duration lease, LongSupplier nanos)
            throws UnusableLedger, InterruptedException {
        return switch (store) {
            case Embedded embedded -> SqliteDatabase.open(folder, presence, lease, nanos);
            case Postgresql postgresql ->
                PostgresDatabase.open(
                        new PostgresAddress(postgresql.url(), postgresql.user(), postgresql.password(), lease),
                        presence);
        };
    }

    /** Where runs are remembered. */
    sealed interface Store {}

    /** In a file of the data folder. */
    record Embedded() implements Store {}

    /**
     * In a PostgreSQL database.
     *
     * @param url its JDBC address
     * @param user who uses it
     * @param password of that user
     */
    record Postgresql(String url, String user, String password) implements Store {

        @Override
        public String toString() {
            return url;
        }
    }
}
