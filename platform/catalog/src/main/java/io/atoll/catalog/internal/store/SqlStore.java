package io.atoll.catalog.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The store in a database that speaks SQL.
 *
 * <p>Writes happen one after the other. Those that come while one is under way are then done together in one transaction, so that the disk
 * is synced once for all of them.
 */
final class SqlStore implements CatalogStore {

    private static final int TOGETHER = 32;

    private final Database database;
    private final Pool readers;
    private final Pool writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ConcurrentLinkedQueue<Write<?>> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param database closed with this store
     * @param readers how many may read at once
     */
    SqlStore(Database database, int readers) {
        this.database = database;
        var outage = new Outage(database);
        this.readers = new Pool(database, outage, true, readers);
        this.writer = new Pool(database, outage, false, 1);
    }

    @Override
    public <T> T read(Function<View, T> work) {
        return readers.with(session -> session.read(work));
    }

    /** The work may be done by the thread of another writer. */
    @Override
    public <T> T write(Function<Transaction, T> work) {
        var write = new Write<>(work);
        waiting.add(write);
        writing.lock();
        try {
            while (!write.ended()) {
                writeNext();
            }
        } finally {
            writing.unlock();
        }
        return write.result();
    }

    @Override
    public Optional<Exclusive> exclusive(String what) {
        return database.exclusive(what);
    }

    @Override
    public void close() {
        try (database;
                readers;
                writer) {
            // in the reverse order, and all of them even if one fails
        }
    }

    private void writeNext() {
        var group = new ArrayList<Write<?>>();
        while (group.size() < TOGETHER) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            group.add(next);
        }
        write(group);
    }

    private void write(List<Write<?>> group) {
        try {
            writer.run(session -> session.write(group));
            group.forEach(Write::end);
        } catch (RuntimeException | Error e) {
            group.forEach(write -> write.fail(e));
        }
    }
}
