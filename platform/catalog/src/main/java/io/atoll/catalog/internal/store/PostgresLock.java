package io.atoll.catalog.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** An advisory lock of PostgreSQL, which the server takes back when its connection ends. Each schema has its own. */
final class PostgresLock implements Exclusive {

    private static final int VALIDATION_SECONDS = 5;

    private final Connection connection;

    private PostgresLock(Connection connection) {
        this.connection = connection;
    }

    /** Takes the lock of a name with a connection that is then its own; empty if another connection has it. */
    static Optional<Exclusive> of(Connection connection, String name) throws SQLException {
        var locked = false;
        try {
            locked = locked(connection, name);
        } finally {
            if (!locked) {
                connection.close();
            }
        }
        return locked ? Optional.of(new PostgresLock(connection)) : Optional.empty();
    }

    @Override
    public boolean lasts() {
        try {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Unlocks at once, as the server notices the end of a connection later; one that cannot has lost the lock already. */
    @Override
    public void close() {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            // the server has noticed, or will
        }
    }

    private static boolean locked(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select pg_try_advisory_lock(hashtextextended(current_schema() || ' ' || ?, 0))")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
