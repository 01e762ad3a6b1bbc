package io.atoll.ledger.internal.sql;

import io.atoll.pipeline.Ledger.LedgerFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The ledger in the schema {@code atoll_ledger} of a PostgreSQL database, for several processes on several machines.
 *
 * <p>Connections are made as they are needed and kept. If one breaks, all are made anew: the database can be restarted at any time, and
 * calls fail until it is back.
 */
public final class PostgresDatabase implements Database {

    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** For how long the outcome of a commit is asked for whose answer was lost. */
    private static final Duration TO_LEARN_AN_OUTCOME = Duration.ofSeconds(10);

    private final PostgresAddress address;
    private final Presence presence;
    private final Semaphore permits = new Semaphore(CONNECTIONS, true);
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    private PostgresDatabase(PostgresAddress address, Presence presence) {
        this.address = address;
        this.presence = presence;
    }

    /**
     * Opens the database, and makes the tables or brings them to the format of this release.
     *
     * @throws UnusableLedger if that is not possible
     */
    public static PostgresDatabase open(PostgresAddress address, Presence presence) throws UnusableLedger {
        try (var session = address.connect()) {
            address.prepare(session);
        } catch (SqlFailure e) {
            throw new UnusableLedger(address.failure(e.failure()), e.failure());
        } catch (SQLException e) {
            throw new UnusableLedger(address.failure(e), e);
        }
        return new PostgresDatabase(address, presence);
    }

    @Override
    public <T, E extends Exception> T read(Work<T, E> work) throws E {
        return inTransaction("begin read only", "", work);
    }

    @Override
    public <T, E extends Exception> T write(Work<T, E> work) throws E {
        return inTransaction("begin", "select cast(pg_current_xact_id() as text)", work);
    }

    @Override
    public void beat() {
        presence.beat();
    }

    @Override
    public void close() {
        closed = true;
        dropIdle();
    }

    /** Does work in a transaction; a statement that names the transaction is carried out before the commit if its outcome matters. */
    private <T, E extends Exception> T inTransaction(String begin, String naming, Work<T, E> work) throws E {
        acquire();
        Session session = null;
        var sound = false;
        try {
            session = session();
            session.execute(begin);
            var result = work.in(session);
            commit(session, naming);
            sound = true;
            return result;
        } catch (SqlFailure e) {
            throw new LedgerFailure(address.failure(e.failure()), e.failure());
        } catch (SQLException e) {
            throw new LedgerFailure(address.failure(e), e);
        } finally {
            if (session != null && (sound || rolledBack(session)) && !closed) {
                idle.push(session);
            } else if (session != null) {
                session.close();
                dropIdle();
            }
            permits.release();
        }
    }

    private void commit(Session session, String naming) {
        var name = naming.isEmpty()
                ? ""
                : session.first(naming, row -> row.text(1)).orElseThrow();
        try {
            session.execute("commit");
        } catch (SqlFailure e) {
            if (name.isEmpty() || !PostgresAddress.lost(e.failure()) || !committed(name, e.failure())) {
                throw e;
            }
        }
    }

    /** Whether a transaction was committed whose connection broke before that was said. */
    private boolean committed(String name, SQLException broken) {
        var until = System.nanoTime() + TO_LEARN_AN_OUTCOME.toNanos();
        while (true) {
            try (var session = address.connect()) {
                var outcome = session.first("select pg_xact_status(cast(? as xid8))", row -> row.text(1), name)
                        .orElse("");
                if (!outcome.equals("in progress")) {
                    return outcome.equals("committed");
                }
            } catch (SQLException | SqlFailure e) {
                broken.addSuppressed(e);
            } catch (UnusableLedger e) {
                broken.addSuppressed(e);
            }
            if (System.nanoTime() - until > 0) {
                throw new LedgerFailure(
                        "The ledger " + address
                                + " went away while it was told something; whether it has noted that is not known.",
                        broken);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private Session session() throws SQLException {
        var known = idle.poll();
        if (known != null) {
            return known;
        }
        try {
            return address.connect();
        } catch (UnusableLedger e) {
            throw new LedgerFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean rolledBack(Session session) {
        try {
            session.execute("rollback");
            return true;
        } catch (SqlFailure e) {
            return false;
        }
    }

    private void acquire() {
        try {
            if (!permits.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new LedgerFailure(
                        "The ledger " + address + " is too busy to answer within " + PATIENCE.toSeconds() + " s.",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerFailure("Interrupted while waiting for the ledger " + address + ".", e);
        }
    }

    private void dropIdle() {
        for (var session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
        }
    }
}
