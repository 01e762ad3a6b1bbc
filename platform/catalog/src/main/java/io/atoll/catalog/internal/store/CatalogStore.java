package io.atoll.catalog.internal.store;

import java.util.Optional;
import java.util.function.Function;

/** The durable memory of the catalog. Safe for use by several threads: many read at once, one writes. */
public interface CatalogStore extends AutoCloseable {

    /**
     * Reads within one consistent view, which later writes do not change.
     *
     * <p>Work should be short: read a page, return, and come again, for a long view keeps old pages of the store alive.
     *
     * @throws StoreFailure if the store cannot be read
     */
    <T> T read(Function<View, T> work);

    /**
     * Writes in one transaction. When this returns, all of it is on disk and survives the death of the process and of the machine; when it
     * throws, nothing of it was written.
     *
     * @throws StoreFailure if the store cannot be written
     */
    <T> T write(Function<Transaction, T> work);

    /**
     * Takes the right to do something that one process at a time may do; empty while another process has it.
     *
     * @param what the name of it
     * @throws StoreFailure if the store cannot be asked
     */
    Optional<Exclusive> exclusive(String what);

    /** Waits for the write under way and closes the files. */
    @Override
    void close();
}
