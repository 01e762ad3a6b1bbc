package io.atoll.catalog.internal.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sqlite.JDBC;

/**
 * The store in one SQLite file: one connection writes, a few read.
 *
 * <p>A commit returns after the write-ahead log was synced to the disk.
 */
public final class SqliteStore implements CatalogStore {

    private static final int READERS = 4;
    private static final int PATIENCE_SECONDS = 30;

    private final SqliteFile file;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Connection writer;
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

    private SqliteStore(SqliteFile file, Connection writer, List<Connection> readers) {
        this.file = file;
        this.writer = writer;
        this.readers.addAll(readers);
    }

    /**
     * Opens the store in a folder, which is made if it is not there.
     *
     * @throws UnusableStore if that is not possible
     */
    public static SqliteStore open(Path folder) throws UnusableStore {
        var file = SqliteFile.open(folder);
        var opened = new ArrayList<Connection>();
        try {
            for (var i = 0; i <= READERS; i++) {
                opened.add(file.connect(i > 0));
            }
            return new SqliteStore(file, opened.get(0), opened.subList(1, opened.size()));
        } catch (SQLException e) {
            opened.forEach(SqliteStore::closeQuietly);
            file.close();
            throw new UnusableStore("The catalog's store " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T read(Function<View, T> work) {
        var reader = reader();
        try {
            return inTransaction(reader, work);
        } finally {
            readers.add(reader);
        }
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
        writing.lock();
        try {
            return inTransaction(writer, work);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            closeQuietly(writer);
            for (var i = 0; i < READERS; i++) {
                closeQuietly(readers.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writing.unlock();
            file.close();
            forgetDriver();
        }
    }

    private Connection reader() {
        try {
            var reader = readers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (reader == null) {
                throw new StoreFailure(
                        "the store " + file + " is closed, or too busy to answer within " + PATIENCE_SECONDS + " s",
                        null);
            }
            return reader;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure("interrupted while waiting for the store " + file, e);
        }
    }

    private <T> T inTransaction(Connection connection, Function<? super SqliteTransaction, T> work) {
        var done = false;
        try (var transaction = new SqliteTransaction(connection)) {
            var result = work.apply(transaction);
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw new StoreFailure("the store " + file + " failed: " + e.getMessage(), e);
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
    }

    private void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new StoreFailure("the store " + file + " failed to roll back: " + e.getMessage(), e);
        }
    }

    /** Closing is the last thing done with a connection; what was promised is on disk already. */
    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // nothing is lost: every commit was synced before it was acknowledged
        }
    }

    /** The driver registers itself with the JVM, where it would outlive this bundle. */
    private static void forgetDriver() {
        for (Driver driver :
                DriverManager.drivers().filter(JDBC.class::isInstance).toList()) {
            try {
                DriverManager.deregisterDriver(driver);
            } catch (SQLException e) {
                throw new StoreFailure("the database driver was not released: " + e.getMessage(), e);
            }
        }
    }
}
