package io.atoll.ledger.internal.sql;

/**
 * A database with the tables of the ledger.
 *
 * <p>Methods throw {@link io.atoll.pipeline.Ledger.LedgerFailure} if the database fails, and whatever the work throws; nothing of the work
 * is then kept. Safe for use by several threads.
 */
public interface Database extends AutoCloseable {

    /** Reads in one transaction, which sees one state of the database. */
    <T, E extends Exception> T read(Work<T, E> work) throws E;

    /** Reads and writes in one transaction, which is on the disk when this method returns. */
    <T, E extends Exception> T write(Work<T, E> work) throws E;

    /** Tells other processes that this one is alive; to be called before leases are renewed. */
    void beat();

    /** Ends all connections. */
    @Override
    void close();
}
