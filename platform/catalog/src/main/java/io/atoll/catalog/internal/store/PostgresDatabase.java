package io.atoll.catalog.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A PostgreSQL database, whose tables are those in the schema that its user works in. Several catalogs may share it: one of them writes at
 * a time.
 */
final class PostgresDatabase implements Database {

    /** What writers lock: "atoll" and what for. */
    private static final long WRITING = 0x61746F6C_6C000001L;

    private static final int CONNECT_SECONDS = 5;

    /** A statement that takes longer than this is taken for lost with its connection. */
    private static final int SILENCE_SECONDS = 60;

    private final Driver driver = new Driver();
    private final PostgresAddress address;

    private PostgresDatabase(PostgresAddress address) {
        this.address = address;
    }

    /**
     * Connects, and brings the tables to the format of this release.
     *
     * @throws StoreUnavailable if it cannot be reached now, or lets nobody in
     * @throws UnusableStore if it can be reached but not used, with the reason
     */
    static PostgresDatabase open(PostgresAddress address) throws UnusableStore {
        var database = new PostgresDatabase(address);
        try (var connection = database.connection(0);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            database.exclude(connection);
            database.migrate(statement);
            connection.commit();
            return database;
        } catch (SQLException e) {
            if (StoreUnavailable.says(e)) {
                throw new StoreUnavailable("The catalog's store " + address + " cannot be entered: " + sentence(e), e);
            }
            throw new UnusableStore("The catalog's store " + address + " cannot be used: " + sentence(e), e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public Connection connect(boolean readOnly) throws SQLException {
        var connection = connection(SILENCE_SECONDS);
        try {
            connection.setReadOnly(readOnly);
            connection.setTransactionIsolation(
                    readOnly ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Each statement after this sees all that others have written before. */
    @Override
    public void exclude(Connection writer) throws SQLException {
        try (var statement = writer.prepareStatement("select pg_advisory_xact_lock(?)")) {
            statement.setLong(1, WRITING);
            statement.execute();
        }
    }

    @Override
    public Optional<Exclusive> exclusive(String what) {
        try {
            return PostgresLock.of(connection(SILENCE_SECONDS), what);
        } catch (SQLException e) {
            throw StoreFailure.of(e);
        }
    }

    /** Nothing is held but the connections. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return address.toString();
    }

    private Connection connection(int silenceSeconds) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("ApplicationName", "atoll-catalog");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", String.valueOf(silenceSeconds));
        properties.setProperty("tcpKeepAlive", "true");
        var connection = driver.connect(address.url(), properties);
        if (connection == null) {
            throw new SQLException("the url is not one of PostgreSQL: jdbc:postgresql://host:port/database");
        }
        return connection;
    }

    private void migrate(Statement statement) throws SQLException, UnusableStore {
        statement.execute("create table if not exists catalog_format (version bigint not null)");
        var version = version(statement);
        if (version > Schema.FORMAT) {
            throw new UnusableStore(
                    "The catalog's store " + address + " has format " + version
                            + ", and this release reads formats up to " + Schema.FORMAT
                            + ". Start the release that wrote it, or use another database.",
                    null);
        }
        if (version < Schema.FORMAT) {
            Schema.migrate(statement, Dialect.POSTGRESQL, version, Schema.FORMAT);
            statement.execute("delete from catalog_format");
            statement.execute("insert into catalog_format (version) values (" + Schema.FORMAT + ")");
        }
    }

    private static String sentence(SQLException e) {
        var message = String.valueOf(e.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    private static int version(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select version from catalog_format")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
