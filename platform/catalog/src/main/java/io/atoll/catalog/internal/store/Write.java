package io.atoll.catalog.internal.store;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something to be written, and what came of it. */
final class Write<T> {

    private final Function<Transaction, T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean ended;

    Write(Function<Transaction, T> work) {
        this.work = work;
    }

    /** Does the work; says whether it succeeded. */
    boolean run(Transaction transaction) {
        try {
            result = work.apply(transaction);
            return true;
        } catch (RuntimeException | Error e) {
            failure = e;
            return false;
        }
    }

    /** The transaction was committed: what came of the work counts. */
    void end() {
        ended = true;
    }

    /** Nothing was written, whatever came of the work. */
    void fail(Throwable e) {
        failure = e;
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** The result of the work, or its failure. */
    @SuppressWarnings("NullAway") // null is a result if the work says so
    T result() {
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        return result;
    }
}
