package io.atoll.catalog.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** One connection to the database and what is prepared on it. Belongs to one thread at a time. */
final class Session implements AutoCloseable {

    private static final int VALIDATION_SECONDS = 5;

    private final Database database;
    private final Connection connection;
    private final SqlTransaction transaction;

    Session(Database database, boolean readOnly) throws SQLException {
        this.database = database;
        this.connection = database.connect(readOnly);
        this.transaction = new SqlTransaction(new Sql(connection), database.dialect());
    }

    /** Reads in one transaction. */
    <T> T read(Function<View, T> work) {
        var done = false;
        try {
            var result = work.apply(transaction);
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw StoreFailure.of(e);
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    /**
     * Does some writes in one transaction, one after the other; each takes back its own changes if it fails.
     *
     * @throws RuntimeException if nothing at all was written
     */
    void write(List<Write<?>> writes) {
        var done = false;
        try {
            database.exclude(connection);
            for (var write : writes) {
                attempt(write, writes.size() > 1);
            }
            connection.commit();
            done = true;
        } catch (SQLException e) {
            throw StoreFailure.of(e);
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    /** Whether the connection can be used again. */
    boolean works() {
        try {
            var valid = connection.isValid(VALIDATION_SECONDS);
            connection.rollback();
            return valid;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Closing is the last thing done with a connection; what was promised is on disk already. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // nothing is lost: every commit was synced before it was acknowledged
        }
    }

    private void attempt(Write<?> write, boolean amongOthers) throws SQLException {
        if (!amongOthers) {
            if (!write.run(transaction)) {
                connection.rollback();
            }
            return;
        }
        var before = connection.setSavepoint();
        if (write.run(transaction)) {
            connection.releaseSavepoint(before);
        } else {
            connection.rollback(before);
        }
    }

    /** Whoever sees the failure knows more of it than a rollback that fails too; the connection is then not used again. */
    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            close();
        }
    }
}
