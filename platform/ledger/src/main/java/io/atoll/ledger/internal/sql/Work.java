package io.atoll.ledger.internal.sql;

/** What is done in one transaction. It may be done again after a failure, and has no effect outside of the transaction. */
@FunctionalInterface
public interface Work<T, E extends Exception> {

    /** Does it, and gives what comes of it. */
    T in(Session session) throws E;
}
