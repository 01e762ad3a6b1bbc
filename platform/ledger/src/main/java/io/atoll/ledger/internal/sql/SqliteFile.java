package io.atoll.ledger.internal.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A database file of the ledger.
 *
 * <p>Connections write ahead ({@code journal_mode=WAL}) and sync the log at each commit ({@code synchronous=FULL}).
 */
final class SqliteFile {

    /** Marks the file as one of the ledger: "atlg". */
    private static final int APPLICATION = 0x61746C67;

    private static final int PATIENCE_MILLIS = 10_000;

    private final Path file;

    SqliteFile(Path file) {
        this.file = file;
    }

    /** A new connection, on which transactions are begun and ended by statements. */
    Session connect(boolean readOnly) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(PATIENCE_MILLIS);
        var session = new Session(JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties()), Dialect.SQLITE);
        session.execute("pragma query_only=" + readOnly);
        return session;
    }

    /** Makes the tables, or brings them to the format of this release. */
    void prepare() throws SQLException, UnusableLedger {
        try (var session = connect(false)) {
            session.execute("begin immediate");
            var application = pragma(session, "application_id");
            var format = pragma(session, "user_version");
            if (application == 0 && format == 0 && pragma(session, "schema_version") == 0) {
                session.execute("create table holder (token text not null)");
            } else {
                requireOurs(application, format);
                intact(session);
            }
            if (format < Schema.FORMAT) {
                Schema.migrate(session, format);
                session.execute("pragma application_id=" + APPLICATION);
                session.execute("pragma user_version=" + Schema.FORMAT);
            }
            session.execute("commit");
        }
    }

    /** Why the file cannot be opened, and what to do. */
    UnusableLedger unusable(SQLException e) {
        return new UnusableLedger(failure(e), e);
    }

    /** What failed, where, and what to do. */
    String failure(SQLException e) {
        var code = e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (SQLiteErrorCode.getErrorCode(code.code & 0xFF)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(String.valueOf(e.getMessage()));
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                "The ledger " + file + " cannot be written (" + e.getMessage() + "). Make it writable for this user.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "The ledger " + file + " is in use by another process, which was perhaps stopped while it wrote ("
                        + e.getMessage() + "). End that process.";
            case SQLITE_FULL ->
                "The disk of the ledger " + file + " is full. Make room; nothing that was noted is lost.";
            case SQLITE_IOERR ->
                "The disk of the ledger " + file + " fails (" + e.getMessage()
                        + "). See that it is sound and has room; nothing that was noted is lost.";
            default -> "The ledger " + file + " failed: " + e.getMessage();
        };
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private void requireOurs(int application, int format) throws UnusableLedger {
        if (application != APPLICATION) {
            throw new UnusableLedger(
                    "The file " + file + " is a database, but not one of the ledger. Move it away and start again.",
                    null);
        }
        if (format < 1 || format > Schema.FORMAT) {
            throw new UnusableLedger(
                    "The ledger " + file + " has format " + format + ", and this release reads formats up to "
                            + Schema.FORMAT
                            + ". Start the release that wrote it, or move the file away to begin with an empty ledger.",
                    null);
        }
    }

    private void intact(Session session) throws UnusableLedger {
        var verdict = session.first("pragma quick_check(1)", row -> row.text(1)).orElse("no answer");
        if (!"ok".equals(verdict)) {
            throw new UnusableLedger(damaged(verdict), null);
        }
    }

    private static int pragma(Session session, String name) {
        Function<Row, Integer> reader = row -> (int) row.number(1);
        return session.first("pragma " + name, reader).orElse(0);
    }

    private String damaged(String detail) {
        return "The ledger " + file + " is damaged (" + detail
                + "). Restore a copy, or move the file away to begin with an empty ledger: the next runs read everything again,"
                + " and the history of runs and what waits for approval is lost.";
    }
}
