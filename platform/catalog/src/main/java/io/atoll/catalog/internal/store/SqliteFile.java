package io.atoll.catalog.internal.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database file {@code catalog.db} in a folder, held by one process at a time.
 *
 * <p>Connections write ahead ({@code journal_mode=WAL}) and sync the log at each commit ({@code synchronous=FULL}).
 */
final class SqliteFile implements Database {

    /** Marks the file as one of ours: "atll". */
    private static final int APPLICATION = 0x61746C6C;

    private static final long CHECKED_BYTES = 256L << 20;

    /** What each connection keeps of the file in memory. */
    private static final int CACHE_KIBIBYTES = 32 * 1024;

    private final Path file;
    private final FileChannel lockFile;

    private SqliteFile(Path file, FileChannel lockFile) {
        this.file = file;
        this.lockFile = lockFile;
    }

    /**
     * Opens the file, or makes a new one.
     *
     * @throws UnusableStore if it cannot be used, with the reason
     */
    static SqliteFile open(Path folder) throws UnusableStore {
        var file = folder.resolve("catalog.db");
        var lockFile = lock(folder, file);
        var opened = new SqliteFile(file, lockFile);
        try {
            opened.prepare();
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw new UnusableStore(reason(file, e), e);
        } catch (UnusableStore e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public Connection connect(boolean readOnly) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.setCacheSize(-CACHE_KIBIBYTES);
        var connection = JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties());
        try (var statement = connection.createStatement()) {
            statement.execute("pragma query_only=" + readOnly);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** There is one connection that writes, and no other process. */
    @Override
    public void exclude(Connection writer) {}

    /** No other process has the file. */
    @Override
    public Optional<Exclusive> exclusive(String what) {
        return Optional.of(new Exclusive() {
            @Override
            public boolean lasts() {
                return true;
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public String toString() {
        return file.toString();
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StoreFailure("the lock of " + file + " was not released: " + e.getMessage(), e);
        } finally {
            forgetDriver();
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

    private static FileChannel lock(Path folder, Path file) throws UnusableStore {
        FileChannel channel;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve("catalog.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UnusableStore(
                    "The catalog's store " + file + " cannot be written (" + e
                            + "). Make the folder writable for this user.",
                    e);
        }
        if (locked(channel) == null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UnusableStore("The catalog's store " + file + " is in use (" + e + ").", e);
            }
            throw new UnusableStore(
                    "The catalog's store " + file
                            + " is in use by another process. Stop the other one, or give this one a data folder of its own.",
                    null);
        }
        return channel;
    }

    private static @Nullable FileLock locked(FileChannel channel) throws UnusableStore {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            throw new UnusableStore("The file system of the catalog's store has no file locks (" + e + ").", e);
        }
    }

    private void prepare() throws SQLException, UnusableStore {
        try (var connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                var statement = connection.createStatement()) {
            var application = pragma(statement, "application_id");
            var version = pragma(statement, "user_version");
            if (application == 0 && version == 0 && pragma(statement, "schema_version") == 0) {
                statement.execute("pragma journal_mode=wal");
                migrate(connection, statement, 0);
                return;
            }
            if (application != APPLICATION) {
                throw new UnusableStore(
                        "The file " + file
                                + " is a database, but not one of the catalog. Move it away and start again.",
                        null);
            }
            if (version < 1 || version > Schema.FORMAT) {
                throw new UnusableStore(
                        "The catalog's store " + file + " has format " + version
                                + ", and this release reads formats up to " + Schema.FORMAT
                                + ". Start the release that wrote it, or move the file away to begin with an empty catalog.",
                        null);
            }
            intact(statement);
            if (version < Schema.FORMAT) {
                migrate(connection, statement, version);
            }
        }
    }

    private static void migrate(Connection connection, Statement statement, int from) throws SQLException {
        connection.setAutoCommit(false);
        Schema.migrate(statement, Dialect.SQLITE, from, Schema.FORMAT);
        statement.execute("pragma application_id=" + APPLICATION);
        statement.execute("pragma user_version=" + Schema.FORMAT);
        connection.commit();
    }

    /** Reads the whole file if it is small enough not to delay the start; of a bigger one damage shows where it is read. */
    private void intact(Statement statement) throws SQLException, UnusableStore {
        if (file.toFile().length() > CHECKED_BYTES) {
            return;
        }
        try (var rows = statement.executeQuery("pragma quick_check(1)")) {
            var verdict = rows.next() ? rows.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw new UnusableStore(damaged(file, verdict), null);
            }
        }
    }

    private static int pragma(Statement statement, String name) throws SQLException {
        try (var rows = statement.executeQuery("pragma " + name)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static String reason(Path file, SQLException e) {
        var code = e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(file, String.valueOf(e.getMessage()));
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY_DIRECTORY ->
                "The catalog's store " + file + " cannot be written (" + e.getMessage()
                        + "). Make it writable for this user.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "The catalog's store " + file + " is in use by another process (" + e.getMessage()
                        + "). Stop the other one.";
            case SQLITE_FULL -> "The disk of the catalog's store " + file + " is full. Make room and start again.";
            default -> "The catalog's store " + file + " cannot be opened: " + e.getMessage();
        };
    }

    private static String damaged(Path file, String detail) {
        return "The catalog's store " + file + " is damaged (" + detail
                + "). Restore a copy, or move the file away: the next resync fills an empty catalog again.";
    }
}
