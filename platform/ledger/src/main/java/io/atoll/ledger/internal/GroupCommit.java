package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes that come together in one transaction, and so with one write to the disk: while one transaction is under way, the next ones gather.
 *
 * <p>Writes are done in the order in which they were given. One thread does them all, and calls back.
 */
final class GroupCommit implements AutoCloseable {

    private static final int AT_ONCE = 500;

    private final Database database;
    private final BlockingQueue<Write<?>> queue = new LinkedBlockingQueue<>();
    private final Thread writer;

    private volatile boolean closed;

    GroupCommit(Database database, String name) {
        this.database = database;
        this.writer = new Thread(this::work, name);
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Does it, and returns when it is durable.
     *
     * @param work must not throw anything of its own
     * @throws LedgerFailure if the database failed
     * @throws InterruptedException if the waiting thread was interrupted; it may be done nevertheless
     */
    <T> T write(Function<Session, T> work) throws InterruptedException {
        return write(work, result -> {});
    }

    /**
     * Does it, and returns when it is durable.
     *
     * @param after is given the result, on the writing thread, before the next transaction
     */
    <T> T write(Function<Session, T> work, Consumer<T> after) throws InterruptedException {
        try {
            return submit(work, after).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LedgerFailure failure) {
                throw new LedgerFailure(failure.getMessage(), failure);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Has it done, without waiting for it. */
    <T> CompletableFuture<T> submit(Function<Session, T> work, Consumer<T> after) {
        var write = new Write<>(work, after);
        queue.add(write);
        if (closed && queue.remove(write)) {
            write.result.completeExceptionally(new LedgerFailure("The ledger is closed.", null));
        }
        return write.result;
    }

    /** Does what is there, and then nothing more. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        var group = new ArrayList<Write<?>>();
        while (!closed || !queue.isEmpty()) {
            try {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
                queue.drainTo(group, AT_ONCE - 1);
                commit(group);
                group.clear();
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void commit(List<Write<?>> group) {
        try {
            database.write(session -> {
                group.forEach(write -> write.perform(session));
                return group.size();
            });
        } catch (RuntimeException failure) {
            group.forEach(write -> write.result.completeExceptionally(failure));
            return;
        }
        group.forEach(Write::finish);
    }

    /** One write. */
    private static final class Write<T> {

        private final Function<Session, T> work;
        private final Consumer<T> after;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final List<T> done = new ArrayList<>(1);

        Write(Function<Session, T> work, Consumer<T> after) {
            this.work = work;
            this.after = after;
        }

        void perform(Session session) {
            done.clear();
            done.add(work.apply(session));
        }

        void finish() {
            after.accept(done.getFirst());
            result.complete(done.getFirst());
        }
    }
}
