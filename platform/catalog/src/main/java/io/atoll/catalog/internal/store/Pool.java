package io.atoll.catalog.internal.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sessions to be used by one thread at a time, at most so many; opened when they are needed and kept. One that failed, or that rested for
 * long and no longer works, makes room for a new one.
 */
final class Pool implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RESTED = Duration.ofSeconds(2).toNanos();

    private final Database database;
    private final Outage outage;
    private final boolean readOnly;
    private final int size;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Resting> resting = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Pool(Database database, Outage outage, boolean readOnly, int size) {
        this.database = database;
        this.outage = outage;
        this.readOnly = readOnly;
        this.size = size;
        this.free = new Semaphore(size, true);
    }

    /** Gives a session to some work. */
    <T> T with(Function<Session, T> work) {
        if (closed) {
            throw new StoreUnavailable("the store " + database + " is closed", null);
        }
        if (!acquired(1)) {
            throw new StoreUnavailable(
                    "the store " + database + " was too busy to answer within " + PATIENCE.toSeconds() + " s", null);
        }
        try {
            return used(session(), work);
        } finally {
            free.release();
        }
    }

    /** Gives a session to some work that has no result. */
    void run(Consumer<Session> work) {
        with(session -> {
            work.accept(session);
            return true;
        });
    }

    /** Waits for the sessions in use and closes all; none is given out after that. */
    @Override
    public void close() {
        closed = true;
        acquired(size);
        for (var rested = resting.poll(); rested != null; rested = resting.poll()) {
            rested.session().close();
        }
    }

    private <T> T used(Session session, Function<Session, T> work) {
        var failed = false;
        try {
            return work.apply(session);
        } catch (StoreFailure e) {
            failed = true;
            throw e;
        } finally {
            if (failed && !session.works()) {
                session.close();
            } else {
                resting.push(new Resting(session, System.nanoTime()));
            }
        }
    }

    private Session session() {
        for (var rested = resting.poll(); rested != null; rested = resting.poll()) {
            if (System.nanoTime() - rested.since() < RESTED || rested.session().works()) {
                return rested.session();
            }
            rested.session().close();
        }
        try {
            var session = new Session(database, readOnly);
            outage.end();
            return session;
        } catch (SQLException e) {
            outage.begin(e);
            throw StoreFailure.of(e);
        }
    }

    private boolean acquired(int permits) {
        try {
            return free.tryAcquire(permits, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for the store " + database, e);
        }
    }

    private record Resting(Session session, long since) {}
}
