package io.atoll.ledger.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Where a PostgreSQL database is, and who uses it.
 *
 * @param url its JDBC address
 * @param user a user who may create the schema {@value #SCHEMA}, or owns it
 * @param password the password of that user
 * @param lease how long leases last: a transaction that stands still for so long is ended by the database
 */
public record PostgresAddress(String url, String user, String password, Duration lease) {

    private static final String SCHEMA = "atoll_ledger";

    /** Keeps others from changing the format at the same time: "atlg". */
    private static final long MIGRATION = 0x61746C67;

    /** A new connection, on which transactions are begun and ended by statements. */
    Session connect() throws SQLException, UnusableLedger {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("currentSchema", SCHEMA);
        properties.setProperty("ApplicationName", "atoll ledger");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "120");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        var connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new UnusableLedger(
                    "The address of the ledger, '" + url
                            + "', is none of PostgreSQL. Write it as jdbc:postgresql://host:5432/database in conf/ledger.yaml.",
                    null);
        }
        return checked(connection);
    }

    /** Makes the tables, or brings them to the format of this release. */
    void prepare(Session session) throws UnusableLedger {
        session.execute("begin");
        session.first("select pg_advisory_xact_lock(?)", row -> true, MIGRATION);
        session.execute("create schema if not exists " + SCHEMA);
        session.execute("create table if not exists format (number integer not null)");
        var format = (int) session.number("select max(number) from format");
        if (format > Schema.FORMAT) {
            throw new UnusableLedger(
                    "The ledger " + this + " has format " + format + ", and this release reads formats up to "
                            + Schema.FORMAT + ". Start the release that wrote it, or name another database.",
                    null);
        }
        if (format == 0) {
            session.execute("create table commits (connection text primary key, number bigint not null,"
                    + " at timestamp with time zone not null default now())");
        }
        session.execute("delete from commits where at < now() - interval '1 day'");
        if (format < Schema.FORMAT) {
            Schema.migrate(session, format);
            session.run("delete from format");
            session.run("insert into format (number) values (?)", Schema.FORMAT);
        }
        session.execute("commit");
    }

    /** What failed, where, and what to do. */
    String failure(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var what = String.valueOf(e.getMessage());
        if (state.startsWith("28")) {
            return "The ledger " + this + " refuses the user '" + user + "' (" + what
                    + "). Check user and password in conf/ledger.yaml.";
        }
        if (lost(e)) {
            return "The ledger " + this + " cannot be reached (" + what + "). It is used again as soon as it answers.";
        }
        return switch (state) {
            case "3D000" -> "The ledger " + this + " does not exist (" + what + "). Create the database.";
            case "42501" ->
                "The user '" + user + "' may not do what the ledger " + this + " needs (" + what
                        + "). Let that user create the schema " + SCHEMA + ", or own it.";
            case "53100" -> "The disk of the ledger " + this + " is full. Make room; nothing that was noted is lost.";
            case "XX001", "XX002" ->
                "The ledger " + this + " is damaged (" + what + "). Restore a copy, or drop the schema " + SCHEMA
                        + " to begin with an empty ledger.";
            default -> "The ledger " + this + " failed: " + what;
        };
    }

    /** Whether the connection broke. */
    static boolean lost(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals("25P03"));
    }

    @Override
    public String toString() {
        return url;
    }

    /** A database that tells of a commit before it is on the disk is no memory. */
    private Session checked(Connection connection) throws UnusableLedger {
        var session = new Session(connection, Dialect.POSTGRESQL);
        try {
            for (var setting : new String[] {"synchronous_commit", "fsync"}) {
                if (session.first("show " + setting, row -> row.text(1))
                        .orElse("")
                        .equals("off")) {
                    throw new UnusableLedger(
                            "The ledger " + this + " has " + setting
                                    + " = off: what it says is noted may be lost. Set it to on for this database.",
                            null);
                }
            }
            session.execute("set idle_in_transaction_session_timeout = " + lease.toMillis());
            session.execute("set lock_timeout = " + lease.toMillis());
            return session;
        } catch (UnusableLedger | SqlFailure e) {
            session.close();
            throw e;
        }
    }
}
