package io.atoll.ledger.internal.sql;

import io.atoll.pipeline.Ledger.LedgerFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The ledger in the file {@code ledger.db} of a folder: one connection writes, a few read.
 *
 * <p>One process at a time holds the file. Another may take it over if the holder has ended, or was stopped for longer than its leases last:
 * all leases are then given up.
 */
public final class SqliteDatabase implements Database {

    private static final int READERS = 4;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final SqliteFile file;
    private final Presence presence;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Session writer;
    private final BlockingQueue<Session> readers = new ArrayBlockingQueue<>(READERS);

    private SqliteDatabase(SqliteFile file, Presence presence, Session writer, List<Session> readers) {
        this.file = file;
        this.presence = presence;
        this.writer = writer;
        this.readers.addAll(readers);
    }

    /**
     * Opens the file, or makes a new one. Waits for as long as leases last if the file is held by a process that shows no life.
     *
     * @param lease how long leases last
     * @param nanos passes as time does
     * @throws UnusableLedger if that is not possible
     */
    public static SqliteDatabase open(Path folder, Presence presence, Duration lease, LongSupplier nanos)
            throws UnusableLedger, InterruptedException {
        var file = new SqliteFile(folder.resolve("ledger.db"));
        var sessions = new ArrayList<Session>();
        try {
            file.prepare();
            for (var i = 0; i <= READERS; i++) {
                sessions.add(file.connect(i > 0));
            }
            var opened = new SqliteDatabase(file, presence, sessions.getFirst(), sessions.subList(1, sessions.size()));
            opened.claim(lease, nanos);
            return opened;
        } catch (SqlFailure e) {
            sessions.forEach(Session::close);
            throw file.unusable(e.failure());
        } catch (SQLException e) {
            sessions.forEach(Session::close);
            throw file.unusable(e);
        } catch (LedgerFailure e) {
            sessions.forEach(Session::close);
            throw new UnusableLedger(e.getMessage(), e);
        } catch (UnusableLedger | InterruptedException e) {
            sessions.forEach(Session::close);
            throw e;
        }
    }

    @Override
    public <T, E extends Exception> T read(Work<T, E> work) throws E {
        var reader = reader();
        try {
            return inTransaction(reader, "begin", work);
        } finally {
            readers.add(reader);
        }
    }

    @Override
    public <T, E extends Exception> T write(Work<T, E> work) throws E {
        return alone(session -> {
            var result = work.in(session);
            if (session.number("select count(*) from holder where token = ?", presence.token()) == 0) {
                throw new LedgerFailure(
                        "The ledger " + file + " was taken over by another process while this one was stopped."
                                + " End one of them.",
                        null);
            }
            return result;
        });
    }

    @Override
    public void beat() {
        presence.beat();
    }

    @Override
    public void close() {
        writing.lock();
        try {
            for (var i = 0; i < READERS; i++) {
                readers.take().close();
            }
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writing.unlock();
        }
    }

    private <T, E extends Exception> T alone(Work<T, E> work) throws E {
        writing.lock();
        try {
            return inTransaction(writer, "begin immediate", work);
        } finally {
            writing.unlock();
        }
    }

    private <T, E extends Exception> T inTransaction(Session session, String begin, Work<T, E> work) throws E {
        var done = false;
        try {
            session.execute(begin);
            var result = work.in(session);
            session.execute("commit");
            done = true;
            return result;
        } catch (SqlFailure e) {
            throw new LedgerFailure(file.failure(e.failure()), e.failure());
        } finally {
            if (!done) {
                rollBack(session);
            }
        }
    }

    /** Some failures have rolled back already; the next transaction begins anew in either case. */
    private static void rollBack(Session session) {
        try {
            session.execute("rollback");
        } catch (SqlFailure e) {
            // no transaction was open any more
        }
    }

    private Session reader() {
        try {
            var reader = readers.poll(30, TimeUnit.SECONDS);
            if (reader == null) {
                throw new LedgerFailure("The ledger " + file + " is closed, or too busy to answer within 30 s.", null);
            }
            return reader;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerFailure("Interrupted while waiting for the ledger " + file + ".", e);
        }
    }

    private void claim(Duration lease, LongSupplier nanos) throws UnusableLedger, InterruptedException {
        try {
            var holder = holder();
            if (!holder.isEmpty() && !presence.gone(holder)) {
                awaitStillness(holder, lease, nanos);
            }
        } catch (IOException e) {
            throw new UnusableLedger("The folder of the ledger " + file + " cannot be read: " + e, e);
        }
    }

    /** Takes the file unless its holder is alive; gives the name of one that is, or may be. */
    private String holder() throws UnusableLedger, IOException {
        return this.<String, IOException>alone(session -> {
            var holder = session.first("select token from holder", row -> row.text(1))
                    .orElse("");
            if (holder.isEmpty() || presence.gone(holder)) {
                take(session);
                return "";
            }
            return holder;
        });
    }

    private void awaitStillness(String holder, Duration lease, LongSupplier nanos)
            throws UnusableLedger, IOException, InterruptedException {
        var beats = presence.beats(holder);
        var until = nanos.getAsLong() + lease.toNanos();
        while (nanos.getAsLong() - until < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            refuse(holder, beats);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        this.<Boolean, UnusableLedger>alone(session -> {
            try {
                refuse(holder, beats);
            } catch (IOException e) {
                throw new UnusableLedger("The folder of the ledger " + file + " cannot be read: " + e, e);
            }
            take(session);
            return true;
        });
    }

    private void refuse(String holder, long beats) throws UnusableLedger, IOException {
        var now = presence.beats(holder);
        if (now >= 0 && now != beats) {
            throw new UnusableLedger(
                    "The ledger " + file + " is in use by the process " + holder
                            + ". End that process, or give this one a data folder of its own.",
                    null);
        }
    }

    private void take(Session session) {
        session.run("delete from holder");
        session.run("insert into holder (token) values (?)", presence.token());
        session.run("update lease set owner = '' where owner <> ''");
    }
}
