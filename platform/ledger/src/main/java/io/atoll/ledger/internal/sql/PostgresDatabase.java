package io.atoll.ledger.internal.sql;

import io.atoll.pipeline.Ledger.LedgerFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

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
    private static final Duration TO_LEARN_AN_OUTCOME = Duration.ofSeconds(30);

    private static final String COUNT = """
            insert into commits (connection, number) values (?, 1)
            on conflict (connection) do update set number = commits.number + 1, at = now() returning number""";

    private final PostgresAddress address;
    private final Presence presence;
    private final Semaphore permits = new Semaphore(CONNECTIONS, true);
    private final Deque<Connected> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong connections = new AtomicLong();

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
        return inTransaction("begin read only", Connected::commit, work);
    }

    @Override
    public <T, E extends Exception> T write(Work<T, E> work) throws E {
        return inTransaction("begin", this::commitSurely, work);
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

    private <T, E extends Exception> T inTransaction(String begin, Consumer<Connected> commit, Work<T, E> work)
            throws E {
        acquire();
        Connected connected = null;
        var sound = false;
        try {
            connected = begun(begin);
            var result = work.in(connected.session());
            commit.accept(connected);
            sound = true;
            return result;
        } catch (SqlFailure e) {
            throw new LedgerFailure(address.failure(e.failure()), e.failure());
        } catch (SQLException e) {
            throw new LedgerFailure(address.failure(e), e);
        } finally {
            if (connected != null && (sound || rolledBack(connected.session())) && !closed) {
                idle.push(connected);
            } else if (connected != null) {
                connected.session().close();
                dropIdle();
            }
            permits.release();
        }
    }

    /**
     * Commits, and finds out whether that was done if the connection breaks before it is said.
     *
     * <p>For that, each transaction counts in a row of its connection. The number of the transaction would not do: one that was cut off by
     * a crash may give its number to another.
     */
    private void commitSurely(Connected connected) {
        var number = connected.session().number(COUNT, connected.name());
        try {
            connected.commit();
        } catch (SqlFailure e) {
            if (!PostgresAddress.lost(e.failure()) || !committed(connected.name(), number, e.failure())) {
                throw e;
            }
        }
    }

    private boolean committed(String name, long number, SQLException broken) {
        var until = System.nanoTime() + TO_LEARN_AN_OUTCOME.toNanos();
        while (true) {
            try (var session = address.connect()) {
                session.execute("begin");
                session.run("insert into commits (connection, number) values (?, 0) on conflict do nothing", name);
                return session.number("select number from commits where connection = ? for update", name) == number;
            } catch (SQLException | SqlFailure | UnusableLedger e) {
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

    /** A connection with an open transaction: one that is kept, unless it broke while nobody used it, or a new one. */
    private Connected begun(String begin) throws SQLException {
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
            try {
                kept.session().execute(begin);
                return kept;
            } catch (SqlFailure e) {
                kept.session().close();
            }
        }
        Session made;
        try {
            made = address.connect();
        } catch (UnusableLedger e) {
            throw new LedgerFailure(String.valueOf(e.getMessage()), e);
        }
        try {
            made.execute(begin);
            return new Connected(made, presence.token() + "#" + connections.incrementAndGet());
        } catch (SqlFailure e) {
            made.close();
            throw e;
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
        for (var connected = idle.poll(); connected != null; connected = idle.poll()) {
            connected.session().close();
        }
    }

    /** A connection, and its name in all that use the database. */
    private record Connected(Session session, String name) {

        void commit() {
            session.execute("commit");
        }
    }
}
